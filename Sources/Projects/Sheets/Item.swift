/// A node of a YAML file, with its place; scalars stay text until the schema says what they are.
struct Item: Hashable, Sendable {
    let content: Content
    let place: Place

    /// What the node holds.
    enum Content: Hashable, Sendable {
        /// A key without a value, `~` or `null`.
        case empty
        case scalar(String, Style)
        case list([Item])
        case map([Entry])
    }

    /// How a scalar was written: only plain ones may be numbers, booleans or null.
    enum Style: Hashable, Sendable {
        case plain, quoted, block
    }

    /// A key with its value.
    struct Entry: Hashable, Sendable {
        let key: String
        let keyPlace: Place
        let value: Item
    }

    /// The value under a key of a map; nil where there is none.
    subscript(key: String) -> Item? {
        entries.first { $0.key == key }?.value
    }

    /// The place of a key of a map, or of the whole where there is no such key.
    func place(of key: String) -> Place {
        entries.first { $0.key == key }?.keyPlace ?? place
    }

    /// The entries of a map; none for anything else.
    var entries: [Entry] {
        guard case .map(let entries) = content else { return [] }
        return entries
    }

    /// The elements of a list; none for anything else.
    var elements: [Item] {
        guard case .list(let elements) = content else { return [] }
        return elements
    }

    /// The text of a scalar.
    var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// What this is, for people.
    var noun: String {
        switch content {
        case .empty: "nothing"
        case .scalar(let text, _): text.quoted
        case .list: "a list"
        case .map: "a map"
        }
    }
}

extension Item {
    /// The place of a part of this scalar's text, where the text stands literally in the file; the
    /// place of the whole otherwise.
    /// - Parameters:
    ///   - offset: UTF-8 offset into the text.
    ///   - length: UTF-8 length; at least 1 is shown.
    /// - Returns: A place of at least one scalar.
    func part(atUTF8 offset: Int, length: Int) -> Place {
        guard let text, text.unicodeScalars.count == place.length else { return place }
        let scalars = text.unicodeScalars
        let start = Self.scalars(in: scalars, before: offset)
        let end = Self.scalars(in: scalars, before: offset + length)
        return place.part(at: start, length: end - start)
    }

    private static func scalars(in text: String.UnicodeScalarView, before offset: Int) -> Int {
        var bytes = 0
        for (index, scalar) in text.enumerated() {
            if bytes >= offset { return index }
            bytes += UTF8.width(scalar)
        }
        return text.count
    }
}
