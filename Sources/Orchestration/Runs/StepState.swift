/// Where one step of a run stands.
///
///     pending -> running -> succeeded
///        |        |  ^
///        |        v  |
///        |     retrying -> failed
///        +-> awaiting -> succeeded
///        +-> expanded -> succeeded
///        +-> skipped
struct StepState: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// Its predecessors have not all ended, or nothing has been decided about it yet.
        case pending
        case running
        /// Its items are under way.
        case expanded
        /// Waits for an event.
        case awaiting
        /// Waits for an event that did not come in time; to be settled.
        case overdue
        /// Failed, to be tried again; `due` is nil until the alarm is set.
        case retrying
        case succeeded
        case failed
        /// Failed, and another step stands in for it.
        case covered
        case skipped
    }

    var phase = Phase.pending
    /// The attempt `phase` speaks of; 0 before the first.
    var attempt = 0
    /// Attempts made before an operator asked for a fresh start: they do not count as retries.
    var forgiven = 0
    /// Predecessors that have not ended.
    var openPredecessors = 0
    /// When the alarm of its pause or wait rings; nil while none is set.
    var due: Instant?
    /// The failure of the newest failed attempt.
    var failure: Failure?

    var hasEnded: Bool {
        switch phase {
        case .succeeded, .skipped: true
        case .pending, .running, .expanded, .awaiting, .overdue, .retrying, .failed, .covered:
            false
        }
    }
}
