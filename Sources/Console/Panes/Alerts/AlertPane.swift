internal import Orchestration
internal import Screen

/// One alert in lines.
enum AlertPane {
    /// What fired, what can be done, what may be behind it, what hangs on it, and what happened so
    /// far.
    static func lines(
        _ row: AlertRow,
        clues: [TextLine] = [],
        _ now: Instant,
        _ width: Int
    ) -> [TextLine] {
        var lines = state(row, width)
        lines += Paragraph.field(
            "rule",
            "\(RunWords.orMissing(row.rule))   value \(RunWords.orMissing(row.value))",
            width
        )
        lines += [
            .field(
                "since",
                [
                    Span("\(Figures.clock(row.since))   \(Figures.elapsed(now - row.since))"),
                    Span(row.count > 1 ? "   fired \(row.count) times" : "", .muted),
                ]
            ),
            .field("owner", owner(row)),
        ]
        if !row.told.isEmpty || row.tells != nil {
            lines += Paragraph.field("told", told(row), width)
        }
        // What can be done stands where a low pane still shows it.
        if !row.suggestions.isEmpty { lines += suggestions(row, width) }
        if !clues.isEmpty { lines += [[]] + clues }
        if !row.hides.isEmpty { lines += [[]] + Paragraph.list("hides", row.hides, width) }
        if !row.blast.isEmpty { lines += [[]] + Paragraph.list("reaches", row.blast, width) }
        if !row.samples.isEmpty {
            lines += [[]] + Paragraph.list("shown by", row.samples.map(\.words), width)
        }
        if !row.runbook.isEmpty {
            lines += Paragraph.field("runbook", "\(row.runbook)   (o)", width)
        }
        if !row.silenced.isEmpty {
            lines += Paragraph.field("silenced", row.silenced, width, role: .muted)
        }
        if !row.history.isEmpty {
            let history = row.history.map { "\(Figures.clock($0.at))  \($0.text)" }
            lines += [[]] + Paragraph.list("history", history, width, role: .muted)
        }
        return lines
    }

    /// Severity, state and what it says: that is never cut.
    private static func state(_ row: AlertRow, _ width: Int) -> [TextLine] {
        let words = "\(row.severity.rawValue)  \(row.state.rawValue)"
        let summary = Paragraph.lines(row.summary, max(1, width - 10 - Text.width(words) - 3))
        let first: TextLine = [
            Span(row.severity.rawValue, row.severity.role, .bold), Span("  "),
            Span(row.state.rawValue, row.state.role), Span("   "),
        ]
        let indent = TextLine([Span(Text.blanks(Text.width(words) + 3))])
        return summary.enumerated().map { place, line in
            .field(place == 0 ? "state" : "", (place == 0 ? first : indent) + line)
        }
    }

    private static func owner(_ row: AlertRow) -> TextLine {
        let next = row.owner.isEmpty ? "" : "   \(AlertWords.next(row))"
        return [Span(RunWords.orMissing(row.owner)), Span(next, .muted)]
    }

    /// Who knows of it, and who will when nobody takes it on.
    private static func told(_ row: AlertRow) -> String {
        let names = row.told.isEmpty ? "nobody yet" : row.told.joined(separator: ", ")
        guard let next = row.tells else { return names }
        return "\(names); next \(row.tellsWhom) at \(Figures.clock(next)), U tells now"
    }

    private static func suggestions(_ row: AlertRow, _ width: Int) -> [TextLine] {
        row.suggestions.enumerated().flatMap { place, text -> [TextLine] in
            let canBeDone = row.actions.indices.contains(place)
            return Paragraph.field(
                place == 0 ? "DO" : "",
                text,
                width,
                role: canBeDone ? .strong : .text
            )
        }
            + (row.actions.isEmpty
                ? []
                : [.field("", [Span("e ", .hintKey, .bold), Span("does one of these", .hint)])])
    }
}
