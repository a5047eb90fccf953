internal import GRDB
package import Orchestration

/// What grows with time and may be let go of.
package enum Prunable: Hashable, Sendable, CaseIterable {
    /// Closed runs by the moment they closed, with their turns, choices, and the artifacts that
    /// no other run's facts refer to.
    case runs
    /// What open runs had come through before a roll-over, by the moment it was gone on from: the
    /// history that goes on from there carries all that came of it.
    case histories
    /// Accepted events, by the moment they came. A pruned event may be accepted again.
    case events
    /// Unusable events.
    case deadLetters
    /// Messages that were sent or refused.
    case messages
    /// Rolled-up metric windows.
    case windows
}

extension Journal {
    /// Deletes at most `limit` things of one kind that are older than `before`.
    ///
    /// One small transaction, after which the writer serves others; call again while the answer is
    /// `limit`. The freed pages go back to the file system in the same step. The audit is never
    /// pruned.
    /// - Parameters:
    ///   - what: The kind; audit entries and control values have none.
    ///   - before: The first moment that is kept.
    ///   - limit: 1 or more; a few hundred keep the step near a millisecond.
    /// - Returns: How many were deleted.
    /// - Throws: As `commit` does; nothing was deleted then.
    package func prune(
        _ what: Prunable,
        before: Instant,
        limit: Int = 200
    ) async throws(JournalError) -> Int {
        if what == .histories { return try await pruneHistories(before, max(1, limit)) }
        return try await onWriter { db in
            let count = try Scribe.transaction(in: db) {
                try Self.delete(what, before: before, limit: max(1, limit), in: db)
            }
            if count > 0 { try Prepared("PRAGMA incremental_vacuum(1000)", in: db).run() }
            return count
        }
    }

    /// How many things of a kind are older than `before`; reads all of them.
    package func prunable(_ what: Prunable, before: Instant) async throws(JournalError) -> Int {
        let sql =
            switch what {
            case .runs: "SELECT count(*) FROM runs WHERE closed < ?"
            case .histories: Self.oldHistories
            case .events: "SELECT count(*) FROM events WHERE received < ?"
            case .deadLetters: "SELECT count(*) FROM dead_letters WHERE at < ?"
            case .messages:
                "SELECT count(*) FROM outbox WHERE settled < ? AND state <> 'unknown'"
            case .windows: "SELECT count(*) FROM windows WHERE start < ?"
            }
        return try await onReader { db in
            try Prepared(sql, in: db).first(before) { $0.int(0) } ?? 0
        }
    }

    /// Gives every page that is not used back to the file system, and the log with them.
    ///
    /// For a journal that nobody waits for: may take a while.
    package func compact() async throws(JournalError) {
        _ = try await onWriter { db in
            try Prepared("PRAGMA incremental_vacuum", in: db).run()
            return try db.checkpoint(.truncate).checkpointedFrameCount
        }
    }

    /// Bytes the journal would have after everything in its log was moved into it, and how many of
    /// them are not used.
    package func size() async throws(JournalError) -> (bytes: Int, free: Int) {
        try await onReader { db in
            let page = try Prepared("PRAGMA page_size", in: db).first { $0.int(0) } ?? 4096
            let pages = try Prepared("PRAGMA page_count", in: db).first { $0.int(0) } ?? 0
            let free = try Prepared("PRAGMA freelist_count", in: db).first { $0.int(0) } ?? 0
            return (pages * page, free * page)
        }
    }

    private static func delete(
        _ what: Prunable,
        before: Instant,
        limit: Int,
        in db: Database
    ) throws -> Int {
        switch what {
        case .runs: try deleteRuns(before, limit, in: db)
        case .histories: 0
        case .events: try deleteOldest(of: "events", by: "received", before, limit, in: db)
        case .deadLetters: try deleteOldest(of: "dead_letters", by: "at", before, limit, in: db)
        case .messages: try run(messages, before, limit, in: db)
        case .windows: try run(windows, before, limit, in: db)
        }
    }

    private static let messages = """
        DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox
            WHERE settled < ? AND state <> 'unknown' ORDER BY settled LIMIT ?)
        """

    private static let windows = """
        DELETE FROM windows WHERE (name, start) IN
            (SELECT name, start FROM windows WHERE start < ? ORDER BY start LIMIT ?)
        """

    private static func run(
        _ sql: String,
        _ before: Instant,
        _ limit: Int,
        in db: Database
    ) throws -> Int { try Prepared(sql, in: db).run(before, limit) }

    /// Looks at the `limit` rows that came first: they are the oldest but for clocks gone astray,
    /// and no step ever walks through a table in which nothing is old.
    private static func deleteOldest(
        of table: String,
        by moment: String,
        _ before: Instant,
        _ limit: Int,
        in db: Database
    ) throws -> Int {
        let oldest = "SELECT seq, \(moment) AS moment FROM \(table) ORDER BY seq LIMIT ?"
        let chosen = "SELECT seq FROM (\(oldest)) WHERE moment < ?"
        return try Prepared("DELETE FROM \(table) WHERE seq IN (\(chosen))", in: db)
            .run(limit, before)
    }

    private static func deleteRuns(_ before: Instant, _ limit: Int, in db: Database) throws -> Int {
        let chosen = "SELECT seq FROM runs WHERE closed < ? ORDER BY closed LIMIT ?"
        let keys = try Prepared(chosen, in: db).all(before, limit) { $0.integer(0) }
        for key in keys {
            try deleteArtifacts(of: key, in: db)
            for table in ["turns", "choices"] {
                try Prepared("DELETE FROM \(table) WHERE run = ?", in: db).run(key)
            }
            try Prepared("DELETE FROM runs WHERE seq = ?", in: db).run(key)
        }
        return keys.count
    }

    /// Deletes the artifacts that only this run refers to.
    private static func deleteArtifacts(of run: Int64, in db: Database) throws {
        let used = "SELECT digest FROM artifact_runs WHERE run = ?"
        let digests = try Prepared(used, in: db).all(run) { $0.text(0) }
        try Prepared("DELETE FROM artifact_runs WHERE run = ?", in: db).run(run)
        for digest in digests {
            try Prepared(
                """
                DELETE FROM artifacts WHERE digest = ?1
                    AND NOT EXISTS (SELECT 1 FROM artifact_runs WHERE digest = ?1)
                """,
                in: db
            ).run(digest)
        }
    }
}
