/// Decides which rows a filter lets through.
///
/// Words are all required: `word` is a substring (case matters only where an upper-case letter is
/// typed), `!word` excludes, `field=a,b` looks in one column for any of the values.
package struct Matcher: Hashable, Sendable {
    private struct Clause: Hashable {
        let field: String?
        let values: [String]
        let excludes: Bool
    }
    private let clauses: [Clause]

    /// Reads a filter; any text is one.
    package init(_ text: String) {
        clauses = text.prefix(400).split(separator: " ").map { word in
            let excludes = word.hasPrefix("!") || word.hasPrefix("-")
            let body = excludes ? word.dropFirst() : word
            guard let equals = body.firstIndex(of: "="), equals > body.startIndex else {
                return Clause(field: nil, values: [String(body)], excludes: excludes)
            }
            return Clause(
                field: body[..<equals].lowercased(),
                values: body[body.index(after: equals)...].split(separator: ",").map(String.init),
                excludes: excludes
            )
        }
    }

    package var isEmpty: Bool { clauses.isEmpty }

    /// Whether every clause holds; `texts` gives the texts of a field, or of all where nil.
    package func matches(_ texts: (String?) -> [String]) -> Bool {
        clauses.allSatisfy { clause in
            let found = texts(clause.field).contains { text in
                clause.values.contains { Self.contains(text, $0) }
            }
            return found != clause.excludes
        }
    }

    /// Smart-case substring.
    package static func contains(_ text: String, _ part: String) -> Bool {
        guard !part.isEmpty else { return true }
        return part.contains(where: \.isUppercase)
            ? text.contains(part) : text.lowercased().contains(part)
    }
}
