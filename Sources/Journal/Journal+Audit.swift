internal import GRDB
package import Orchestration

/// What walking the audit's hash chain showed.
package enum AuditVerdict: Hashable, Sendable {
    /// Every link holds; `newest` is the hash to keep elsewhere, 64 zeros for an empty audit.
    case intact(entries: Int, newest: String)
    /// The first entry that does not follow from the one before, or is missing.
    case broken(at: Int64)
}

extension Journal {
    /// The newest audit entries, newest first.
    package func audit(limit: Int) async throws(JournalError) -> [AuditEntry] {
        try await onReader { db in
            try Prepared("SELECT \(Self.columns) FROM audit ORDER BY seq DESC LIMIT ?", in: db)
                .all(max(0, limit), read: Self.entry)
        }
    }

    /// The newest entries of one action, newest first; looks through the whole audit where they
    /// are few.
    package func audit(action: String, limit: Int) async throws(JournalError) -> [AuditEntry] {
        try await onReader { db in
            try Prepared(
                "SELECT \(Self.columns) FROM audit WHERE action = ? ORDER BY seq DESC LIMIT ?",
                in: db
            ).all(action, max(0, limit), read: Self.entry)
        }
    }

    /// The entry that a request left; nil where it left none.
    package func audit(request: String) async throws(JournalError) -> AuditEntry? {
        try await onReader { db in
            try Prepared(
                "SELECT \(Self.columns) FROM audit WHERE request = ? AND request <> ''",
                in: db
            ).first(request, read: Self.entry)
        }
    }

    /// Walks the whole audit and checks every hash; some 3 µs an entry.
    package func verifyAudit() async throws(JournalError) -> AuditVerdict {
        try await onReader { db in
            var number: Int64 = 0
            var newest = AuditLink.origin
            var broken: Int64?
            try Prepared("SELECT \(Self.columns) FROM audit ORDER BY seq", in: db).each { cells in
                number += 1
                let draft = Self.draft(cells)
                let hash = AuditLink.hash(number, newest, draft)
                guard cells.integer(0) == number, cells.text(10) == newest, cells.text(11) == hash
                else {
                    broken = number
                    return .stop
                }
                newest = hash
                return .more
            }
            return broken.map(AuditVerdict.broken) ?? .intact(entries: Int(number), newest: newest)
        }
    }

    private static let columns = """
        seq, at, actor, via, action, object, change, reason, result, request, previous, hash,
            command, seen
        """

    private static func draft(_ cells: Cells) -> AuditDraft {
        AuditDraft(
            at: cells.instant(1),
            actor: cells.text(2),
            via: cells.text(3),
            action: cells.text(4),
            object: cells.text(5),
            change: cells.text(6),
            reason: cells.text(7),
            result: cells.text(8),
            requestID: cells.text(9),
            commandLine: cells.text(12),
            versionSeen: cells.isNull(13) ? nil : cells.integer(13)
        )
    }

    private static func entry(_ cells: Cells) -> AuditEntry {
        let draft = draft(cells)
        return AuditEntry(
            id: cells.integer(0),
            at: draft.at,
            actor: draft.actor,
            via: draft.via,
            action: draft.action,
            object: draft.object,
            change: draft.change,
            reason: draft.reason,
            result: draft.result,
            evidence: AuditEntry.Evidence(
                commandLine: draft.commandLine,
                versionSeen: draft.versionSeen,
                request: draft.requestID,
                previous: cells.text(10),
                hash: cells.text(11)
            )
        )
    }
}
