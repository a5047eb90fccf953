/// A run: the fold of its facts.
///
/// Invariants:
/// 1. Only `fold` changes it, so replaying a history gives the same value.
/// 2. `ready` holds exactly the steps about which `decide` has something to say.
/// 3. A late or repeated fact about an attempt that is no longer current changes nothing.
package struct RunState: Equatable, Sendable {
    package let plan: Plan
    package private(set) var opening: Opening
    package private(set) var openedAt: Instant
    /// The time of the newest fact: the only `now` a decision knows.
    package private(set) var now: Instant
    /// How many facts it has folded: the version operators see.
    package private(set) var version: Int64 = 0
    package internal(set) var outcome: Outcome?
    package private(set) var closedAt: Instant?
    var steps: ContiguousArray<StepState>
    /// Steps to decide about, in the order they became so.
    var ready: ReadySteps
    /// What expressions see: the event, the constants, and the results they read.
    var names: [String: Value]
    /// Alarms that are set though nothing waits for them any more.
    var staleAlarms: [Alarm] = []
    var isHeld: Bool
    var isPaused = false
    var deadlineIsSet = false
    /// What the deadline counts from: the opening, or the newest time it was opened again.
    var deadlineFrom: Instant
    var deadlineHasPassed = false
    var cancelled: String?
    var inFlight = 0
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
        steps = ContiguousArray(
            plan.workflow.steps.map { step in
                var state = StepState()
                state.openPredecessors = step.after.count
                return state
            }
        )
        ready = ReadySteps(of: plan.workflow.steps.count, plan.roots)
        names = Self.names(of: opening, plan, openedAt: instant)
        version = 1
    }

    private static func names(of opening: Opening, _ plan: Plan, openedAt: Instant)
        -> [String: Value]
    {
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
        now = max(now, instant)
        version += 1
        switch fact {
        case .opened: break
        case .dispatched(let key): began(key, .running)
        case .awaiting(let key, _): began(key, .awaiting)
        case .succeeded(let key, let payload): succeeded(key, payload)
        case .failed(let key, let failure): failed(key, failure)
        case .skipped(let step): skipped(step)
        case .withdrawn(let key): withdrawn(key)
        case .alarmSet(let alarm, let due): set(alarm, due: due)
        case .alarmRang(let alarm): rang(alarm)
        case .alarmDropped(let alarm): staleAlarms.removeAll { $0 == alarm }
        case .acted(let act): acted(act)
        case .labelled: break
        case .closed(let outcome): close(outcome)
        }
    }
}

extension RunState {
    private mutating func began(_ key: StepKey, _ phase: StepState.Phase) {
        guard steps.indices.contains(key.step) else { return }
        if steps[key.step].phase != .running, phase == .running { inFlight += 1 }
        steps[key.step].phase = phase
        steps[key.step].attempt = key.attempt
        ready.remove(key.step)
    }

    /// Whether that attempt is the one the run counts on now.
    package func isCurrent(_ key: StepKey) -> Bool {
        guard steps.indices.contains(key.step), steps[key.step].attempt == key.attempt else {
            return false
        }
        switch steps[key.step].phase {
        case .running, .awaiting, .overdue: return true
        case .pending, .retrying, .succeeded, .failed, .skipped: return false
        }
    }

    private mutating func succeeded(_ key: StepKey, _ payload: Payload) {
        let isSettledFailure =
            steps.indices.contains(key.step) && steps[key.step].phase == .failed
            && steps[key.step].attempt == key.attempt
        let isComputed =
            steps.indices.contains(key.step) && steps[key.step].phase == .pending
        guard isCurrent(key) || isSettledFailure || isComputed else { return }
        if steps[key.step].phase == .running { inFlight -= 1 }
        if steps[key.step].phase == .awaiting { staleAlarms.append(.waited(key)) }
        steps[key.step].phase = .succeeded
        steps[key.step].attempt = key.attempt
        ready.remove(key.step)
        keep(payload, of: key.step)
        ended(key.step)
    }

    private mutating func keep(_ payload: Payload, of step: Int) {
        guard plan.isRead[step], case .inline(let bytes) = payload else { return }
        let value = (try? Value(json: bytes)) ?? .null
        names[plan.workflow.steps[step].name] = value
        if case .update = plan.workflow.steps[step].action { names["profile"] = value }
    }

