package import Journal
package import Orchestration

/// Lists runs by the filter an operator types, as much of it as can be in SQL.
package struct RunLister: Sendable {
    private let journal: Journal

    package init(_ journal: Journal) { self.journal = journal }

    /// One page.
    /// - Throws: `FilterError` for a filter that cannot be read, `JournalError`.
    package func page(_ query: RunQuery) async throws -> RunPage {
        let filter = try Filter(parsing: query.filter)
        let (clause, isWhole) = filter.root.map { Self.clause($0) } ?? (.everything, true)
        guard !isWhole else { return try await journal.runs(query, where: clause) }
        return try await journal.runs(query, where: clause) { filter.matches($0) }
    }

    /// A page of what may match at an earlier moment: the runs opened by then, whatever they have
    /// become since.
    /// - Throws: `FilterError` for a filter that cannot be read, `JournalError`.
    func candidates(
        _ query: RunQuery,
        _ filter: Filter,
        openedBy moment: Instant
    ) async throws -> RunPage {
        let lasting = filter.root.map { Self.clause($0, .lasting).0 } ?? .everything
        let opened = RunClause.opened(.init(before: moment + .milliseconds(1)))
        return try await journal.runs(query, where: .all([lasting, opened]))
    }

    /// Which fields of a run SQL is asked about.
    enum Fields {
        case all
        /// Those that a run keeps as long as it lives.
        case lasting
    }

    /// The part of a filter that SQL answers, and whether that is all of it.
    ///
    /// What SQL cannot answer is left out of a conjunction, which only makes it let more through.
    static func clause(_ node: Filter.Node, _ fields: Fields = .all) -> (RunClause, isWhole: Bool) {
        switch node {
        case .all(let nodes):
            let parts = nodes.map { clause($0, fields) }
            return (.all(parts.map(\.0)), parts.allSatisfy(\.isWhole))
        case .any(let nodes):
            let parts = nodes.map { clause($0, fields) }
            return parts.allSatisfy(\.isWhole) ? (.any(parts.map(\.0)), true) : (.everything, false)
        case .not(let inner):
            let (part, isWhole) = clause(inner, fields)
            return isWhole ? (.not(part), true) : (.everything, false)
        case .clause(let clause): return Self.clause(clause, fields)
        }
    }

    private static func clause(_ clause: Filter.Clause, _ fields: Fields)
        -> (RunClause, isWhole: Bool)
    {
        switch (clause, fields) {
        case (.text(let needle), .all): (.contains(needle.text), true)
        case (.isOne(let field, let operands), _): isOne(field, operands.map(\.text), fields)
        case (.text, .lasting), (.fuzzy, _), (.pattern, _), (.compares, _): (.everything, false)
        }
    }

    private static func isOne(_ field: String, _ words: [String], _ fields: Fields)
        -> (RunClause, isWhole: Bool)
    {
        switch (field, fields) {
        case ("st", .all), ("state", .all):
            let states = words.compactMap { StateWord(rawValue: $0.uppercased()) }
            return states.count == words.count ? (.states(Set(states)), true) : (.everything, false)
        case ("step", .all): return (.any(words.map(RunClause.step)), true)
        case ("wf", _), ("workflow", _): return (.any(words.map(RunClause.workflow)), true)
        case ("subject", _): return (.any(words.map(RunClause.subject)), true)
        default: return (.everything, false)
        }
    }
}
