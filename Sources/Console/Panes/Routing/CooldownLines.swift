internal import Orchestration
internal import Screen

/// The targets that are out of rotation, and those that lately were, as a table.
enum CooldownLines {
    static func lines(_ rows: [Cooldown], _ moment: Moment, _ width: Int) -> [TextLine] {
        guard !rows.isEmpty else {
            return [TextLine("no target is out of rotation", .muted)]
        }
        let name = max(12, min(20, width - 44))
        let head = Text.padded("TARGET", to: name) + " SINCE     UNTIL      N  REASON"
        return [TextLine(head, .muted)] + rows.map { line($0, name, moment) }
    }

    private static func line(_ row: Cooldown, _ name: Int, _ moment: Moment) -> TextLine {
        let isOver = row.ended != nil
        let title = Text.padded(Text.clipped(moment.plain(row.target), to: name), to: name + 1)
        return [
            Span(title, isOver ? .muted : .strong),
            Span(Text.padded(Figures.clock(row.since), to: 10), .muted),
            Span(Text.padded(until(row, moment), to: 9), isOver ? .muted : .cooling),
            Span(Text.padded(Figures.short(Double(row.times)), to: 3, .trailing) + "  "),
            Span(row.reason, isOver ? .muted : .text),
        ]
    }

    /// Until when it is out: what is over ended, and what is due is on trial.
    private static func until(_ row: Cooldown, _ moment: Moment) -> String {
        if let ended = row.ended { return Figures.clock(ended) }
        guard let until = row.until else { return "you say" }
        return until <= moment.now ? "on trial" : Figures.clock(until)
    }
}
