/// Rows as RFC 4180 has them.
package enum CSV {
    /// One line a row, CRLF between them.
    package static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(quoted).joined(separator: ",") }.joined(separator: "\r\n")
    }

    /// A text from outside, kept from being run as a formula by spreadsheets.
    package static func guarded(_ text: String) -> String {
        text.count > 1 && "=+-@".contains(text.first ?? " ") ? "'\(text)" : text
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
        let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + parts.joined(separator: "\"\"") + "\""
    }
}
