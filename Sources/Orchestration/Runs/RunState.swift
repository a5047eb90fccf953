/// A run: the fold of its facts.
///
/// Invariants:
/// 1. Only `fold` changes it, so replaying a history gives the same value.
/// 2. `ready` holds exactly the slots about which `decide` has something to say.
/// 3. A late or repeated fact about an attempt that is no longer current changes nothing.
/// 4. Only `move` changes a phase, so the counts of phases are always right.
package struct RunState: Equatable, Sendable {
    package let plan: Plan
    package private(set) var opening: Opening
    package internal(set) var openedAt: Instant
    /// The time of the newest fact: the only `now` a decision knows.
    package internal(set) var now: Instant
    /// How many facts it has folded: the version operators see.
    package internal(set) var version: Int64 = 0
    /// How much of that lies in the history that it goes on in.
    var length = HistoryLength()
    package internal(set) var outcome: Outcome?
    package private(set) var closedAt: Instant?
    /// The steps of the plan, then the items of fan-outs: dense, by slot.
    var steps: ContiguousArray<StepState>
    /// Fan-outs in the order they began; their slots ascend.
    var fanOuts: [FanOut] = []
    /// Slots to decide about, in the order they became so.
    var ready: ReadySteps
    /// What expressions see: the event, the constants, and the results they read.
    var names: [String: Value]
    /// Alarms that are set though nothing waits for them any more.
    var staleAlarms: [Alarm] = []
    /// Attempts under way though nothing counts on them any more.
    var strays: [StepKey] = []
    var isHeld: Bool
    var isPaused = false
    var deadlineIsSet = false
    /// What the deadline counts from, and whose routes it follows: the opening, or the newest time
    /// it was opened again.
    package internal(set) var deadlineFrom: Instant
    var deadlineHasPassed = false
    var cancelled: String?
    /// Cancelled at once, without taking anything back.
    var isTerminated = false
    /// Slots that succeeded and whose effect can be taken back, in that order.
    var undoable: [Int] = []
    /// What is being taken back; nil before the run is cancelled, and where there is nothing.
    var undo: Undo?
    /// Inputs that operators gave in place of those that expressions give, by slot.
    var inputs: [Int: Value] = [:]
    /// Facts about the run to find it by; nil before they were evaluated.
    package var labels: [String: String]?
    /// Whose attempts start first: a greater one before a smaller one.
    package internal(set) var priority: Int
    /// Slots in each of the phases that say how a run is.
    var inFlight = 0
    var retrying = 0
    var failing = 0
    /// Steps of the plan that have not ended.
    var unfinished: Int
    /// Ids of acts already folded: a repeated one changes nothing.
    var acts: Set<String> = []

    /// The state after the first fact of a history.
    package init(_ opening: Opening, plan: Plan, at instant: Instant) {
        self.plan = plan
        self.opening = opening
        openedAt = instant
        deadlineFrom = instant
        now = instant
        isHeld = opening.held
        unfinished = plan.workflow.steps.count
        priority = plan.workflow.priority
        steps = ContiguousArray(
            plan.workflow.steps.map { step in
                var state = StepState()
                state.openPredecessors = step.after.count
                return state
            }
        )
        ready = ReadySteps(of: plan.workflow.steps.count, plan.roots)
        names = Self.given(by: opening, plan, openedAt: instant)
        count(.opened(opening), at: instant)
    }

    /// What expressions see before anything was done.
    static func given(by opening: Opening, _ plan: Plan, openedAt: Instant) -> [String: Value] {
        var event = Value.null
        if case .inline(let bytes) = opening.input { event = (try? Value(json: bytes)) ?? .null }
        let run: Value = [
            "workflow": .string(opening.workflow), "subject": .string(opening.subject),
            "opened": Value(openedAt),
        ]
        // A batch item brings its customer's profile along.
        let profile = event["profile"] ?? .null
        return ["event": event, "profile": profile, "constants": plan.constants, "run": run]
    }

    /// Takes one fact.
    package mutating func fold(_ fact: Fact, at instant: Instant) {
        if case .opened(let opening) = fact { rolledOver(opening) }
        count(fact, at: instant)
        switch fact {
        case .opened: break
        case .dispatched(let key): began(key, .running)
        case .expanded(let step, let count): expanded(step, count)
        case .awaiting(let key, _): began(key, .awaiting)
        case .succeeded(let key, let payload): succeeded(key, payload)
        case .failed(let key, let failure): failed(key, failure)
        case .skipped(let step): skipped(step)
        case .withdrawn(let key): withdrawn(key)
        case .alarmSet(let alarm, let due): set(alarm, due: due)
        case .alarmRang(let alarm): rang(alarm)
        case .alarmDropped(let alarm): dropped(alarm)
        case .acted(let act): acted(act)
        case .labelled(let labels): self.labels = labels
        case .closed(let outcome): close(outcome)
        }
    }

    /// Notes that there is one more fact.
    mutating func count(_ fact: Fact, at instant: Instant) {
        now = max(now, instant)
        version += 1
        length.add(fact)
    }

    private mutating func close(_ outcome: Outcome) {
        self.outcome = outcome
        closedAt = now
    }

    /// A run that failed is open again; an engine that cannot reopen starts its continuation.
    mutating func reopen() {
        if case .failed = outcome { openAgain() }
    }

    /// A run that has ended goes on, be it that it had completed.
    mutating func openAgain() {
        outcome = nil
        closedAt = nil
        // Closing dropped the alarm, and whoever opens the run again gives it the whole time.
        deadlineHasPassed = false
        deadlineIsSet = false
        deadlineFrom = now
    }
}
