/// What should exist and does not: the answer of a decision.
///
/// An intent repeated after a lost answer is harmless: it names the same key.
package enum Intent: Hashable, Sendable {
    case dispatch(StepKey, Work)
    /// The list of a fan-out is known: so many items.
    case expand(step: Int, count: Int)
    /// Wait for an event of the run's subject until the alarm of the same key rings.
    case wait(StepKey, event: String, until: Instant)
    /// The decision itself knows the result: no attempt is made.
    case settle(StepKey, Value)
    /// The decision itself knows that the step cannot be done.
    case refuse(StepKey, Failure)
    case skip(step: Int)
    case withdraw(StepKey)
    case setAlarm(Alarm, due: Instant)
    case dropAlarm(Alarm)
    case close(Outcome)
}

/// A step's work with its inputs evaluated: all a performer needs.
package enum Work: Hashable, Sendable {
    case update(event: Value)
    case call(route: String, input: Value)
    case write(template: String, route: String, facts: [String: Value])
    case send(content: Value, channel: String, purpose: String)
}
