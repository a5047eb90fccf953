internal import GRDB
internal import Orchestration

extension Journal {
    /// A message by its key; nil where none was intended.
    package func outbox(_ key: String) async throws(JournalError) -> Dispatch? {
        try await onReader { db in
            try Prepared("SELECT \(Self.columns) FROM outbox WHERE key = ?", in: db)
                .first(key, read: Self.dispatch)
        }
    }

    /// Messages intended or tried of which nobody knows whether they went out, oldest first.
    package func unsettledMessages(
        limit: Int = 1000
    ) async throws(JournalError) -> [Dispatch] {
        let sql = """
            SELECT \(Self.columns) FROM outbox
                WHERE state IS NULL OR state = 'unknown' ORDER BY seq LIMIT ?
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(max(1, limit), read: Self.dispatch)
        }
    }

    private static let columns =
        "key, run, step, channel, address, body, at, state, reference, settled"

    private static func dispatch(_ cells: Cells) -> Dispatch {
        Dispatch(
            message: Message(
                key: cells.text(0),
                run: RunID(cells.text(1)),
                step: cells.int(2),
                channel: cells.text(3),
                address: cells.text(4),
                body: cells.bytes(5),
                at: cells.instant(6)
            ),
            settlement: Settlement(rawValue: cells.text(7)),
            reference: cells.text(8),
            settledAt: cells.isNull(9) ? nil : cells.instant(9)
        )
    }
}
