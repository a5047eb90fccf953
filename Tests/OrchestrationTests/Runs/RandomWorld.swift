import Orchestration

/// A random workflow, driven at random until nothing is left to happen.
struct RandomWorld {
    var random: SplitMix
    var run: Driven

    init(seed: UInt64, under pressure: Pressure = .none) {
        random = SplitMix(seed: seed)
        run = Driven(Self.plan(&random), under: pressure)
    }

    private static func plan(_ random: inout SplitMix) -> Plan {
        let count = Int.random(in: 1...9, using: &random)
        var steps: [Step] = []
        for index in 0..<count {
            var after = (0..<index).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            var isStandIn = false
            if case .standIn(index)? = steps.last?.onFailure { isStandIn = true }
            if isStandIn, after.last != index - 1 { after.append(index - 1) }
            // One that builds on a step may not stand in for its stand-in: the reader refuses it.
            let last = isStandIn ? index + 1 : count
            steps.append(step(index, of: last, after: after, &random))
        }
        return Sample.plan(steps, deadline: Bool.random(using: &random) ? .seconds(3600) : nil)
    }

    private static func step(
        _ index: Int,
        of count: Int,
        after: [Int],
        _ random: inout SplitMix
    ) -> Step {
        let rules: [FailureRule] = [.failRun, .carryOn, .use(["ok": false])]
        let conditions = [nil, nil, "true", "false"]
        if Int.random(in: 0..<6, using: &random) == 0 {
            let wait = Action.wait(event: "order", within: .seconds(60))
            return Step(name: "s\(index)", action: wait, after: after)
        }
        if Int.random(in: 0..<5, using: &random) == 0 {
            let expired = Approval.Expiry.allCases.randomElement(using: &random) ?? .fail
            let actions: [Action] = [
                .approve(Approval(prompt: "?", within: .seconds(60), expired: expired)),
                .signal(name: "go", within: .seconds(60)),
                .until(Sample.expression("run.opened + duration('90s')")),
                .run(workflow: "other", input: Sample.expression("{}")),
            ]
            return Step(
                name: "s\(index)",
                action: actions.randomElement(using: &random) ?? actions[0],
                after: after,
                retry: RetryPolicy(attempts: 1),
                onFailure: rules.randomElement(using: &random) ?? .failRun
            )
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            let count = Int.random(in: 0...4, using: &random)
            return Step(
                name: "s\(index)",
                action: .call(route: "r", input: Sample.expression("item")),
                after: after,
                retry: RetryPolicy(attempts: Int.random(in: 1...2, using: &random)),
                onFailure: rules.randomElement(using: &random) ?? .failRun,
                each: Each(
                    list: Sample.expression("\(Array(0..<count))"),
                    limit: Int.random(in: 1...3, using: &random)
                )
            )
        }
        let failing = after.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
        if Int.random(in: 0..<3, using: &random) == 0 {
            return Step(
                name: "s\(index)",
                action: .call(route: "r", input: Sample.expression("{}")),
                after: after,
                retry: RetryPolicy(attempts: 2, on: [.timeout]),
                onFailure: index + 1 < count && Bool.random(using: &random)
                    ? .standIn(step: index + 1) : .failRun,
                ifFailed: failing,
                undo: .call(route: "u", input: Sample.expression("s\(index)"))
            )
        }
        return Sample.step(
            "s\(index)",
            after: after,
            when: conditions.randomElement(using: &random) ?? nil,
            join: Join.allCases.randomElement(using: &random) ?? .allSucceeded,
            attempts: Int.random(in: 1...3, using: &random),
            onFailure: rules.randomElement(using: &random) ?? .failRun
        )
    }

    /// One thing that can happen now; false when nothing can.
    mutating func step() -> Bool {
        run.now = run.now + .milliseconds(Int64.random(in: 0...5000, using: &random))
        var choices = run.state.outstanding.flatMap { pending in
            [
                Fact.succeeded(pending.key, Sample.result),
                .failed(pending.key, Failure(.timeout, "slow")),
                .failed(pending.key, Failure(.auth, "no")),
            ]
        }
        choices += run.state.pendingAlarms.map { Fact.alarmRang($0.alarm) }
        choices += run.state.awaited.map { Fact.succeeded($0.key, Sample.result) }
        if Int.random(in: 0..<8, using: &random) == 0 { choices += acts }
        guard let fact = choices.randomElement(using: &random) else { return false }
        run.take(fact)
        return true
    }

    private var acts: [Fact] {
        var random = random
        let step = Int.random(in: 0..<run.state.plan.workflow.steps.count + 6, using: &random)
        let id = "act-\(random.next())"
        return OperatorAct.Verb.allCases.map { verb in
            OperatorAct(verb, step: step, actor: "dana", reason: "test", requestID: id)
        }.filter { run.state.answer($0) == .accept }.map(Fact.acted)
    }
}
