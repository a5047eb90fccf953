extension Diagnostic {
    /// The diagnostic as text for a terminal or a log, without a final line break.
    ///
    /// ```
    /// workflows/retention.yaml:14:20: error: unknown step 'chrun'
    ///    14 |   action: { call: next-best-action, when: chrun.probability > 0.6 }
    ///       |                                           ^~~~~
    ///       = help: Did you mean 'churn'?
    /// ```
    package var text: String {
        ([head] + excerpt + notes).joined(separator: "\n")
    }

    private var head: String {
        "\(place.file):\(place.line):\(place.column): \(severity.rawValue): \(what)"
    }

    private var gutter: String { String(repeating: " ", count: number.count) }

    private var number: String {
        let digits = String(place.line)
        return String(repeating: " ", count: max(0, 5 - digits.count)) + digits
    }

    /// The line and its caret; nothing where the line is not known.
    private var excerpt: [String] {
        guard !line.isEmpty else { return [] }
        let window = Window(of: line, around: place)
        return ["\(number) | \(window.text)", "\(gutter) | \(window.caret)"]
    }

    private var notes: [String] {
        var notes: [String] = []
        if !why.isEmpty { notes.append("\(gutter) = why: \(why)") }
        if !help.isEmpty { notes.append("\(gutter) = help: \(help)") }
        return notes
    }

    private var help: String {
        let guess = suggestion.map { "Did you mean \($0.quoted)?" }
        return [guess, next.isEmpty ? nil : next].compactMap(\.self).joined(separator: " ")
    }
}

/// The part of a line that is shown, and the caret under it.
private struct Window {
    let text: String
    let caret: String

    /// Shows at most 100 scalars, so that one long line never floods a terminal.
    init(of line: String, around place: Place) {
        let scalars = Array(line.unicodeScalars)
        let column = min(place.column - 1, scalars.count)
        let start = column > 90 ? column - 60 : 0
        let shown = scalars[start..<min(scalars.count, start + 100)]
        let body = shown.map { $0 == "\t" ? " " : $0.isDrawable ? Character($0) : "·" }
        let lead = start > 0 ? "…" : ""
        text = lead + String(body) + (start + 100 < scalars.count ? "…" : "")
        let tail = max(0, min(place.length, start + 100 - column, scalars.count - column) - 1)
        caret =
            String(repeating: " ", count: lead.count + column - start) + "^"
            + String(repeating: "~", count: tail)
    }
}

extension [Diagnostic] {
    /// All diagnostics as text, an empty line between them, then the count.
    package var report: String {
        guard !isEmpty else { return "no problems" }
        let errors = count(where: { $0.severity == .error })
        let warnings = count - errors
        let counts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
            .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
        return map(\.text).joined(separator: "\n\n") + "\n\n" + counts.joined(separator: ", ")
    }
}
