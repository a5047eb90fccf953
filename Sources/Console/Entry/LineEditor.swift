package import Screen

/// One line of text being typed.
package struct LineEditor: Hashable, Sendable {
    package private(set) var text: String
    /// In characters from the start, at most as many as there are.
    package private(set) var cursor: Int

    /// At most so many characters are taken: a paste of a file must not freeze anything.
    package let limit: Int

    /// What a line takes where nobody says otherwise.
    package static let usualLimit = 400

    package init(_ text: String = "", limit: Int = LineEditor.usualLimit) {
        self.limit = limit
        self.text = String(text.prefix(limit))
        cursor = self.text.count
    }

    /// Takes a key.
    /// - Returns: Whether the key edits or moves; otherwise nothing changed.
    package mutating func take(_ key: Key) -> Bool {
        if key.control { return takeControl(key) }
        switch key.code {
        case .character(let character): insert(String(character))
        case .backspace: delete(before: 1)
        case .delete: deleteAfter()
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = text.count
        case .enter, .escape, .tab, .backTab, .insert, .up, .down, .pageUp, .pageDown, .function:
            return false
        }
        return true
    }

    /// Inserts a text at the cursor; line ends and tabs become blanks.
    package mutating func insert(_ added: String) {
        let clean = String(
            added.prefix(max(0, limit - text.count)).map {
                $0.isNewline || $0 == "\t" ? " " : $0
            }
        )
        let before = text.prefix(cursor)
        text = String(before) + clean + text.dropFirst(cursor)
        cursor = min(text.count, cursor + clean.count)
    }

    /// The keys every shell knows: ctrl-u, ctrl-w, ctrl-a, ctrl-e.
    private mutating func takeControl(_ key: Key) -> Bool {
        switch key.code {
        case .character("u"): delete(before: cursor)
        case .character("w"): delete(before: wordBefore)
        case .character("a"): cursor = 0
        case .character("e"): cursor = text.count
        case .character("h"): delete(before: 1)
        default: return false
        }
        return true
    }

    private var wordBefore: Int {
        let before = text.prefix(cursor).reversed()
        let blanks = before.prefix { $0 == " " }.count
        return blanks + before.dropFirst(blanks).prefix { $0 != " " }.count
    }

    private mutating func delete(before count: Int) {
        let count = min(count, cursor)
        text = String(text.prefix(cursor - count) + text.dropFirst(cursor))
        cursor -= count
    }

    private mutating func deleteAfter() {
        text = String(text.prefix(cursor) + text.dropFirst(cursor + 1))
    }
}
