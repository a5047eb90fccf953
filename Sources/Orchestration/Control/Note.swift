/// What a note is left on.
package struct NoteSubject: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case run, workflow, model, route, source, alert
    }
    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// For example `run 1-e7`.
    package var words: String { "\(kind.rawValue) \(name)" }

    /// Read back from its words; nil where they name nothing.
    package init?(words: String) {
        guard let blank = words.firstIndex(of: " "),
            let kind = Kind(rawValue: String(words[..<blank]))
        else { return nil }
        self.init(kind, String(words[words.index(after: blank)...]))
    }
}

/// What an operator wanted others to know.
package struct Note: Hashable, Sendable, Codable {
    package let at: Instant
    package let by: String
    package let subject: NoteSubject
    /// As it was typed: untrusted.
    package let text: String

    package init(at: Instant, by: String, on subject: NoteSubject, text: String) {
        self.at = at
        self.by = by
        self.subject = subject
        self.text = text
    }

    /// So many of the newest are shown beside what they are on; the audit keeps all.
    package static let shownMax = 200

    /// A longer text is refused.
    package static let lengthMax = 1000
}
