internal import Orchestration
internal import Screen

extension Table where Row == DeadLetterRow {
    /// Events that could not be used, newest first.
    static var deadLetters: Table {
        Table(
            columns: [
                .figure("id", "ID", 7, 3, by: { .number(Double($0.number)) }) { row, _ in
                    (String(row.number), .muted)
                },
                Column(
                    id: "time",
                    title: "TIME",
                    width: 9,
                    priority: 1,
                    content: { row, _ in .text(Figures.clock(row.at), .muted) },
                    order: { .instant($0.at) }
                ),
                .words("code", "CODE", 18, 0, role: .warning) { $0.code },
                .words("reason", "WHY", 20, 2, grows: 2) { $0.explanation },
                .figure("bytes", "BYTES", 8, 5, by: { .number(Double($0.bytes)) }) { row, _ in
                    (Figures.count(row.bytes), .text)
                },
                .words("event", "EVENT", 16, 4, grows: 2, role: .muted) { $0.excerpt },
            ],
            identity: { .deadLetter($0.number) },
            precedes: nil,
            ordering: "newest first"
        )
    }
}

extension DeadLetterRow {
    /// The code in front of its reason.
    var code: String { EventRejection.code(in: reason) }

    /// What is behind the code.
    var explanation: String {
        let rest = reason.hasPrefix(code) ? String(reason.dropFirst(code.count)) : reason
        return (rest.hasPrefix(":") ? String(rest.dropFirst()) : rest).trimmingBlanks
    }
}

/// One unusable event in lines.
enum DeadLetterPane {
    static func lines(_ row: DeadLetterRow, _ width: Int) -> [TextLine] {
        let kept = row.excerpt.utf8.count
        let more = row.bytes > kept ? "  the first \(Figures.count(kept)) are shown" : ""
        return [
            .field("came", Figures.stamp(row.at)),
            .field("code", TextLine(row.code, .warning)),
        ] + Paragraph.field("why", row.explanation, width) + [
            .field("bytes", [Span(Figures.count(row.bytes)), Span(more, .muted)])
        ] + StepPane.payload("event", row.excerpt, width)
    }
}
