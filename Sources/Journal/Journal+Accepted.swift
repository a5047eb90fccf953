internal import GRDB
internal import Orchestration

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
