/// When to wake a person.
package struct AlertRule: Hashable, Sendable {
    package let name: String
    package let severity: Severity
    package let condition: Condition
    /// How long the condition must hold before the alert fires.
    package let holds: Duration
    /// How long it must not hold, without a break, before the alert is resolved: one fault is one
    /// alert, though its figure crosses the limit again and again.
    package let clears: Duration
    /// A link or file for whoever is woken; empty for none.
    package let runbook: String

    package init(
        name: String,
        severity: Severity,
        condition: Condition,
        holds: Duration = .zero,
        clears: Duration = .zero,
        runbook: String = ""
    ) {
        self.name = name
        self.severity = severity
        self.condition = condition
        self.holds = holds
        self.clears = clears
        self.runbook = runbook
    }

    package enum Condition: Hashable, Sendable {
        /// Share of failed calls of any model over the last minute, with at least that many calls.
        case modelErrors(over: Double, calls: Int)
        /// A provider turned a call away for good: a wrong key, an unknown model, no money. One such
        /// call is enough.
        case accessRefused
        /// p95 of any model over the last minute.
        case modelLatency(over: Duration, calls: Int)
        /// A breaker has opened.
        case breakerOpen
        /// PSI of a model's scores above its noise-adjusted limit.
        case scoreDrift(over: Double)
        /// A feature of a model has drifted, and its PSI is above that and its noise-adjusted limit.
        case featureDrift(over: Double)
        /// The share of the importance of a model's features that has drifted.
        case datasetDrift(over: Double)
        /// p95 of a model's last minute above that many times its last hour's, with that many calls.
        case latencySpike(over: Double, calls: Int)
        /// A model burns its error budget too fast in two windows at once; see `BurnRate`.
        case burnRate(BurnRate)
        /// Outcomes say that a model is below its record; see `OutcomeRule`.
        case modelQuality
        /// A source older than its SLA.
        case sourceLate
        /// A source that brings far less than it usually does.
        case sourceThin
        /// A stretch of time breaks what the source promises: missing fields, too few or too many
        /// events, an hour unlike the same hour of other weeks.
        case sourceContract
        /// Share of a source's events of the last five minutes that break its contract.
        case sourceRejects(over: Double)
        /// Failed runs of a workflow that nobody has dealt with.
        case failedRuns(over: Int)
        /// Attempts of one step of a workflow that wait for a slot or before a limit.
        case bottleneck(over: Int)
        /// The journal cannot be written.
        case journalStuck
    }
}
