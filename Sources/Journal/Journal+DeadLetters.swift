internal import GRDB
package import Orchestration

/// An event that could not be used.
package struct DeadLetter: Hashable, Sendable {
    package let number: Int64
    package let at: Instant
    /// A code, a colon and the explanation.
    package let reason: String
    /// As it came, at least its first mebibyte: hostile bytes.
    package let raw: [UInt8]

    package init(number: Int64, at: Instant, reason: String, raw: [UInt8]) {
        self.number = number
        self.at = at
        self.reason = reason
        self.raw = raw
    }
}

extension Journal {
    /// A page of unusable events, oldest first.
    package func deadLetters(
        after cursor: RecordCursor? = nil,
        limit: Int = 100
    ) async throws(JournalError) -> RecordPage<DeadLetter> {
        try await page("dead_letters", columns: Self.letter, after: cursor, limit, Self.letter)
    }

    /// The newest unusable events, newest first, older than a given one.
    package func newestDeadLetters(
        before number: Int64? = nil,
        limit: Int = 100
    ) async throws(JournalError) -> [DeadLetter] {
        let sql = """
            SELECT seq, \(Self.letter) FROM dead_letters WHERE seq < ? ORDER BY seq DESC LIMIT ?
            """
        return try await onReader { db in
            try Prepared(sql, in: db)
                .all(number ?? .max, min(max(1, limit), 10_000), read: Self.letter)
        }
    }

    /// One of them; nil where it is there no more.
    package func deadLetter(_ number: Int64) async throws(JournalError) -> DeadLetter? {
        try await onReader { db in
            try Prepared("SELECT seq, \(Self.letter) FROM dead_letters WHERE seq = ?", in: db)
                .first(number, read: Self.letter)
        }
    }

    /// How many unusable events are kept.
    package func deadLetterCount() async throws(JournalError) -> Int {
        try await count("dead_letters")
    }

    /// How many there are, about, and how many of the newest 10,000 for each reason's code.
    ///
    /// At once however many there are: the total is reckoned from the first and the newest row.
    package func deadLetterReasons() async throws(JournalError) -> (
        total: Int, newest: [String: Int]
    ) {
        try await onReader { db in
            let bounds = """
                SELECT (SELECT max(seq) FROM dead_letters) - (SELECT min(seq) FROM dead_letters) + 1
                """
            let total = try Prepared(bounds, in: db).first { $0.int(0) } ?? 0
            let sql = "SELECT substr(reason, 1, 80) FROM dead_letters ORDER BY seq DESC LIMIT 10000"
            var newest: [String: Int] = [:]
            for reason in try Prepared(sql, in: db).all(read: { $0.text(0) }) {
                newest[EventRejection.code(in: reason), default: 0] += 1
            }
            return (total, newest)
        }
    }

    private static let letter = "at, reason, raw"

    private static func letter(_ cells: Cells) -> DeadLetter {
        DeadLetter(
            number: cells.integer(0),
            at: cells.instant(1),
            reason: cells.text(2),
            raw: cells.bytes(3)
        )
    }
}
