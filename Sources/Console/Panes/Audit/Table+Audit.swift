internal import Orchestration
internal import Screen

extension Table where Row == AuditEntry {
    /// Who did what, newest first.
    static var audit: Table {
        Table(
            columns: [
                Column(
                    id: "time",
                    title: "TIME",
                    width: 9,
                    priority: 1,
                    content: { row, _ in .text(Figures.clock(row.at), .muted) },
                    order: { .instant($0.at) }
                ),
                Column(
                    id: "id",
                    title: "ID",
                    width: 6,
                    alignment: .right,
                    priority: 6,
                    content: { row, _ in .text(String(row.id), .muted) },
                    order: { .number(Double($0.id)) }
                ),
                .words("actor", "ACTOR", 9, 2) { $0.actor },
                .words("via", "VIA", 8, 7) { $0.via },
                .words("action", "ACTION", 11, 0, role: .strong) { $0.action },
                .words("object", "OBJECT", 16, 1, grows: 2) { $0.object },
                .words("change", "CHANGE", 16, 4, grows: 2) { $0.change },
                .words("reason", "REASON", 12, 5, grows: 2, role: .muted) { $0.reason },
                Column(
                    id: "result",
                    title: "RESULT",
                    width: 8,
                    priority: 0,
                    content: { row, _ in .text(row.result, AuditWords.role(of: row.result)) },
                    order: { .text($0.result) }
                ),
            ],
            identity: { .audit($0.id) },
            precedes: nil,
            ordering: "newest first"
        )
    }
}

extension Column where Row == AuditEntry {
    fileprivate static func words(
        _ id: String,
        _ title: String,
        _ width: Int,
        _ priority: Int,
        grows: Int = 0,
        role: Role = .text,
        _ value: @escaping @Sendable (AuditEntry) -> String
    ) -> Column {
        Column(
            id: id,
            title: title,
            width: width,
            grows: grows,
            priority: priority,
            content: { row, _ in .text(RunWords.orMissing(value(row)), role) },
            order: { .text(value($0)) }
        )
    }
}

/// The words of an audit entry.
enum AuditWords {
    /// A result that is not `ok` stands out.
    static func role(of result: String) -> Role {
        result.hasPrefix("ok") || result.hasPrefix("done") ? .ok : .failing
    }
}
