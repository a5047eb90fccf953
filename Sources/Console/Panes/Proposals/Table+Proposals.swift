internal import Orchestration
internal import Screen

extension Table where Row == RetrainProposal {
    /// Models that should be trained anew, those that wait for a decision first.
    static var proposals: Table {
        Table(
            columns: [
                .words("model", "MODEL", 14, 0, grows: 1, role: .strong) { $0.model },
                Column(
                    id: "state",
                    title: "STATE",
                    width: 9,
                    priority: 0,
                    content: { row, _ in .text(row.word, row.isOpen ? .warning : .muted) },
                    order: { .text($0.word) }
                ),
                Column(
                    id: "made",
                    title: "MADE",
                    width: 6,
                    alignment: .right,
                    priority: 2,
                    content: { row, moment in
                        .text(Figures.age(max(.zero, moment.now - row.at)), .text)
                    },
                    order: { .instant($0.at) }
                ),
                .words("rule", "RULE", 10, 4) { $0.rule },
                .words("version", "VERSION", 8, 5, role: .muted) { $0.version },
                .words("starts", "WOULD START", 14, 3) { $0.workflow },
                .words("evidence", "EVIDENCE", 20, 1, grows: 3, role: .muted) {
                    $0.evidence.first ?? ""
                },
            ],
            identity: { .proposal($0.id) },
            precedes: nil,
            ordering: "open first"
        )
    }
}

extension RetrainProposal {
    /// Its phase in one word.
    var word: String {
        switch phase {
        case .open: "open"
        case .approved: "approved"
        case .declined: "declined"
        case .withdrawn: "withdrawn"
        }
    }
}

/// One proposal in lines.
enum ProposalPane {
    /// What speaks for it, what an approval starts, and what became of it.
    static func lines(_ row: RetrainProposal, _ now: Instant, _ width: Int) -> [TextLine] {
        var lines =
            [
                .field(
                    "model",
                    [Span(row.model, .strong), Span("  version \(row.version)", .muted)]
                ),
                .field("rule", TextLine(row.rule)),
                .field(
                    "made",
                    "\(Figures.stamp(row.at))   \(Figures.age(max(.zero, now - row.at))) ago"
                ),
                .field("starts", [Span("workflow "), Span(row.workflow, .strong)]),
            ]
            + Paragraph.field("state", row.words, width, role: row.isOpen ? .warning : .text)
            + [[]] + Paragraph.list("evidence", row.evidence, width)
        if row.isOpen {
            lines += [[], [Span("A ", .hintKey, .bold), Span("approves or declines", .hint)]]
        }
        return lines
    }
}
