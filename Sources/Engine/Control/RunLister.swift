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
        let (clause, isWhole) = filter.root.map(Self.clause) ?? (.everything, true)
        guard !isWhole else { return try await journal.runs(query, where: clause) }
        return try await journal.runs(query, where: clause) { filter.matches($0) }
    }

    /// The part of a filter that SQL answers, and whether that is all of it.
    ///
    /// What SQL cannot answer is left out of a conjunction, which only makes it let more through.
    static func clause(_ node: Filter.Node) -> (RunClause, isWhole: Bool) {
        switch node {
        case .all(let nodes):
            let parts = nodes.map(clause)
            return (.all(parts.map(\.0)), parts.allSatisfy(\.isWhole))
        case .any(let nodes):
            let parts = nodes.map(clause)
            return parts.allSatisfy(\.isWhole) ? (.any(parts.map(\.0)), true) : (.everything, false)
        case .not(let inner):
            let (part, isWhole) = clause(inner)
            return isWhole ? (.not(part), true) : (.everything, false)
        case .clause(let clause): return Self.clause(clause)
        }
    }

    private static func clause(_ clause: Filter.Clause) -> (RunClause, isWhole: Bool) {
        switch clause {
        case .text(let needle): return (.contains(needle.text), true)
        case .isOne(let field, let operands): return isOne(field, operands.map(\.text))
        case .fuzzy, .pattern, .compares: return (.everything, false)
        }
    }

    private static func isOne(_ field: String, _ words: [String]) -> (RunClause, isWhole: Bool) {
        switch field {
        case "st", "state":
            let states = words.compactMap { StateWord(rawValue: $0.uppercased()) }
            return states.count == words.count ? (.states(Set(states)), true) : (.everything, false)
        case "wf", "workflow": return (.any(words.map(RunClause.workflow)), true)
        case "subject": return (.any(words.map(RunClause.subject)), true)
        case "step": return (.any(words.map(RunClause.step)), true)
        default: return (.everything, false)
        }
    }
}
