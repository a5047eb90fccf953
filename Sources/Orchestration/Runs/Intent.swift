/// What should exist and does not: the answer of a decision.
///
/// An intent repeated after a lost answer is harmless: it names the same key.
package enum Intent: Hashable, Sendable {
    case dispatch(StepKey, Work)
    /// The list of a fan-out is known: so many items.
    case expand(step: Int, count: Int)
    /// Wait until it comes or the alarm of the same key rings.
    case wait(StepKey, Awaited, until: Instant)
    /// The decision itself knows the result: no attempt is made.
    case settle(StepKey, Value)
    /// The decision itself knows that the step cannot be done.
    case refuse(StepKey, Failure)
    case skip(step: Int)
    case withdraw(StepKey)
    case setAlarm(Alarm, due: Instant)
    case dropAlarm(Alarm)
    case label([String: String])
    case close(Outcome)
    /// The history is long enough: the run goes on in a fresh one that begins with this.
    case rollOver(carry: [UInt8])
}

/// A step's work with its inputs evaluated: all a performer needs.
package enum Work: Hashable, Sendable {
    case update(event: Value)
    case call(route: String, input: Value)
    case write(template: String, route: String, facts: [String: Value])
    case send(content: Value, channel: String, purpose: String)
    /// Open a run of that workflow; its end ends the attempt.
    case run(workflow: String, input: Value)

    /// The route it takes; empty where it takes none.
    package var route: String {
        switch self {
        case .call(let route, _), .write(_, let route, _): route
        case .update, .send, .run: ""
        }
    }
}

/// What a step waits for.
package enum Awaited: Hashable, Sendable {
    /// An event of the run's subject.
    case event(String)
    case signal(String)
    case approval
    /// Nothing but the alarm.
    case moment

    /// As the history has it: an event by its type, all else by words that name no event.
    package var words: String {
        switch self {
        case .event(let type): type
        case .signal(let name): "signal \(name)"
        case .approval: "an approval"
        case .moment: "a moment"
        }
    }
}
