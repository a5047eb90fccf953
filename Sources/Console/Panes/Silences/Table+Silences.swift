internal import Orchestration
internal import Screen

extension Table where Row == Silence {
    /// What nobody is told of, the next to end first.
    static var silences: Table {
        Table(
            columns: [
                .words("alerts", "ALERTS WITH", 28, 0, grows: 3, role: .strong) { $0.words },
                Column(
                    id: "until",
                    title: "UNTIL",
                    width: 9,
                    priority: 1,
                    content: { row, _ in .text(Figures.clock(row.until), .text) },
                    order: { .instant($0.until) }
                ),
                Column(
                    id: "left",
                    title: "LEFT",
                    width: 6,
                    alignment: .right,
                    priority: 2,
                    content: { row, moment in
                        .text(Figures.age(max(.zero, row.until - moment.now)), .muted)
                    },
                    order: { .instant($0.until) }
                ),
                .words("by", "BY", 9, 3) { $0.by },
                .words("reason", "REASON", 16, 4, grows: 2, role: .muted) { $0.reason },
                .words("id", "ID", 10, 5, role: .muted) { $0.id },
            ],
            identity: { .silence($0.id) },
            precedes: nil,
            ordering: "next to end"
        )
    }
}

/// One silence in lines.
enum SilencePane {
    /// What it covers, until when, who made it, and which alerts it hides now.
    static func lines(_ row: Silence, _ alerts: [AlertRow], _ now: Instant, _ width: Int)
        -> [TextLine]
    {
        let hidden = alerts.filter { !$0.silenced.isEmpty }
        var lines =
            Paragraph.field("alerts", "with \(row.words)", width, role: .strong) + [
                .field(
                    "until",
                    "\(Figures.stamp(row.until))   ends in \(Figures.age(max(.zero, row.until - now)))"
                ),
                .field("by", TextLine(RunWords.orMissing(row.by))),
            ] + Paragraph.field("reason", RunWords.orMissing(row.reason), width)
        lines += [[]]
        if hidden.isEmpty {
            lines.append(TextLine("no alert is kept from anybody now", .muted))
        } else {
            lines.append(TextLine("KEPT FROM EVERYBODY NOW, by all silences", .muted))
            lines += hidden.flatMap { Paragraph.lines("\($0.object): \($0.summary)", width) }
        }
        return lines + [[], [Span("s ", .hintKey, .bold), Span("ends it", .hint)]]
    }
}
