/// What facts call for: decided and recorded until nothing more follows.
///
/// Every engine moves its runs with this, so no engine has rules of its own.
package struct Decision: Sendable {
    /// The facts to append, those given first, in order.
    package private(set) var facts: [Fact] = []
    /// Attempts to start once the facts are durable.
    package private(set) var dispatches: [(key: StepKey, work: Work)] = []
    /// Attempts to stop.
    package private(set) var withdrawals: [StepKey] = []
    package private(set) var waits: [(key: StepKey, event: String)] = []
    package private(set) var alarms: [(alarm: Alarm, due: Instant)] = []
    package private(set) var drops: [Alarm] = []
    package private(set) var outcome: Outcome?
    /// Places in the facts at which a history goes on in a fresh one.
    private var rollOvers: [Int] = []

    /// Opens a run and decides what comes first.
    package static func open(
        _ opening: Opening,
        plan: Plan,
        at now: Instant,
        under pressure: Pressure = .none
    ) -> (RunState, Decision) {
        var state = RunState(opening, plan: plan, at: now)
        var decision = Decision()
        decision.facts.append(.opened(opening))
        decision.settle(&state, at: now, under: pressure)
        return (state, decision)
    }

    /// Takes new facts into a run and decides what follows.
    package static func take(
        _ facts: [Fact],
        into state: inout RunState,
        at now: Instant,
        under pressure: Pressure = .none
    ) -> Decision {
        var decision = Decision()
        for fact in facts { decision.record(fact, &state, at: now) }
        decision.settle(&state, at: now, under: pressure)
        return decision
    }

    private mutating func record(_ fact: Fact, _ state: inout RunState, at now: Instant) {
        facts.append(fact)
        state.fold(fact, at: now)
    }

    /// Ends because every intent recorded makes its condition untrue.
    private mutating func settle(
        _ state: inout RunState,
        at now: Instant,
        under pressure: Pressure
    ) {
        while true {
            let intents = state.decide(under: pressure)
            if intents.isEmpty { return }
            for intent in intents { perform(intent, &state, at: now) }
        }
    }

    private mutating func perform(_ intent: Intent, _ state: inout RunState, at now: Instant) {
        switch intent {
        case .dispatch(let key, let work):
            dispatches.append((key, work))
            record(.dispatched(key), &state, at: now)
        case .expand(let step, let count):
            record(.expanded(step: step, count: count), &state, at: now)
        case .wait(let key, let awaited, let until):
            if case .event(let type) = awaited { waits.append((key, type)) }
            alarms.append((.waited(key), until))
            record(.awaiting(key, event: awaited.words), &state, at: now)
            record(.alarmSet(.waited(key), due: until), &state, at: now)
        case .settle(let key, let value):
            record(.succeeded(key, .inline(Array(value.json.utf8))), &state, at: now)
        case .refuse(let key, let failure): record(.failed(key, failure), &state, at: now)
        case .skip(let step): record(.skipped(step: step), &state, at: now)
        case .withdraw(let key):
            withdrawals.append(key)
            record(.withdrawn(key), &state, at: now)
        case .setAlarm(let alarm, let due):
            alarms.append((alarm, due))
            record(.alarmSet(alarm, due: due), &state, at: now)
        case .dropAlarm(let alarm):
            drops.append(alarm)
            record(.alarmDropped(alarm), &state, at: now)
        case .label(let labels): record(.labelled(labels), &state, at: now)
        case .close(let outcome):
            self.outcome = outcome
            record(.closed(outcome), &state, at: now)
        case .rollOver(let carry):
            rollOvers.append(facts.count)
            record(.opened(state.continuation(carrying: carry)), &state, at: now)
        }
    }

    /// Whether the run's history goes on in a fresh one.
    package var rollsOver: Bool { !rollOvers.isEmpty }

    /// The facts, those of each history apart: where the run rolled over, the last begins with the
    /// opening that carries what it had come to.
    package var histories: [ArraySlice<Fact>] {
        let firsts = [0] + rollOvers
        let ends = rollOvers + [facts.count]
        return zip(firsts, ends).map { facts[$0..<$1] }
    }
}