    private mutating func failed(_ key: StepKey, _ failure: Failure) {
        guard steps.indices.contains(key.step) else { return }
        let isDecided = steps[key.step].phase == .pending
        guard isCurrent(key) || isDecided else { return }
        if steps[key.step].phase == .running { inFlight -= 1 }
        steps[key.step].attempt = key.attempt
        steps[key.step].failure = failure
        let retry = plan.workflow.steps[key.step].retry
        let made = key.attempt - steps[key.step].forgiven
        let again = failure.kind.isRetryable && made < retry.attempts
        steps[key.step].phase = again ? .retrying : .failed
        steps[key.step].due = nil
        ready.remove(key.step)
        ready.insert(key.step)
    }

    private mutating func skipped(_ step: Int) {
        guard steps.indices.contains(step), !steps[step].hasEnded else { return }
        if steps[step].phase == .running { inFlight -= 1 }
        if steps[step].phase == .awaiting {
            staleAlarms.append(.waited(StepKey(step: step, attempt: steps[step].attempt)))
        }
        steps[step].phase = .skipped
        ready.remove(step)
        if plan.isRead[step] { names[plan.workflow.steps[step].name] = .null }
        ended(step)
    }

    private mutating func withdrawn(_ key: StepKey) {
        guard isCurrent(key) else { return }
        if steps[key.step].phase == .running { inFlight -= 1 }
        if steps[key.step].phase == .awaiting { staleAlarms.append(.waited(key)) }
        steps[key.step].phase = .pending
        // Where the run is opened again, the step starts again.
        ready.insert(key.step)
    }

    private mutating func ended(_ step: Int) {
        unfinished -= 1
        for dependent in plan.dependents[step] {
            steps[dependent].openPredecessors -= 1
            if steps[dependent].openPredecessors == 0 { ready.insert(dependent) }
        }
    }

    private mutating func set(_ alarm: Alarm, due: Instant) {
        switch alarm {
        case .retry(let next):
            guard steps.indices.contains(next.step) else { return }
            steps[next.step].due = due
            ready.remove(next.step)
        case .waited(let key):
            guard steps.indices.contains(key.step) else { return }
            steps[key.step].due = due
        case .deadline: deadlineIsSet = true
        }
    }

    private mutating func rang(_ alarm: Alarm) {
        switch alarm {
        case .retry(let next):
            guard steps.indices.contains(next.step), steps[next.step].attempt + 1 == next.attempt,
                steps[next.step].phase == .retrying
            else { return }
            steps[next.step].phase = .pending
            ready.insert(next.step)
        case .waited(let key):
            guard isCurrent(key), steps[key.step].phase == .awaiting else { return }
            steps[key.step].phase = .overdue
            ready.insert(key.step)
        case .deadline: deadlineHasPassed = true
        }
    }

    private mutating func close(_ outcome: Outcome) {
        self.outcome = outcome
        closedAt = now
    }
}

extension RunState {
    private mutating func acted(_ act: OperatorAct) {
        guard acts.insert(act.requestID).inserted else { return }
        switch act.verb {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .hold: isHeld = true
        case .release: isHeld = false
        case .cancel: cancel(act.reason)
        case .skip: if let step = act.step { skip(step) }
        case .retry: if let step = act.step { startAfresh(step) }
        }
    }

    private mutating func cancel(_ reason: String) {
        cancelled = reason
        reopen()
    }

    private mutating func skip(_ step: Int) {
        skipped(step)
        reopen()
    }

    /// A failed step gets a fresh budget of attempts, and the run goes on from there.
    private mutating func startAfresh(_ step: Int) {
        guard steps.indices.contains(step) else { return }
        switch steps[step].phase {
        case .failed, .retrying:
            steps[step].phase = .pending
            steps[step].forgiven = steps[step].attempt
            ready.remove(step)
            ready.insert(step)
            reopen()
        case .pending, .running, .awaiting, .overdue, .succeeded, .skipped: break
        }
    }

    /// A run that failed is open again; an engine that cannot reopen starts its continuation.
    private mutating func reopen() {
        guard case .failed = outcome else { return }
        outcome = nil
        closedAt = nil
        // Closing dropped the alarm, and whoever opens the run again gives it the whole time.
        deadlineHasPassed = false
        deadlineIsSet = false
        deadlineFrom = now
    }
}
