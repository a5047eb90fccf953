/// What was seen at one evaluation of the alert rules.
package struct Observations: Hashable, Sendable {
    package var models: [ModelObservation] = []
    package var sources: [SourceObservation] = []
    package var workflows: [WorkflowObservation] = []
    /// Nil where the journal was not looked at.
    package var journal: JournalObservation?
    package init() {}
}

/// What was seen of one model over the last minute.
package struct ModelObservation: Hashable, Sendable {
    package let model: String
    package var calls = 0
    /// From 0 to 1; nil without calls.
    package var errorShare: Double?
    /// Failed calls of the last minute by class.
    package var failures: [FailureKind: Int] = [:]
    package var p95: Duration?
    /// p95 over the last hour; nil where that is not known.
    package var usualP95: Duration?
    /// Calls and failures by window, for error budgets.
    package var counts: [BurnRate.Window: CallCounts] = [:]
    package var breaker = Breaker.State.closed
    package var drift: ScoreMonitor.Verdict?
    /// What is said of its features; empty where it has no reference.
    package var features: [FeatureRow] = []
    /// How much of them has drifted; nil while nothing can be said of any.
    package var dataset: DatasetDrift?
    /// What outcomes say, worst first; empty where none are followed.
    package var quality: [QualityVerdict] = []
    /// Why nobody calls it, where that was decided: its silence is no lack of data then.
    package var outOfService: String?
    /// Sources it needs: an alert on one of them hides this model's.
    package var sources: [String] = []
    /// Calls that show what may be wrong with it.
    package var samples = ModelSamples()
    package init(model: String) { self.model = model }
}

/// Calls of a model that show what may be wrong with it, by what they show.
package struct ModelSamples: Hashable, Sendable {
    package var failed: [AlertSample] = []
    package var slowest: [AlertSample] = []
    /// Those whose scores are most unlike the reference.
    package var scores: [AlertSample] = []
    /// Those whose value of the feature that is furthest off is most unlike the reference.
    package var features: [AlertSample] = []
    package init() {}
}

package struct SourceObservation: Hashable, Sendable {
    package let source: String
    package var state: SourceMonitor.State
    /// Whether anything of it has ever come.
    package var hasCome = true
    /// Share of the last five minutes' events that broke the contract; nil for too few.
    package var rejectShare: Double?
    /// What the last stretch of time breaks of its contract, in words.
    package var breaches: [String] = []
    /// How much comes, whatever else may be said of it.
    package var volume = SourceVolume.usual
    /// Its newest events that broke the contract.
    package var rejected: [AlertSample] = []
    package init(source: String, state: SourceMonitor.State) {
        self.source = source
        self.state = state
    }
}

package struct WorkflowObservation: Hashable, Sendable {
    package let workflow: String
    /// Failed runs that nobody has retried or cancelled yet.
    package var failedRuns = 0
    /// The step that holds it back; nil where no attempt waits for a slot or before a limit.
    package var backlog: Backlog?
    /// Models and sources that its failed or waiting runs may have failed of: an alert on one of
    /// them hides this workflow's.
    package var models: [String] = []
    package var sources: [String] = []
    /// Its newest failed runs.
    package var failed: [AlertSample] = []
    package init(workflow: String) { self.workflow = workflow }
}

/// A step whose attempts wait to begin.
package struct Backlog: Hashable, Sendable {
    package let step: String
    /// Attempts that wait; those that an operator has paused do not count.
    package let waiting: Int
    /// What they wait for, in words.
    package let reason: String
    package init(step: String, waiting: Int, reason: String) {
        self.step = step
        self.waiting = waiting
        self.reason = reason
    }
}

package struct JournalObservation: Hashable, Sendable {
    /// Why it cannot be written; nil while it can.
    package var trouble: String?
    package init(trouble: String? = nil) { self.trouble = trouble }
}

/// How many calls there were, and how many of them failed.
package struct CallCounts: Hashable, Sendable {
    package var calls = 0
    package var failed = 0
    package init(calls: Int = 0, failed: Int = 0) {
        self.calls = calls
        self.failed = failed
    }
}
