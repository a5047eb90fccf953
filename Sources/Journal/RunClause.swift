package import Orchestration

/// What a listed run must be, in the part of the filter grammar that SQL answers.
///
/// Whoever parses a filter turns it into this; what does not fit (patterns, fuzzy words) goes into
/// the closure that `Journal.runs(_:where:matching:)` takes beside it.
package indirect enum RunClause: Hashable, Sendable {
    case everything
    case states(Set<StateWord>)
    case workflow(String)
    case subject(String)
    case step(String)
    case opened(Span)
    case closed(Span)
    case isOpen
    /// A word in the name, workflow, subject, step or reason. Smart case: ASCII letters match
    /// either case unless the word has a capital.
    case contains(String)
    case not(RunClause)
    case all([RunClause])
    case any([RunClause])

    /// Moments from one to another; nil is no bound.
    package struct Span: Hashable, Sendable {
        /// The first moment that counts.
        package var from: Instant?
        /// The first moment that no longer counts.
        package var before: Instant?

        package init(from: Instant? = nil, before: Instant? = nil) {
            self.from = from
            self.before = before
        }
    }

    /// The clauses that must all hold.
    var conjuncts: [RunClause] {
        switch self {
        case .everything: []
        case .all(let clauses): clauses.flatMap(\.conjuncts)
        case .states, .workflow, .subject, .step, .opened, .closed, .isOpen, .contains, .not, .any:
            [self]
        }
    }
}

/// A condition with the arguments its question marks stand for.
struct Condition {
    /// True or false of a row of `runs`, never NULL.
    var sql: String
    var arguments: [Argument] = []

    /// All of `parts`, or `empty` where there are none.
    static func joined(_ parts: [Condition], by word: String, empty: String) -> Condition {
        guard !parts.isEmpty else { return Condition(sql: empty) }
        return Condition(
            sql: "(" + parts.map(\.sql).joined(separator: " \(word) ") + ")",
            arguments: parts.flatMap(\.arguments)
        )
    }
}

extension RunClause {
    /// The clause as SQL.
    var condition: Condition {
        switch self {
        case .everything: Condition(sql: "1")
        case .states(let states): Self.states(states)
        case .workflow(let name): Condition(sql: "workflow = ?", arguments: [.text(name)])
        case .subject(let name): Condition(sql: "subject = ?", arguments: [.text(name)])
        case .step(let name): Condition(sql: "step = ?", arguments: [.text(name)])
        case .opened(let span): span.condition(on: "opened")
        case .closed(let span): span.condition(on: "ifnull(closed, 9223372036854775807)")
        case .isOpen: Condition(sql: "closed IS NULL")
        case .contains(let word): Self.word(word)
        case .not(let clause): clause.condition.negated
        case .all(let clauses): .joined(clauses.map(\.condition), by: "AND", empty: "1")
        case .any(let clauses): .joined(clauses.map(\.condition), by: "OR", empty: "0")
        }
    }

    private static func states(_ states: Set<StateWord>) -> Condition {
        let words = states.map(\.rawValue).sorted()
        let marks = words.map { _ in "?" }.joined(separator: ", ")
        return Condition(sql: "state IN (\(marks))", arguments: words.map { .text($0) })
    }

    private static func word(_ word: String) -> Condition {
        let isExact = word.utf8.contains { (65...90).contains($0) }
        let columns = ["id", "workflow", "subject", "step", "reason"]
        let needle = isExact ? word : "%" + word.escapedForLike + "%"
        return .joined(
            columns.map {
                Condition(
                    sql: isExact ? "instr(\($0), ?) > 0" : "\($0) LIKE ? ESCAPE '\\'",
                    arguments: [.text(needle)]
                )
            },
            by: "OR",
            empty: "0"
        )
    }
}

extension Condition {
    /// True where this is false.
    fileprivate var negated: Condition { Condition(sql: "NOT (\(sql))", arguments: arguments) }
}

extension RunClause.Span {
    fileprivate func condition(on column: String) -> Condition {
        var parts: [Condition] = []
        if let from {
            parts.append(
                Condition(sql: "\(column) >= ?", arguments: [.integer(from.milliseconds)])
            )
        }
        if let before {
            parts.append(
                Condition(sql: "\(column) < ?", arguments: [.integer(before.milliseconds)])
            )
        }
        return .joined(parts, by: "AND", empty: "1")
    }
}

extension String {
    /// The text with LIKE's own signs made literal.
    fileprivate var escapedForLike: String {
        reduce(into: "") { text, character in
            if "%_\\".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
