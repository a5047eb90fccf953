internal import Orchestration
internal import Screen

extension Table where Row == Occurrence {
    /// What was out of the ordinary, newest first.
    static var incident: Table {
        Table(
            columns: [
                Column(
                    id: "at",
                    title: "TIME",
                    width: 9,
                    priority: 1,
                    content: { row, moment in
                        .text(OccurrenceWords.time(row.event.at, moment), .muted)
                    },
                    order: { .instant($0.event.at) }
                ),
                Column(
                    id: "word",
                    title: "WORD",
                    width: 5,
                    priority: 0,
                    content: { row, _ in
                        .text(row.event.word, EventWords.role(of: row.event.word))
                    },
                    order: { .text($0.event.word) }
                ),
                Column(
                    id: "object",
                    title: "OF",
                    width: 18,
                    grows: 1,
                    priority: 2,
                    content: { row, moment in .line(moment.named(row.object)) },
                    order: { .text($0.object) }
                ),
                .count("times", "TIMES", 5, 4, role: { $0 == 1 ? .muted : .text }) {
                    Double($0.times)
                },
                Column(
                    id: "last",
                    title: "LAST",
                    width: 9,
                    priority: 5,
                    content: { row, _ in
                        .text(row.times > 1 ? Figures.clock(row.last) : Figures.missing, .muted)
                    },
                    order: { .instant($0.last) }
                ),
                .words("text", "WHAT", 38, 0, grows: 4) { $0.event.text },
            ],
            identity: { .occurrence($0.event) },
            precedes: { $0.event.at > $1.event.at },
            ordering: "newest first"
        )
    }
}

/// The words of an occurrence.
enum OccurrenceWords {
    /// The clock; of another day than now's also its number.
    static func time(_ at: Instant, _ moment: Moment) -> String {
        let (stamp, now) = (Figures.stamp(at), Figures.stamp(moment.now))
        guard stamp.prefix(10) != now.prefix(10) else { return Figures.clock(at) }
        return "\(stamp.dropFirst(8).prefix(2)) \(Figures.shortClock(at))Z"
    }
}

/// One occurrence in lines.
enum OccurrencePane {
    static func lines(_ row: Occurrence, _ moment: Moment, _ width: Int) -> [TextLine] {
        var lines: [TextLine] = [
            .field(
                "time",
                [
                    Span(Figures.stamp(row.event.at)),
                    Span("  \(Figures.age(max(.zero, moment.now - row.event.at))) ago", .muted),
                ]
            )
        ]
        if row.times > 1 {
            let words = "\(Figures.count(row.times)) alike, the last at \(Figures.clock(row.last))"
            lines.append(.field("times", words))
        }
        lines.append(
            .field(
                "what",
                [Span("\(row.event.word)  ", EventWords.role(of: row.event.word), .bold)]
                    + moment.named(row.object)
            )
        )
        return lines + Paragraph.field("", row.event.text, width)
    }
}
