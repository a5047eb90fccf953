internal import GRDB
package import Orchestration

/// What the journal tells of an earlier moment.
extension Journal {
    /// The runs that were open at a moment, newest first, with all that had happened to them then.
    ///
    /// Looks at the runs that are open now and at those that have ended since: going back further
    /// costs more.
    /// - Throws: `.undecodable` where a stored turn is no list of facts.
    package func runsOpen(
        at moment: Instant,
        limit: Int
    ) async throws(JournalError) -> [History] {
        try await onReader { db in
            var histories = Histories(in: db)
            var keys: [Int64] = []
            try Prepared(Self.openThen, in: db).each(moment, limit) {
                histories.begin($0)
                keys.append(RunColumns.key(in: $0))
                return .more
            }
            let turns = try Prepared(Self.turnsUntil, in: db)
            for key in keys { try turns.each(key, moment) { try histories.append($0) } }
            return histories.all
        }
    }

    /// The runs that had ended last at a moment, newest first.
    package func runsEnded(by moment: Instant, limit: Int) async throws(JournalError) -> [RunRow] {
        try await onReader { db in
            try Prepared(Self.endedThen, in: db).all(moment, limit, read: RunColumns.row)
        }
    }

    /// The first thing it tells of; nil where it tells of nothing.
    package func begins() async throws(JournalError) -> Instant? {
        try await onReader { db in
            let firsts = try Prepared(Self.firstThings, in: db).all { $0.instant(0) }
            return firsts.min()
        }
    }

    /// How many runs of each workflow had ended at a moment, and how.
    package func endings(by moment: Instant) async throws(JournalError) -> [Tally] {
        try await onReader { db in
            try Prepared(Self.endingsThen, in: db).all(moment) {
                Tally(
                    workflow: $0.text(0),
                    closedAs: StateWord(rawValue: $0.text(1)) ?? .noData,
                    count: $0.int(2)
                )
            }
        }
    }

    private static let firstThings = """
        SELECT * FROM (SELECT opened FROM runs ORDER BY seq LIMIT 1) UNION ALL
            SELECT * FROM (SELECT at FROM audit ORDER BY seq LIMIT 1)
        """

    private static let openThen = """
        SELECT \(RunColumns.list) FROM runs
            WHERE opened <= ?1 AND (closed IS NULL OR closed > ?1) ORDER BY seq DESC LIMIT ?2
        """

    private static let turnsUntil =
        "SELECT run, at, facts FROM turns WHERE run = ? AND at <= ? ORDER BY seq"

    private static let endedThen = """
        SELECT \(RunColumns.list) FROM runs WHERE closed <= ? ORDER BY closed DESC LIMIT ?
        """

    private static let endingsThen =
        "SELECT workflow, state, count(*) FROM runs WHERE closed <= ? GROUP BY workflow, state"
}
