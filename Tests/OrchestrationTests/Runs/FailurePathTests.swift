import Orchestration
import Testing

private func call(
    _ name: String,
    after: [Int] = [],
    input: String = "{}",
    attempts: Int = 1,
    on kinds: Set<FailureKind>? = nil,
    onFailure: FailureRule = .failRun,
    ifFailed: [Int] = [],
    undo: String? = nil,
    each: String? = nil
) -> Step {
    Step(
        name: name,
        action: .call(route: name, input: Sample.expression(input)),
        after: after,
        retry: RetryPolicy(attempts: attempts, on: kinds),
        onFailure: onFailure,
        each: each.map { Each(list: Sample.expression($0)) },
        ifFailed: ifFailed,
        undo: undo.map { .call(route: "undo", input: Sample.expression($0)) }
    )
}

extension Decision {
    fileprivate var works: [Work] { dispatches.map(\.work) }
}

private func key(_ step: Int, _ attempt: Int = 1) -> StepKey {
    StepKey(step: step, attempt: attempt)
}

@Suite struct `A step that names the failures worth another attempt` {
    @Test(arguments: [
        (FailureKind.badOutput, StateWord.retry), (.contentPolicy, .retry), (.timeout, .fail),
    ])
    func `is tried again after those alone`(kind: FailureKind, word: StateWord) {
        var run = Driven(
            Sample.plan([call("a", attempts: 3, on: [.badOutput, .contentPolicy])])
        )

        run.fail(0, kind)

        #expect(run.state.word == word)
    }
}

@Suite struct `A step with a stand-in` {
    private let plan = Sample.plan([
        call("model", onFailure: .standIn(step: 1)),
        call("rules", after: [0]),
        call("use", after: [0], input: "model"),
    ])

    @Test func `has it run only where it fails, and takes its result for its own`() {
        var run = Driven(plan)

        run.fail(0)
        #expect(run.dispatched.last == key(1))
        #expect(run.state.isOpen)
        let turn = run.take(.succeeded(key(1), Sample.result))

        #expect(turn.works == [.call(route: "use", input: ["ok": true])])
        run.succeed(2)
        #expect(run.state.outcome == .completed)
        #expect(run.replayed == run.state)
    }

    @Test func `skips it where all goes well`() {
        var run = Driven(plan)

        run.succeed(0)
        run.succeed(2)

        #expect(run.dispatched == [key(0), key(2)])
        #expect(run.state.outcome == .completed)
    }

    @Test func `fails the run where the stand-in fails too`() {
        var run = Driven(plan)

        run.fail(0)
        run.fail(1)

        #expect(run.state.word == .fail)
        run.act(.retry, step: 1, id: "1")
        run.succeed(1, attempt: 2)
        #expect(run.dispatched.last == key(2))
    }
}

@Suite struct `A step that runs only where another failed` {
    private let plan = Sample.plan([
        call("pay", onFailure: .carryOn),
        call("sorry", after: [0], input: "failure.kind + ': ' + failure.message", ifFailed: [0]),
        call("thanks", after: [0]),
    ])

    @Test func `sees why, and the run is no failure`() {
        var run = Driven(plan)

        let turn = run.take(.failed(key(0), Failure(.auth, "card refused")))

        #expect(turn.works == [.call(route: "sorry", input: "auth: card refused")])
        run.succeed(1)
        #expect(run.state.outcome == .completed)
    }

    @Test func `is skipped where the other went well, or was never to run`() {
        var run = Driven(plan)

        run.succeed(0)
        run.succeed(2)

        #expect(run.dispatched == [key(0), key(2)])
        #expect(run.state.outcome == .completed)
    }
}

@Suite struct `A run that is cancelled` {
    private let plan = Sample.plan([
        call("reserve", undo: "{'of': reserve}"),
        call("charge", after: [0], undo: "{'of': charge, 'never': ship}"),
        call("ship", after: [1]),
    ])

    private func cancelled() -> (run: Driven, turn: Decision) {
        var run = Driven(plan)
        run.take(.succeeded(key(0), .inline(Array("1".utf8))))
        run.take(.succeeded(key(1), .inline(Array("2".utf8))))
        let act = OperatorAct(.cancel, actor: "dana", reason: "sold out", requestID: "c")
        let turn = run.take(.acted(act))
        return (run, turn)
    }

    @Test func `takes back what succeeded, the newest first, one after the other`() {
        var (run, turn) = cancelled()

        #expect(turn.withdrawals == [key(2)])
        #expect(turn.works == [.call(route: "undo", input: ["of": 2, "never": nil])])
        #expect(run.state.isCompensating)
        let row = run.state.row(RunID("r"))
        #expect(row.step == "undo charge")
        #expect(row.reason == "takes back what it did: sold out")
        let next = run.take(.succeeded(key(3), Sample.result))
        #expect(next.works == [.call(route: "undo", input: ["of": 1])])
        run.succeed(4)

        #expect(run.state.outcome == .cancelled(reason: "sold out"))
        #expect(run.replayed == run.state)
    }

    @Test func `tries an undoing again, and fails where it cannot be done`() {
        var (run, _) = cancelled()

        run.fail(3, .auth)

        guard case .failed(step: 1, let failure) = run.state.outcome else {
            Issue.record("not \(String(describing: run.state.outcome))")
            return
        }
        #expect(failure.message == "undo charge: no answer")
        run.act(.retry, step: 3, id: "again")
        #expect(run.dispatched.last == key(3, 2))
        run.succeed(3, attempt: 2)
        run.succeed(4)
        #expect(run.state.outcome == .cancelled(reason: "sold out"))
    }

