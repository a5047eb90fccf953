internal import GRDB
internal import Orchestration

/// Old histories of runs that are still open: a run of years would fill the journal otherwise.
///
/// What goes ends at an opening that was written before the moment given, and that carries all the
/// run had come to by then. So a history always begins with an opening, replay gives the same
/// state, and nothing younger is lost; of what came before, the log and time travel say nothing,
/// as of a run that is pruned.
extension Journal {
    /// Looks for them beside the writer, then deletes one in each small transaction.
    func pruneHistories(_ before: Instant, _ limit: Int) async throws(JournalError) -> Int {
        let runs = try await onReader { db in
            try Prepared(Self.runsWithOldHistories, in: db).all(before, limit) { $0.integer(0) }
        }
        var count = 0
        for run in runs {
            while count < limit, try await deleteOldest(of: run, before) { count += 1 }
        }
        return count
    }

    private func deleteOldest(of run: Int64, _ before: Instant) async throws(JournalError) -> Bool {
        try await onWriter { db in
            let count = try Scribe.transaction(in: db) {
                try Prepared(Self.deleteOldest, in: db).run(run, before)
            }
            if count > 0 { try Prepared("PRAGMA incremental_vacuum(1000)", in: db).run() }
            return count > 0
        }
    }

    /// How many there are: all openings before the moment but the newest of each run.
    static let oldHistories = """
        SELECT coalesce(sum(openings - 1), 0) FROM (SELECT count(*) AS openings
            FROM runs JOIN turns ON turns.run = runs.seq
            WHERE runs.closed IS NULL AND runs.opened < ?1 AND turns.at < ?1
                AND substr(turns.facts, 1, 2) = x'0101' GROUP BY runs.seq)
        """

    private static let runsWithOldHistories = """
        SELECT runs.seq FROM runs WHERE runs.closed IS NULL AND runs.opened < ?1
            AND (SELECT seq FROM turns WHERE run = runs.seq AND at < ?1
                AND substr(facts, 1, 2) = x'0101' ORDER BY seq LIMIT 1 OFFSET 1) IS NOT NULL
            ORDER BY runs.seq LIMIT ?2
        """

    private static let deleteOldest = """
        DELETE FROM turns WHERE run = ?1 AND seq < (SELECT seq FROM turns
            WHERE run = ?1 AND at < ?2 AND substr(facts, 1, 2) = x'0101'
            ORDER BY seq LIMIT 1 OFFSET 1)
        """
}
