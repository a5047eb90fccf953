internal import Orchestration
internal import Screen

/// One run of the list in lines.
enum RunPane {
    /// What it is about, where it stands and why.
    static func lines(_ row: RunRow, _ now: Instant, _ width: Int) -> [TextLine] {
        let elapsed = Figures.took((row.closed ?? now) - row.opened)
        var lines: [TextLine] = [
            .field(
                "state",
                [
                    Span(row.state.rawValue, row.state.role, .bold),
                    Span("  at \(RunWords.orMissing(row.step))   "),
                ] + RunWords.progress(row)
            ),
            .field(
                "run",
                [
                    Span("\(row.workflow) "), Span(row.version, .muted),
                    Span("   subject \(RunWords.orMissing(row.subject))"),
                ]
            ),
            .field(
                "time",
                [
                    Span("began \(Figures.stamp(row.opened))   took \(elapsed)"),
                    Span(
                        row.closed.map { "   ended \(Figures.clock($0))" } ?? "   still open",
                        .muted
                    ),
                ]
            ),
        ]
        if !row.reason.isEmpty { lines += Paragraph.field("why", row.reason, width) }
        return lines + [
            [], [Span("enter ", .hintKey), Span("opens graph, timeline, steps and log", .hint)],
        ]
    }

    /// One line for a run in another pane.
    static func line(_ row: RunRow, _ now: Instant) -> TextLine {
        [
            Span(Figures.padded(row.state.rawValue, to: 5), row.state.role),
            Span(Figures.padded(row.id.text, to: 16), .strong),
            Span(Figures.padded(row.step, to: 12)),
            Span(Figures.elapsed((row.closed ?? now) - row.opened) + "  "),
            Span(row.reason, .muted),
        ]
    }
}
