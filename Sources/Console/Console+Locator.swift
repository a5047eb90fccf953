package import Orchestration

/// A view as a text that shows the same elsewhere: a screen, its filter, order and selection.
///
/// `podium:runs?filter=st%3Dfail&sort=elapsed-&select=r-8f21c`
package struct Locator: Hashable, Sendable {
    package var place: Place
    package var filter = ""
    /// A column, with `-` behind it where the greatest comes first.
    package var sort = ""
    package var hidden: [String] = []
    /// The name of what is selected.
    package var select = ""
    package var at: Instant?
    /// How much larger than usual the first pane is, in steps.
    package var growth = 0
    /// The panes in the operator's order; empty for the usual one.
    package var order: [String] = []
    /// The pane that fills the screen; empty for none.
    package var zoomed = ""

    package init(_ place: Place) { self.place = place }

    /// Reads a locator; nil when it is none.
    package init?(parsing text: String) {
        guard text.utf8.count <= 4096, text.hasPrefix("podium:") else { return nil }
        let rest = text.dropFirst("podium:".count)
        let path = rest.prefix { $0 != "?" }
        guard let place = Place(path: String(path)) else { return nil }
        self.init(place)
        for pair in rest.dropFirst(path.count + 1).split(separator: "&") {
            let name = pair.prefix { $0 != "=" }
            guard let value = Self.decoded(pair.dropFirst(name.count + 1)) else { return nil }
            switch name {
            case "filter": filter = value
            case "sort": sort = value
            case "hide": hidden = value.split(separator: ",").map(String.init)
            case "select": select = value
            case "at": at = Instant(text: value)
            case "grow": growth = Int(value).map { min(max($0, -9), 9) } ?? 0
            case "order": order = value.split(separator: ",").map(String.init)
            case "zoom": zoomed = value
            default: return nil
            }
        }
    }

    /// The text.
    package var text: String {
        let pairs = [
            ("filter", filter), ("sort", sort), ("hide", hidden.joined(separator: ",")),
            ("select", select), ("at", at?.text ?? ""),
            ("grow", growth == 0 ? "" : String(growth)),
            ("order", order.joined(separator: ",")), ("zoom", zoomed),
        ].filter { !$0.1.isEmpty }
        let query = pairs.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
        return "podium:\(place.path)" + (query.isEmpty ? "" : "?" + query)
    }

    /// Percent-encoding of all but RFC 3986's unreserved characters.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 128 && (Character(scalar).isLetter || Character(scalar).isNumber)
            if isPlain || "-._~".unicodeScalars.contains(scalar) { return String(scalar) }
            let hex = String(byte, radix: 16, uppercase: true)
            return "%" + (hex.count < 2 ? "0" + hex : hex)
        }.joined()
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Place {
    /// Its name in a locator.
    var path: String {
        if case .run(let id) = self { return "run/" + id.text }
        return title.lowercased().split(separator: " ").joined(separator: "-")
    }

    init?(path: String) {
        if path.hasPrefix("run/"), path.count > 4 {
            self = .run(RunID(String(path.dropFirst(4))))
            return
        }
        guard let place = (Place.tabs + [.help] + Place.hidden).first(where: { $0.path == path })
        else { return nil }
        self = place
    }
}

extension Console {
    /// Where the operator is, as a locator.
    package var locator: Locator {
        var locator = Locator(place)
        let pane = place.panes.first ?? .help
        let list = self.list(of: pane)
        locator.filter = list.filter
        locator.sort = list.sort.map { $0.column + ($0.descending ? "-" : "") } ?? ""
        locator.hidden = list.hidden.sorted()
        locator.select = list.index == nil ? "" : list.selection?.name ?? ""
        locator.at = past
        locator.growth = growth[place] ?? 0
        locator.order = (arrangement[place] ?? []).map(\.rawValue)
        locator.zoomed = isZoomed ? focus.rawValue : ""
        return locator
    }

    /// Shows what a locator names.
    mutating func follow(_ locator: Locator) -> [Effect] {
        var effects = go(to: locator.place)
        visited.insert(locator.place)
        let pane = place.panes.first ?? .help
        focused[place] = pane
        arrangeAs(locator, pane)
        arrangePanes(as: locator)
        if let pane = PaneID(rawValue: locator.zoomed), place.panes.contains(pane) {
            focused[place] = pane
            isZoomed = true
        }
        if let at = locator.at { effects += travel(to: at.text) }
        return effects + (pane == .runs ? fetchFilteredRuns() : [])
    }

    /// Gives a list the filter, order, columns and selection of a locator.
    mutating func arrangeAs(_ locator: Locator, _ pane: PaneID) {
        guard pane.isList || pane.isLog else { return }
        narrow(pane, to: locator.filter)
        lists[pane, default: ListState()].hidden = Set(locator.hidden)
        let column = locator.sort.hasSuffix("-") ? String(locator.sort.dropLast()) : locator.sort
        lists[pane]?.sort =
            column.isEmpty
            ? nil
            : ListState.Sort(column: column, descending: locator.sort.hasSuffix("-"))
        guard pane.isList else { return }
        arrange(pane)
        if let found = list(of: pane).order.first(where: { $0.id.name == locator.select }) {
            lists[pane]?.select(found.id)
        }
        settle(pane)
    }

    /// Keeps the view under a name, or shows the one of that name.
    mutating func view(_ text: String) -> [Effect] {
        let words = text.split(separator: " ").map(String.init)
        if words.count == 2, words[0] == "save" { return keepView(words[1]) }
        if words.count == 2, words[0] == "drop" { return dropView(words[1]) }
        guard words.count == 1, viewNames.contains(words[0]), let view = views[words[0]] else {
            let names = viewNames.joined(separator: ", ")
            say(
                "there is no view \(text)"
                    + (names.isEmpty ? "; :view save NAME keeps this one" : "; there are \(names)"),
                .refused
            )
            return []
        }
        return follow(view)
    }

    private mutating func keepView(_ name: String) -> [Effect] {
        guard !name.hasPrefix(Self.habitMark) else {
            say("names that begin with \(Self.habitMark) are the console's own", .refused)
            return []
        }
        var locator = self.locator
        (locator.select, locator.at) = ("", nil)
        views[name] = locator
        say("kept as \(name); :view \(name) shows it again", .done)
        return [.keepViews(viewsText)]
    }

    private mutating func dropView(_ name: String) -> [Effect] {
        guard viewNames.contains(name), views.removeValue(forKey: name) != nil else {
            say("there is no view \(name)", .refused)
            return []
        }
        say("\(name) is forgotten", .done)
        return [.keepViews(viewsText)]
    }

    /// The views and habits as they are kept, a line each.
    var viewsText: String {
        views.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.text)\n" }.joined()
    }

    /// Reads the views that were kept: a name and a locator a line; others are left out.
    package static func views(parsing text: String) -> [String: Locator] {
        var views: [String: Locator] = [:]
        for line in text.prefix(100_000).split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            if words.count == 2 { views[words[0]] = Locator(parsing: words[1]) }
        }
        return views
    }
}
