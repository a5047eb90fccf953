import Orchestration
import Testing

/// A step, and one that says what came of it.
private func asking(_ action: Action) -> Plan {
    Sample.plan([
        Step(name: "ask", action: action, retry: RetryPolicy(attempts: 1)),
        Step(
            name: "then",
            action: .call(route: "r", input: Sample.expression("ask")),
            after: [0],
            join: .noneFailed
        ),
        Sample.step("built", after: [0]),
    ])
}

private let key = StepKey(step: 0, attempt: 1)

@Suite struct `A step that asks people` {
    private func plan(_ expired: Approval.Expiry = .reject) -> Plan {
        asking(.approve(Approval(prompt: "Send it?", within: .seconds(60), expired: expired)))
    }

    private func answer(_ verb: OperatorAct.Verb, id: String = "1") -> OperatorAct {
        OperatorAct(
            verb,
            step: 0,
            actor: "dana",
            reason: "as agreed",
            requestID: id,
            data: Array(#"{"n":2}"#.utf8)
        )
    }

    @Test func `waits, and says for what`() {
        let run = Driven(plan())

        #expect(run.state.word == .wait)
        #expect(run.state.row(RunID("r")).reason == "waits for approval: Send it?")
        #expect(run.state.awaited.isEmpty)
        #expect(run.state.questions.map(\.awaited) == [.approval])
    }

    @Test func `goes on when it is approved, and knows who, why and with what`() {
        var run = Driven(plan())

        let turn = run.take(.acted(answer(.approve)))

        let input: Value = [
            "approved": true, "expired": false, "by": "dana", "reason": "as agreed",
            "data": ["n": 2],
        ]
        #expect(turn.dispatches.map(\.work).first == .call(route: "r", input: input))
        #expect(turn.dispatches.map(\.key.step) == [1, 2])
        #expect(turn.drops == [.waited(key)])
    }

    @Test func `is skipped when it is rejected, with what builds on it`() {
        var run = Driven(plan())

        let turn = run.take(.acted(answer(.reject)))

        #expect(turn.dispatches.map(\.key.step) == [1])
        #expect(run.state.row(RunID("r")).stepsDone == 2)
    }

    @Test(arguments: [
        (Approval.Expiry.reject, [1]), (.approve, [1, 2]), (.fail, []),
    ])
    func `without an answer does what it says`(expired: Approval.Expiry, starts: [Int]) {
        var run = Driven(plan(expired))

        let turn = run.take(.alarmRang(.waited(key)))

        #expect(turn.dispatches.map(\.key.step) == starts)
        #expect((run.state.word == .fail) == (expired == .fail))
    }

    @Test func `takes no answer twice, nor one it did not ask for`() {
        var run = Driven(plan())
        run.take(.acted(answer(.approve)))

        #expect(
            run.state.answer(answer(.reject, id: "2"))
                == .refuse("The step does not wait for an approval.")
        )
        #expect(
            Driven(plan()).state.answer(answer(.signal))
                == .refuse("The step does not wait for a signal.")
        )
    }
}

@Suite struct `A wait for a signal or a moment` {
    @Test func `ends with the signal, and its data`() {
        var run = Driven(asking(.signal(name: "go", within: .seconds(60))))
        let act = OperatorAct(
            .signal,
            step: 0,
            actor: "shop",
            reason: "",
            requestID: "1",
            data: Array("[1]".utf8)
        )

        let turn = run.take(.acted(act))

        let input: Value = ["arrived": true, "by": "shop", "data": [1]]
        #expect(turn.dispatches.first?.work == .call(route: "r", input: input))
    }

    /// Whoever signals need not know how far the run is.
    @Test(arguments: [Pressure.none, Pressure(factsMax: 2, factsPerSlot: 0)])
    func `has a signal that came before it, once`(pressure: Pressure) {
        let go = Action.signal(name: "go", within: .seconds(60))
        var run = Driven(
            Sample.plan([
                Sample.step("a"), Step(name: "w", action: go, after: [0]),
                Step(name: "again", action: go, after: [1]),
            ]),
            under: pressure
        )
        run.act(.signal, step: 1, id: "1")
        #expect(run.state.questions.isEmpty)

        run.succeed(0)

        #expect(run.state.questions.map(\.step) == [2])
        #expect(run.replayed == run.state || pressure != .none)
    }

    @Test func `ends without the signal when its time is over`() {
        var run = Driven(asking(.signal(name: "go", within: .seconds(60))))

        let turn = run.take(.alarmRang(.waited(key)))

        #expect(turn.dispatches.first?.work == .call(route: "r", input: ["arrived": false]))
    }

