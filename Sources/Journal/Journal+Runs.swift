internal import GRDB
package import Orchestration

extension Journal {
    /// One page of runs, newest first by the order in which they were opened.
    ///
    /// A page may hold fewer rows than asked for, even none, while `next` says that the search goes
    /// on: a page looks at 20,000 runs at most, at 6,000 where `matching` judges each, at 1,500 along
    /// an index, so that none is slow. `total` is given where it needs no search. Does not read `query.filter`: its meaning comes in as `clause` and
    /// `matching`.
    /// - Parameters:
    ///   - query: Workflow, cursor and limit.
    ///   - clause: What SQL can answer of the filter.
    ///   - matching: What it cannot; asked only about runs for which `clause` holds.
    /// - Returns: At most `query.limit` rows.
    /// - Throws: `.badCursor` for a cursor that no journal made.
    package func runs(
        _ query: RunQuery,
        where clause: RunClause = .everything,
        matching: (@Sendable (RunRow) -> Bool)? = nil
    ) async throws(JournalError) -> RunPage {
        let search = try search(query, clause)
        return try await onReader { db in
            var page = try search.page(in: db, matching: matching)
            if matching == nil { page.total = try Tally.total(search.clause, in: db) }
            return page
        }
    }

    private func search(
        _ query: RunQuery,
        _ clause: RunClause
    ) throws(JournalError) -> RunSearch {
        let workflow = query.workflow.map(RunClause.workflow)
        var before = Int64.max
        if let cursor = query.after {
            guard let key = cursor.key else { throw .badCursor(cursor.text) }
            before = key
        }
        return RunSearch(
            clause: .all([clause] + (workflow.map { [$0] } ?? [])),
            before: before,
            limit: min(max(1, query.limit), 1000)
        )
    }

    /// How many runs each workflow has, open and closed; costs one small table.
    package func tallies() async throws(JournalError) -> [Tally] {
        try await onReader { try Tally.all(in: $0) }
    }
}

/// How many runs of a workflow are in a state.
package struct Tally: Hashable, Sendable {
    package let workflow: String
    /// Nil counts the open ones, whatever their state.
    package let closedAs: StateWord?
    package let count: Int

    package init(workflow: String, closedAs: StateWord?, count: Int) {
        self.workflow = workflow
        self.closedAs = closedAs
        self.count = count
    }
}

extension Tally {
    /// Every count that is not zero.
    static func all(in db: Database) throws -> [Tally] {
        try Prepared("SELECT workflow, state, count FROM tallies WHERE count > 0", in: db).all {
            let word = $0.text(1)
            return Tally(
                workflow: $0.text(0),
                closedAs: word.isEmpty ? nil : StateWord(rawValue: word) ?? .noData,
                count: $0.int(2)
            )
        }
    }

    /// How many runs match; nil where the tallies cannot tell.
    ///
    /// Workflows and states can be counted; open runs are counted one by one only while few.
    static func total(_ clause: RunClause, in db: Database) throws -> Int? {
        var workflow: String?
        var states: Set<StateWord>?
        for conjunct in clause.conjuncts {
            switch conjunct {
            case .workflow(let name) where workflow == nil || workflow == name: workflow = name
            case .states(let set): states = states.map { $0.intersection(set) } ?? set
            default: return nil
            }
        }
        let tallies = try all(in: db).filter { workflow == nil || $0.workflow == workflow }
        guard let states else { return tallies.reduce(0) { $0 + $1.count } }
        let closed = tallies.filter { $0.closedAs.map(states.contains) ?? false }
        let opened = tallies.filter { $0.closedAs == nil }.reduce(0) { $0 + $1.count }
        guard opened <= RunSearch.Effort.inSequence else { return nil }
        return try closed.reduce(countOpen(clause, in: db)) { $0 + $1.count }
    }

    private static func countOpen(_ clause: RunClause, in db: Database) throws -> Int {
        let condition = clause.condition
        let sql = "SELECT count(*) FROM runs WHERE closed IS NULL AND \(condition.sql)"
        var count = 0
        try Prepared(once: sql, in: db).each(given: condition.arguments) {
            count = $0.int(0)
            return .stop
        }
        return count
    }
}
