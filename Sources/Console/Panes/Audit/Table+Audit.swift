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
                .figure("id", "ID", 6, 6, by: { .number(Double($0.id)) }) { row, _ in
                    (String(row.id), .muted)
                },
                .words("actor", "ACTOR", 9, 2) { $0.actor },
                .words("via", "VIA", 8, 7) { $0.via },
                .words("action", "ACTION", 11, 0, grows: 1, role: .strong) { $0.action },
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
                .words("command", "COMMAND", 24, 9, grows: 3, role: .muted) {
                    $0.evidence?.commandLine ?? ""
                },
                .words("request", "REQUEST", 16, 9, role: .muted) { $0.evidence?.request ?? "" },
                .words("hash", "HASH", 13, 9, role: .muted) { $0.evidence?.hash ?? "" },
            ],
            identity: { .audit($0.id) },
            precedes: nil,
            ordering: "newest first"
        )
    }
}

/// The words of an audit entry.
enum AuditWords {
    /// A result that is not `ok` stands out.
    static func role(of result: String) -> Role {
        result.hasPrefix("ok") || result.hasPrefix("done") ? .ok : .failing
    }

    /// The order as a command line, or why there is none.
    static func commandLine(_ evidence: AuditEntry.Evidence) -> String {
        evidence.commandLine.isEmpty
            ? "none: the engine did it by itself, or an older build wrote it down"
            : evidence.commandLine
    }

    /// Whether the object was as the operator saw it.
    static func check(_ evidence: AuditEntry.Evidence, of row: AuditEntry) -> String {
        guard let seen = evidence.versionSeen else { return "not checked" }
        return row.result == "ok" ? "\(seen) was seen, and found" : "\(seen) was seen"
    }

    /// Its place in the chain: the beginning of its hash and of the one before.
    static func link(_ evidence: AuditEntry.Evidence) -> String {
        "\(evidence.hash.prefix(12)) after \(evidence.previous.prefix(12))"
    }
}
