internal import GRDB
package import Orchestration

/// Where a page of records ended; nil begins at the first.
package struct RecordCursor: Hashable, Sendable {
    /// Only the journal reads it.
    let key: Int64
}

/// One page of records.
package struct RecordPage<Element: Hashable & Sendable>: Hashable, Sendable {
    package let elements: [Element]
    /// Where the next page begins; nil after the last.
    package let next: RecordCursor?
}

/// A profile as the engine wrote it down.
package struct StoredProfile: Hashable, Sendable {
    package let id: String
    package let bytes: [UInt8]
    /// When it last changed.
    package let at: Instant
}

extension Journal {
    /// One profile; nil where there is none of that name.
    package func profile(_ id: String) async throws(JournalError) -> StoredProfile? {
        try await onReader { db in
            try Prepared("SELECT seq, id, bytes, at FROM profiles WHERE id = ?", in: db)
                .first(id, read: Self.profile)
        }
    }

    /// A page of all profiles, in the order they were first seen: what segments walk over.
    package func profiles(
        after cursor: RecordCursor? = nil,
        limit: Int = 1000
    ) async throws(JournalError) -> RecordPage<StoredProfile> {
        try await page("profiles", columns: "id, bytes, at", after: cursor, limit, Self.profile)
    }

    /// How many profiles there are.
    package func profileCount() async throws(JournalError) -> Int { try await count("profiles") }

    /// A page of accepted events, oldest first.
    package func events(
        after cursor: RecordCursor? = nil,
        limit: Int = 100
    ) async throws(JournalError) -> RecordPage<Event> {
        let columns = "type, id, time, received, payload, disposition"
        return try await page("events", columns: columns, after: cursor, limit) {
            Event(
                type: $0.text(1),
                id: $0.text(2),
                time: $0.instant(3),
                received: $0.instant(4),
                payload: $0.bytes(5),
                disposition: $0.text(6)
            )
        }
    }

    /// The newest accepted events, newest first.
    package func newestEvents(limit: Int) async throws(JournalError) -> [Event] {
        let sql = """
            SELECT seq, type, id, time, received, disposition FROM events ORDER BY seq DESC LIMIT ?
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(min(max(1, limit), 10_000)) {
                Event(
                    type: $0.text(1),
                    id: $0.text(2),
                    time: $0.instant(3),
                    received: $0.instant(4),
                    disposition: $0.text(5)
                )
            }
        }
    }

    /// How many events are kept, at once however many.
    ///
    /// Reckoned from the first and the newest row: too high by those pruned out of their order.
    package func eventCount() async throws(JournalError) -> Int {
        let sql = "SELECT (SELECT max(seq) FROM events) - (SELECT min(seq) FROM events) + 1"
        return try await onReader { db in
            try Prepared(sql, in: db).first { $0.int(0) } ?? 0
        }
    }

    /// Every control value of a kind, by its id.
    package func states(of kind: String) async throws(JournalError) -> [String: [UInt8]] {
        try await onReader { db in
            let pairs = try Prepared("SELECT id, value FROM states WHERE kind = ?", in: db)
                .all(kind) { ($0.text(0), $0.bytes(1)) }
            return Dictionary(pairs, uniquingKeysWith: { _, last in last })
        }
    }

    /// Control values of a kind whose ids begin so, by id.
    package func states(
        of kind: String,
        prefixed prefix: String
    ) async throws(JournalError) -> [String: [UInt8]] {
        let sql = "SELECT id, value FROM states WHERE kind = ? AND id >= ? AND id < ?"
        return try await onReader { db in
            let pairs = try Prepared(sql, in: db).all(kind, prefix, prefix + "\u{10FFFF}") {
                ($0.text(0), $0.bytes(1))
            }
            return Dictionary(pairs, uniquingKeysWith: { _, last in last })
        }
    }

    /// Control values of a kind in the order of their ids, after one of them.
    package func states(
        of kind: String,
        after id: String,
        limit: Int
    ) async throws(JournalError) -> [(id: String, value: [UInt8])] {
        let sql = "SELECT id, value FROM states WHERE kind = ? AND id > ? ORDER BY id LIMIT ?"
        return try await onReader { db in
            try Prepared(sql, in: db).all(kind, id, min(max(1, limit), 10_000)) {
                ($0.text(0), $0.bytes(1))
            }
        }
    }

    /// The windows whose names begin so and that start in `[from, before)`, oldest first.
    package func windows(
        prefixed prefix: String,
        from: Instant,
        before: Instant
    ) async throws(JournalError) -> [(name: String, start: Instant, bytes: [UInt8])] {
        let sql = """
            SELECT name, start, bytes FROM windows WHERE start >= ? AND start < ?
                AND substr(name, 1, length(?3)) = ?3 ORDER BY start, name
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(from, before, prefix) {
                ($0.text(0), $0.instant(1), $0.bytes(2))
            }
        }
    }

    /// Of every name that begins so, the last window that had started by then, by name.
    package func newestWindows(
        prefixed prefix: String,
        by moment: Instant
    ) async throws(JournalError) -> [(name: String, start: Instant, bytes: [UInt8])] {
        // With max() alone, SQLite takes the other columns from the row that has it.
        let sql = """
            SELECT name, max(start), bytes FROM windows
                WHERE name >= ?1 AND name < ?1 || char(1114111) AND start <= ?2 GROUP BY name
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(prefix, moment) {
                ($0.text(0), $0.instant(1), $0.bytes(2))
            }
        }
    }

    /// The windows of a metric that start in `[from, before)`, oldest first.
    package func windows(
        of name: String,
        from: Instant,
        before: Instant
    ) async throws(JournalError) -> [(start: Instant, bytes: [UInt8])] {
        let sql = """
            SELECT start, bytes FROM windows WHERE name = ? AND start >= ? AND start < ?
                ORDER BY start
            """
        return try await onReader { db in
            try Prepared(sql, in: db).all(name, from, before) { ($0.instant(0), $0.bytes(1)) }
        }
    }
}

extension Journal {
    private static func profile(_ cells: Cells) -> StoredProfile {
        StoredProfile(id: cells.text(1), bytes: cells.bytes(2), at: cells.instant(3))
    }

    func count(_ table: String) async throws(JournalError) -> Int {
        try await onReader { db in
            try Prepared("SELECT count(*) FROM \(table)", in: db).first { $0.int(0) } ?? 0
        }
    }

    /// A page of a table in the order of its rows; `read` finds the row number in column 0.
    func page<Element: Hashable & Sendable>(
        _ table: String,
        columns: String,
        after cursor: RecordCursor?,
        _ limit: Int,
        _ read: @escaping @Sendable (Cells) -> Element
    ) async throws(JournalError) -> RecordPage<Element> {
        let sql = "SELECT seq, \(columns) FROM \(table) WHERE seq > ? ORDER BY seq LIMIT ?"
        let limit = min(max(1, limit), 10_000)
        return try await onReader { db in
            let rows = try Prepared(sql, in: db).all(cursor?.key ?? 0, limit + 1) {
                (key: $0.integer(0), element: read($0))
            }
            let shown = rows.prefix(limit)
            return RecordPage(
                elements: shown.map(\.element),
                next: rows.count > limit ? shown.last.map { RecordCursor(key: $0.key) } : nil
            )
        }
    }
}