    @Test func `goes on with the next where an operator skips an undoing`() {
        var (run, _) = cancelled()

        run.act(.skip, step: 3, id: "skip")

        #expect(run.dispatched.last == key(4))
    }

    @Test func `takes nothing back where it is terminated, also half way`() {
        var (run, _) = cancelled()

        let act = OperatorAct(.terminate, actor: "dana", reason: "enough", requestID: "t")
        let turn = run.take(.acted(act))

        #expect(turn.withdrawals == [key(3)])
        #expect(run.state.outcome == .cancelled(reason: "enough"))
    }

    @Test func `starts nothing else, and refuses to`() {
        let (run, _) = cancelled()
        func verdict(_ verb: OperatorAct.Verb, _ step: Int?) -> Verdict {
            run.state.answer(OperatorAct(verb, step: step, actor: "d", reason: "", requestID: "x"))
        }

        #expect(verdict(.cancel, nil) == .refuse("It is being cancelled already."))
        #expect(verdict(.skip, 2) == .refuse("The run is being cancelled."))
        #expect(verdict(.retryFrom, 0) == .refuse("The run is being cancelled."))
    }

    @Test func `takes back each item by itself`() {
        var run = Driven(
            Sample.plan([call("send", undo: "{'of': item, 'got': send}", each: "['a', 'b']")])
        )
        run.take(.succeeded(key(2), .inline(Array("2".utf8))))

        let act = OperatorAct(.cancel, actor: "dana", reason: "", requestID: "c")
        let turn = run.take(.acted(act))

        #expect(turn.works == [.call(route: "undo", input: ["of": "b", "got": 2])])
        #expect(run.state.item(at: turn.dispatches.first?.key.step ?? 0) == 1)
        #expect(run.state.isUndoing(turn.dispatches.first?.key.step ?? 0))
    }
}

@Suite struct `A run that is done once more from a step` {
    private let plan = Sample.plan([
        call("a"), call("b", after: [0], input: "a"), call("c", after: [1]), call("d", after: [0]),
    ])

    private func act(_ step: Int, _ input: String? = nil) -> Fact {
        .acted(
            OperatorAct(
                .retryFrom,
                step: step,
                actor: "dana",
                reason: "wrong list",
                requestID: "f",
                data: input.map { Array($0.utf8) }
            )
        )
    }

    @Test func `does that step and what builds on it, and keeps the rest`() {
        var run = Driven(plan)
        run.succeed(0)
        run.succeed(1)
        run.fail(2)
        run.succeed(3)
        #expect(run.state.word == .fail)

        let turn = run.take(act(1))

        #expect(turn.dispatches.map(\.key) == [key(1, 2)])
        run.succeed(1, attempt: 2)
        run.succeed(2, attempt: 2)
        #expect(run.state.outcome == .completed)
        #expect(run.replayed == run.state)
    }

    @Test func `withdraws what is under way behind it`() {
        var run = Driven(plan)
        run.succeed(0)
        run.succeed(1)

        let turn = run.take(act(1))

        #expect(turn.withdrawals == [key(2)])
        #expect(!turn.withdrawals.contains(key(3)))
    }

    @Test func `does it with another input, if asked`() {
        var run = Driven(plan)
        run.succeed(0)
        run.succeed(1)

        let turn = run.take(act(1, #"{"list":"right"}"#))

        #expect(turn.works == [.call(route: "b", input: ["list": "right"])])
    }

    @Test func `goes over a list anew`() {
        var run = Driven(
            Sample.plan([call("a", each: "[1, 2]"), call("b", after: [0], input: "a")])
        )
        run.succeed(2)
        run.succeed(3)

        let turn = run.take(act(0))

        #expect(turn.withdrawals == [key(1)])
        #expect(turn.dispatches.map(\.key) == [key(4), key(5)])
        run.succeed(4)
        run.succeed(5)
        #expect(run.dispatched.last == key(1, 2))
        #expect(run.replayed == run.state)
    }

    @Test func `is refused for a step that has not begun`() {
        let run = Driven(plan)
        let act = OperatorAct(.retryFrom, step: 2, actor: "d", reason: "", requestID: "x")

        #expect(run.state.answer(act) == .refuse("The step has not begun yet."))
    }
}

@Suite struct `A run's labels and priority` {
    private let workflow = Workflow(
        name: "sample",
        version: "v1",
        labels: [
            "customer": Sample.expression("event.customer"), "amount": Sample.expression("1 + 1"),
            "lost": Sample.expression("event.nothing"),
        ],
        priority: 5,
        steps: [Sample.step("a")]
    )

    @Test func `are those of its workflow, evaluated once`() {
        let input = Payload.inline(Array(#"{"customer":"ada"}"#.utf8))
        let opening = Opening(workflow: "sample", version: "v1", input: input)
        let run = Driven(Plan(workflow), opening: opening)

        #expect(run.state.labels == ["customer": "ada", "amount": "2"])
        #expect(run.state.priority == 5)
        #expect(run.replayed == run.state)
    }

    @Test(arguments: [("7", true), ("5", false), ("101", false), ("\"7\"", false)])
    func `change as an operator says, within bounds`(data: String, isTaken: Bool) {
        var run = Driven(Plan(workflow))
        let act = OperatorAct(
            .prioritize,
            actor: "dana",
            reason: "",
            requestID: "p",
            data: Array(data.utf8)
        )

        #expect((run.state.answer(act) == .accept) == isTaken)
        guard isTaken else { return }
        run.take(.acted(act))
        #expect(run.state.priority == 7)
    }
}
