package import Orchestration
package import Screen

/// Something that happened; the only way anything reaches the console.
package enum Message: Sendable {
    /// A key, a click, a paste, a new size. The moment is when it was read from the terminal.
    case input(Input, at: Instant)
    /// A newer moment of the system.
    case snapshot(Snapshot)
    /// The answer to `Effect.fetchRuns`.
    case runs(RunPage, for: RunQuery)
    /// The answer to `Effect.fetchRun`; nil when there is no such run.
    case detail(RunDetail?, of: RunID)
    /// The answer to `Effect.fetchAudit`, newest first.
    case audit([AuditEntry])
    /// The answer to `Effect.fetchIncident`.
    case incident(IncidentReport)
    /// The answer to `Effect.fetchSeries`, the oldest first.
    case series([MetricReport], of: String, MetricSpan)
    case pastRuns(RunPage, for: RunQuery, at: Instant)
    case pastDetail(RunDetail?, of: RunID, at: Instant)
    /// The answer to `Effect.fetchMoment`; nil where the journal cannot tell.
    case moment(Snapshot?, at: Instant)
    /// The answer to `Effect.fetchPrevious`; nil where it is the first of its workflow.
    case previous(RunDetail?, of: RunID)
    /// The answer to `Effect.preview`.
    case preview(Control.Preview, of: Control.Action)
    /// The answer to `Effect.forecast` and to `Effect.forecastShares`; nil where nothing can be forecast.
    case forecast(RerouteForecast?, of: Control.Action)
    /// The answer to `Effect.fetchWhy`.
    case why([WhyReport], of: RunID, step: String?)
    /// The answer to `Effect.fetchDeadLetters`.
    case deadLetters([DeadLetterRow], before: Int64?)
    /// The answer to `Effect.perform`.
    case receipt(Control.Receipt, for: OrderDraft)
    /// Time has passed; expected once a second.
    case tick(Instant)
    /// The engine cannot be reached; what is on the screen stays, with its age.
    case linkLost(reason: String, at: Instant)
    case linkBack(at: Instant)
    /// How long the engine took to answer.
    case latency(Duration)
    /// The answer to `Effect.fetchContext`.
    case context(ContextReport, of: String)
    /// Another engine answered, and all that follows is of that one.
    case arrived(at: String, Snapshot)
    /// It did not answer: the engine before is still the one.
    case turnedAway(from: String, reason: String)
    /// The shell did what an effect asked, or could not: one sentence for the message line.
    case told(String)
    /// The same with lines to read.
    case report(title: String, lines: [String])
}
