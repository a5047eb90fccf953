internal import Orchestration
internal import Screen

/// A context as a row of the list of all.
struct ContextRow: Hashable {
    let context: Context
    let link: ContextLink
    let glance: Glance?
    /// The age of what is known of it.
    let age: Duration?
    let why: String
}

/// A run or an alert of any of the contexts.
struct AnywhereRow: Hashable {
    let context: String
    let id: ObjectID
    /// What is wrong, or under way: an alert's severity or a run's state.
    let word: String
    let role: Role
    /// Alerts before runs, the worst first.
    let rank: Int
    let object: String
    let what: String
    /// How long it has been so, by the clock of its own system.
    let age: Duration
}

extension AnywhereRow {
    /// All that one system shows.
    static func rows(of glance: Glance, in context: String) -> [AnywhereRow] {
        glance.alerts.map { alert in
            AnywhereRow(
                context: context,
                id: .alert(alert.id),
                word: alert.severity.rawValue,
                role: alert.severity.role,
                rank: alert.severity.rank,
                object: alert.object,
                what: alert.summary,
                age: max(.zero, glance.at - alert.since)
            )
        }
            + glance.watched.map { run in
                AnywhereRow(
                    context: context,
                    id: .run(run.id),
                    word: run.state.rawValue,
                    role: run.state.role,
                    rank: 10 + run.state.severity,
                    object: run.workflow + " " + run.subject,
                    what: run.reason.isEmpty ? "at \(RunWords.orMissing(run.step))" : run.reason,
                    age: max(.zero, (run.closed ?? glance.at) - run.opened)
                )
            }
    }
}
