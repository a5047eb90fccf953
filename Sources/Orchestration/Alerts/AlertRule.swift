/// When to wake a person.
package struct AlertRule: Hashable, Sendable {
    package let name: String
    package let severity: Severity
    package let condition: Condition
    /// How long the condition must hold before the alert fires.
    package let holds: Duration
    /// A link or file for whoever is woken; empty for none.
    package let runbook: String

    package init(
        name: String,
        severity: Severity,
        condition: Condition,
        holds: Duration = .zero,
        runbook: String = ""
    ) {
        self.name = name
        self.severity = severity
        self.condition = condition
        self.holds = holds
        self.runbook = runbook
    }

    package enum Condition: Hashable, Sendable {
        /// Share of failed calls of any model over the last minute, with at least that many calls.
        case modelErrors(over: Double, calls: Int)
        /// p95 of any model over the last minute.
        case modelLatency(over: Duration, calls: Int)
        /// A breaker has opened.
        case breakerOpen
        /// PSI of a model's scores above its noise-adjusted limit.
        case scoreDrift(over: Double)
        /// A source older than its SLA.
        case sourceLate
        /// Failed runs of a workflow that nobody has dealt with.
        case failedRuns(over: Int)
        /// The journal cannot be written.
        case journalStuck
    }
}