    @Test(arguments: ["timestamp('1970-01-01T01:00:00Z')", "'1970-01-01T01:00:00Z'"])
    func `lasts until the moment`(moment: String) {
        var run = Driven(asking(.until(Sample.expression(moment))))

        #expect(run.state.pendingAlarms.map(\.due) == [.epoch + .seconds(3600)])
        let turn = run.take(.alarmRang(.waited(key)))

        #expect(turn.dispatches.first?.work == .call(route: "r", input: ["arrived": true]))
    }

    @Test(arguments: ["'tomorrow'", "run.opened + duration('100000h')"])
    func `is refused for a moment that is none, or too far`(moment: String) {
        #expect(Driven(asking(.until(Sample.expression(moment)))).state.word == .fail)
    }
}

@Suite struct `A result given by hand` {
    @Test func `stands for the step's own, whose attempt is withdrawn`() {
        let reader = Step(
            name: "b",
            action: .call(route: "r", input: Sample.expression("a")),
            after: [0]
        )
        var run = Driven(Sample.plan([Sample.step("a"), reader]))
        let act = OperatorAct(
            .complete,
            step: 0,
            actor: "dana",
            reason: "done on paper",
            requestID: "1",
            data: Array("7".utf8)
        )

        let turn = run.take(.acted(act))

        #expect(turn.withdrawals == [key])
        #expect(turn.dispatches.map(\.work) == [.call(route: "r", input: 7)])
        #expect(run.replayed == run.state)
    }

    @Test func `opens a failed run again`() {
        var run = Driven(Sample.plan([Sample.step("a"), Sample.step("b", after: [0])]))
        run.fail(0)

        run.act(.complete, step: 0, id: "1")

        #expect(run.dispatched.last == StepKey(step: 1, attempt: 1))
    }
}

@Suite struct `A run that is a step of another` {
    private let child = Opening(
        workflow: "sample",
        version: "v1",
        input: .inline([]),
        parent: Opening.Parent(run: RunID("p"), key: key)
    )

    @Test func `has the results of its last steps, by name`() throws {
        var run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b", after: [0]), Sample.step("c")]),
            opening: child
        )
        run.succeed(0)
        run.succeed(1)
        run.succeed(2)

        #expect(try run.state.result() == ["b": ["ok": true], "c": ["ok": true]])
    }

    @Test func `has the result its workflow declares`() throws {
        let workflow = Workflow(
            name: "sample",
            version: "v1",
            result: Sample.expression("a.ok"),
            steps: [Sample.step("a")]
        )
        var run = Driven(Plan(workflow), opening: child)
        run.succeed(0)

        #expect(try run.state.result() == true)
    }

    @Test func `is named after the attempt that asks for it`() {
        let names = [key, StepKey(step: 0, attempt: 2), StepKey(step: 3, attempt: 1)].map {
            RunID.child(of: RunID("1-a"), $0).text
        }

        #expect(names == ["1-a.0", "1-a.0-2", "1-a.3"])
    }

    /// Whoever does the work of a step again has the same effects, whatever its run is called.
    @Test func `has the effects of the first attempt, at a list made anew too`() {
        let list = Each(list: Sample.expression("event.list"), limit: 9)
        let each = Step(
            name: "b",
            action: .run(workflow: "x", input: Sample.expression("{}")),
            each: list
        )
        let opening = Opening(
            workflow: "sample",
            version: "v1",
            input: .inline(Array(#"{"list":[1,2]}"#.utf8))
        )
        var run = Driven(Sample.plan([Sample.step("a"), each]), opening: opening)
        func effects(_ slot: Int) -> String { run.state.effects(of: RunID("1-a"), childAt: slot) }
        let first = run.dispatched.map(\.step).filter { $0 > 1 }
        #expect(first == [2, 3])
        #expect(first.map(effects) == ["1-a.2", "1-a.3"])
        for slot in [0] + first { run.succeed(slot) }

        run.act(.retryFrom, step: 1, id: "1")
        let again = Array(run.dispatched.map(\.step).suffix(2))
        #expect(again == [4, 5])
        #expect(again.map(effects) == ["1-a.2", "1-a.3"])
        #expect(effects(0) == "1-a.0")
    }

    @Test func `has the effects of its parent's first attempt, however deep`() {
        var opening = child
        opening = Opening(
            workflow: opening.workflow,
            version: opening.version,
            input: opening.input,
            parent: opening.parent,
            effects: "1-a.3"
        )
        let run = Driven(Sample.plan([Sample.step("a")]), opening: opening)

        #expect(run.state.effects(of: RunID("1-a.3-2"), childAt: 0) == "1-a.3.0")
    }
}
