internal import Orchestration
internal import Screen

/// One audit entry in lines.
enum AuditPane {
    static func lines(_ row: AuditEntry, _ width: Int) -> [TextLine] {
        let lines: [TextLine] = [
            .field(
                "who",
                [
                    Span(row.actor, .strong),
                    Span("  by \(row.via)  \(Figures.stamp(row.at))", .muted),
                ]
            ),
            .field("did", [Span("\(row.action) ", .strong), Span(row.object)]),
        ]
        return lines + Paragraph.field("change", RunWords.orMissing(row.change), width)
            + Paragraph.field("reason", RunWords.orMissing(row.reason), width)
            + Paragraph.field("result", row.result, width, role: AuditWords.role(of: row.result))
            + (row.evidence.map { evidence($0, of: row, width) } ?? [])
    }

    /// What it can be repeated and checked by.
    private static func evidence(_ evidence: AuditEntry.Evidence, of row: AuditEntry, _ width: Int)
        -> [TextLine]
    {
        Paragraph.field("CLI", AuditWords.commandLine(evidence), width, role: .muted)
            + Paragraph.field("version", AuditWords.check(evidence, of: row), width)
            + Paragraph.field("request", RunWords.orMissing(evidence.request), width, role: .muted)
            + Paragraph.field("hash", AuditWords.link(evidence), width, role: .muted)
    }
}
