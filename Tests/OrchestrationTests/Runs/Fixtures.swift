import Orchestration

/// Workflows and helpers the run tests share.
enum Sample {
    static func expression(_ source: String) -> Expression {
        do { return try Expression(parsing: source) } catch { preconditionFailure("\(error)") }
    }

    static func step(
        _ name: String,
        after: [Int] = [],
        when: String? = nil,
        join: Join = .allSucceeded,
        attempts: Int = 1,
        onFailure: FailureRule = .failRun
    ) -> Step {
        Step(
            name: name,
            action: .call(route: name, input: expression("{}")),
            after: after,
            when: when.map(expression),
            join: join,
            retry: RetryPolicy(attempts: attempts),
            onFailure: onFailure
        )
    }

    static func plan(_ steps: [Step], deadline: Duration? = nil) -> Plan {
        Plan(Workflow(name: "sample", version: "v1", deadline: deadline, steps: steps))
    }

    static let opening = Opening(
        workflow: "sample",
        version: "v1",
        input: .inline(Array("{}".utf8))
    )

    static let result = Payload.inline(Array(#"{"ok":true}"#.utf8))
}

/// A run being driven by hand, keeping its whole history.
struct Driven {
    var state: RunState
    var history: [Stamped]
    var now = Instant.epoch
    var dispatched: [StepKey] = []

    /// How long its history may get.
    let pressure: Pressure

    init(_ plan: Plan, opening: Opening = Sample.opening, under pressure: Pressure = .none) {
        let (state, turn) = Decision.open(opening, plan: plan, at: .epoch, under: pressure)
        self.pressure = pressure
        self.state = state
        history = []
        keep(turn)
    }

    private mutating func keep(_ turn: Decision) {
        for fact in turn.facts {
            history.append(Stamped(at: now, position: Int64(history.count), fact: fact))
        }
        dispatched += turn.dispatches.map(\.key)
    }

    @discardableResult
    mutating func take(_ facts: Fact...) -> Decision {
        let turn = Decision.take(facts, into: &state, at: now, under: pressure)
        keep(turn)
        return turn
    }

    mutating func succeed(_ step: Int, attempt: Int = 1) {
        take(.succeeded(StepKey(step: step, attempt: attempt), Sample.result))
    }

    mutating func fail(_ step: Int, attempt: Int = 1, _ kind: FailureKind = .timeout) {
        take(.failed(StepKey(step: step, attempt: attempt), Failure(kind, "no answer")))
    }

    mutating func act(_ verb: OperatorAct.Verb, step: Int? = nil, id: String) {
        take(.acted(OperatorAct(verb, step: step, actor: "dana", reason: "test", requestID: id)))
    }

    /// The state that replaying the history gives.
    var replayed: RunState? {
        RunState(replaying: history, plan: state.plan)
    }
}
