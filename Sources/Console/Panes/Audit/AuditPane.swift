internal import Orchestration
internal import Screen

/// One audit entry in lines.
enum AuditPane {
    static func lines(_ row: AuditEntry, _ width: Int) -> [TextLine] {
        [
            .field("when", Figures.stamp(row.at)),
            .field("who", [Span(row.actor, .strong), Span("  by \(row.via)", .muted)]),
            .field("did", [Span("\(row.action) ", .strong), Span(row.object)]),
        ] + Paragraph.field("change", RunWords.orMissing(row.change), width)
            + Paragraph.field("reason", RunWords.orMissing(row.reason), width)
            + Paragraph.field("result", row.result, width, role: AuditWords.role(of: row.result))
    }
}
