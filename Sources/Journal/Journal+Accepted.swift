internal import GRDB
package import Orchestration

/// What makes an event the same event: its type and its id within that type.
package struct EventName: Hashable, Sendable {
    package let type: String
    package let id: String

    package init(type: String, id: String) {
        self.type = type
        self.id = id
    }
}

extension Journal {
    /// Which of these events an earlier batch accepted.
    package func accepted(_ names: [EventName]) async throws(JournalError) -> Set<EventName> {
        try await onReader { db in
            var known: Set<EventName> = []
            let query = try Prepared(
                "SELECT 1 FROM events WHERE type = ? AND id = ?",
                in: db
            )
            for name in names where try query.first(name.type, name.id, read: { _ in true }) != nil
            {
                known.insert(name)
            }
            return known
        }
    }
}

extension Journal {
    /// The runs that events of a type started whose ids begin with a text.
    package func runs(
        startedBy type: String,
        idsFrom prefix: String
    ) async throws(JournalError) -> [RunID] {
        // Ids are compared byte by byte: whatever begins so stands before this.
        let sql = """
            SELECT run FROM events WHERE type = ? AND id >= ? AND id < ? AND run IS NOT NULL
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(type, prefix, prefix + "\u{10FFFF}") { RunID($0.text(0)) }
        }
    }
}
