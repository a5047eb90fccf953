/// Text measured in cells, by grapheme cluster, as `Grid.write` will show it.
package enum Text {
    /// Where text stands in a wider field.
    package enum Alignment: Hashable, Sendable { case leading, trailing, centred }

    /// The cells that text takes; what is unsafe counts as the one cell of its mark.
    package static func width(_ text: String) -> Int {
        if text.isPlain { return text.utf8.count }
        return text.reduce(0) { $0 + width(of: $1) }
    }

    /// The cells one character takes: 1 or 2.
    package static func width(of character: Character) -> Int {
        switch Cluster(character) {
        case .safe(let width): width
        case .unsafe: 1
        }
    }

    /// Text that may be sent to a terminal or a file: everything unsafe has become `·`.
    package static func safe(_ text: String) -> String {
        if text.isPlain { return text }
        return String(text.map { Cluster($0) == .unsafe ? Cluster.mark : $0 })
    }

    /// Text that is safe and at most so many cells wide; cut text ends in `…`.
    package static func clipped(_ text: String, to limit: Int) -> String {
        if text.utf8.count <= limit, text.isPlain { return text }
        var kept = ""
        var used = 0
        // Everything after this place goes if more text comes than there is room for.
        var cut = kept.endIndex
        for character in text {
            let isUnsafe = Cluster(character) == .unsafe
            let width = width(of: character)
            if used + width > limit {
                return limit > 0 ? kept[..<cut] + String(Cluster.ellipsis) : ""
            }
            kept.append(isUnsafe ? Cluster.mark : character)
            used += width
            if used < limit { cut = kept.endIndex }
        }
        return kept
    }

    /// Text that is exactly so many cells wide: clipped, or filled with blanks.
    package static func padded(
        _ text: String,
        to width: Int,
        _ alignment: Alignment = .leading
    ) -> String {
        let clipped = clipped(text, to: width)
        let missing = max(0, width - self.width(clipped))
        let left =
            switch alignment {
            case .leading: 0
            case .trailing: missing
            case .centred: missing / 2
            }
        return blanks(left) + clipped + blanks(missing - left)
    }

    /// So many blanks; none when the count is negative.
    package static func blanks(_ count: Int) -> String {
        String(repeating: " ", count: max(0, count))
    }
}

extension String {
    /// Only printable ASCII, so that bytes, characters and cells are the same.
    var isPlain: Bool {
        // A loop over the bytes where they lie: this is asked of every text of every frame.
        utf8.withContiguousStorageIfAvailable { bytes in
            var at = 0
            while at < bytes.count {
                guard bytes[at] &- 0x20 < 0x5F else { return false }
                at += 1
            }
            return true
        } ?? utf8.allSatisfy { $0 &- 0x20 < 0x5F }
    }
}
