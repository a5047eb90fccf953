internal import Orchestration

/// An open run as the engine holds it: its state, and what only the live view knows.
///
/// A class, never seen outside the engine's actor: a turn changes the state where it stands. As a
/// value in a table it would be copied with all its steps at every turn, and a fan-out over n items
/// would cost n² of them.
final class LiveRun {
    var state: RunState
    /// The row the journal has; lists show it with the live step on top.
    var row: RunRow
    /// Attempts under way, by step.
    var attempts: [Int: LiveAttempt] = [:]
    /// How far steps have come, by their own account; empty for most runs.
    var progress: [Int: Progress] = [:]

    init(state: RunState, row: RunRow) {
        self.state = state
        self.row = row
    }

    var queueKey: SubjectQueues.Key? {
        let opening = state.opening
        guard !opening.subject.isEmpty, state.plan.workflow.subject != nil else { return nil }
        return SubjectQueues.Key(workflow: opening.workflow, subject: opening.subject)
    }

    /// The clocks of a step's attempts; its own words, so that a million that wait need no copy.
    func clocks(of key: StepKey) -> Clocks { Clocks(state.step(at: key.step)) }
}

/// An attempt that is queued or running now; never part of the fold.
struct LiveAttempt: Sendable {
    let key: StepKey
    let delivery: Int
    /// When it began to wait for a slot.
    let queued: Instant
    /// Nil while it waits for a slot.
    var started: Instant?
    /// Nil before it has begun.
    var errand: Errand?
    /// The newest sign of life; nil before the first.
    var beat: Instant?

    /// One that waits.
    init(_ lease: Lease, at now: Instant) {
        key = lease.key
        queued = now
        delivery = lease.delivery
    }
}

/// The clocks of an attempt, as its step sets them; nil for none.
struct Clocks: Hashable, Sendable {
    /// How long it may wait for a slot.
    var queue: Duration?
    /// How long it may take from then on.
    var timeout: Duration?
    /// How long it may give no sign of life.
    var silence: Duration?
}

extension Clocks {
    init(_ step: Step) {
        queue = step.queue
        timeout = step.timeout < Step.noLimit ? step.timeout : nil
        silence = step.silence
    }
}
