import Orchestration
import Testing

@Suite struct `A run` {
    @Test func `starts the steps that wait for nothing, and only those`() {
        let run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b"), Sample.step("c", after: [0, 1])])
        )

        #expect(run.dispatched == [StepKey(step: 0, attempt: 1), StepKey(step: 1, attempt: 1)])
    }

    @Test func `joins branches when all of them have succeeded`() {
        var run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b"), Sample.step("c", after: [0, 1])])
        )

        run.succeed(0)
        #expect(run.dispatched.count == 2)
        run.succeed(1)

        #expect(run.dispatched.last == StepKey(step: 2, attempt: 1))
    }

    @Test func `is completed when every step has ended`() {
        var run = Driven(Sample.plan([Sample.step("a"), Sample.step("b", after: [0])]))

        run.succeed(0)
        run.succeed(1)

        #expect(run.state.outcome == .completed)
        #expect(run.state.word == .ok)
    }

    @Test func `skips a step whose condition is false, and what builds on it`() {
        var run = Driven(
            Sample.plan([
                Sample.step("a"), Sample.step("b", after: [0], when: "false"),
                Sample.step("c", after: [1]), Sample.step("d", after: [0]),
            ])
        )

        run.succeed(0)
        #expect(run.dispatched.last == StepKey(step: 3, attempt: 1))
        run.succeed(3)

        #expect(run.state.outcome == .completed)
        #expect(!run.dispatched.contains { $0.step == 1 || $0.step == 2 })
    }

    @Test(arguments: [(Join.allSucceeded, false), (.anySucceeded, true), (.noneFailed, true)])
    func `joins after a skipped branch as its join says`(join: Join, runs: Bool) {
        var run = Driven(
            Sample.plan([
                Sample.step("a"), Sample.step("b", when: "false"),
                Sample.step("c", after: [0, 1], join: join),
            ])
        )

        run.succeed(0)

        #expect(run.dispatched.contains(StepKey(step: 2, attempt: 1)) == runs)
    }

    @Test func `refuses a step whose condition cannot be evaluated, and says why`() {
        var run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b", after: [0], when: "a.nothing > 1")])
        )

        run.succeed(0)

        guard case .failed(1, let failure) = run.state.outcome else {
            Issue.record(
                "the run should have failed at b, not \(String(describing: run.state.outcome))"
            )
            return
        }
        #expect(failure.kind == .expression)
        #expect(failure.message.contains("nothing"))
    }

    @Test func `hands a step the results its expressions read`() {
        let reader = Step(
            name: "b",
            action: .call(route: "r", input: Sample.expression("{'was': a.ok}")),
            after: [0]
        )
        var run = Driven(Sample.plan([Sample.step("a"), reader]))

        let turn = run.take(.succeeded(StepKey(step: 0, attempt: 1), Sample.result))

        #expect(turn.dispatches.first?.work == .call(route: "r", input: ["was": true]))
    }

    @Test func `ignores the late result of an attempt that no longer counts`() {
        var run = Driven(
            Sample.plan([Sample.step("a", attempts: 2), Sample.step("b", after: [0])])
        )

        run.fail(0)
        run.succeed(0, attempt: 1)

        #expect(!run.dispatched.contains { $0.step == 1 })
        #expect(run.state.word == .retry)
    }

    @Test func `takes a repeated result once`() {
        var run = Driven(
            Sample.plan([
                Sample.step("a"), Sample.step("b", after: [0]), Sample.step("c", after: [0, 1]),
            ])
        )

        run.succeed(0)
        run.succeed(0)
        run.succeed(1)

        #expect(run.dispatched.map(\.step) == [0, 1, 2])
    }

    /// The whole time again, from the retry on; the step that was under way begins anew.
    @Test func `is opened again after its deadline, by a retry of the run`() throws {
        var run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b", after: [0])], deadline: .seconds(60))
        )
        run.now = .epoch + .seconds(60)
        run.take(.alarmRang(.deadline))
        #expect(run.state.isLate)
        let from = OperatorAct(.retryFrom, step: 1, actor: "d", reason: "", requestID: "f")
        #expect(run.state.answer(from) == .accept)
        let one = OperatorAct(.retry, step: 0, actor: "d", reason: "", requestID: "o")
        guard case .refuse(let why) = run.state.answer(one) else {
            Issue.record("no step of it failed")
            return
        }
        #expect(why.contains("retry the run"))

        run.now = .epoch + .seconds(100)
        run.act(.retry, id: "r")

        #expect(run.state.isOpen && run.state.word == .run)
        #expect(run.dispatched.last == StepKey(step: 0, attempt: 2))
        #expect(run.state.pendingAlarms.map(\.due) == [.epoch + .seconds(160)])
        #expect(run.replayed == run.state)
    }

    @Test func `goes on with the first that succeeded, and ends with the last`() throws {
        var run = Driven(
            Sample.plan([
                Sample.step("quick"), Sample.step("slow"),
                Step(
                    name: "next",
                    action: .call(route: "r", input: Sample.expression("[quick, slow]")),
                    after: [0, 1],
                    join: .firstSucceeded
                ),
            ])
        )
        let turn = run.take(.succeeded(StepKey(step: 0, attempt: 1), Sample.result))
        #expect(turn.dispatches.map(\.work) == [.call(route: "r", input: [["ok": true], .null])])
        run.succeed(2)
        #expect(run.state.isOpen)
        run.succeed(1)
        #expect(run.state.word == .ok)
        #expect(run.dispatched.count { $0.step == 2 } == 1)
    }

    @Test func `skips what waits for the first of those that were all skipped`() {
        var run = Driven(
            Sample.plan([
                Sample.step("a", when: "false"), Sample.step("b"),
                Sample.step("next", after: [0, 1], join: .firstSucceeded),
            ])
        )
        run.act(.skip, step: 1, id: "s")
        #expect(run.state.word == .ok)
        #expect(!run.dispatched.contains { $0.step == 2 })
    }

    @Test func `refuses an input for what takes none`() {
        let moment = Action.until(Sample.expression("'not a moment'"))
        let run = Driven(Sample.plan([Step(name: "u", action: moment)]))
        let act = OperatorAct(
            .retry,
            step: 0,
            actor: "d",
            reason: "",
            requestID: "r",
            data: Array("1".utf8)
        )
        #expect(run.state.answer(act) == .refuse("u takes no input."))
    }

    @Test func `fails for good at its deadline and takes back what is under way`() {
        var run = Driven(Sample.plan([Sample.step("a")], deadline: .seconds(60)))

        run.now = .epoch + .seconds(60)
        let turn = run.take(.alarmRang(.deadline))

        #expect(turn.withdrawals == [StepKey(step: 0, attempt: 1)])
        guard case .failed(-1, _) = run.state.outcome else {
            Issue.record("the deadline should have failed the run")
            return
        }
    }
}

@Suite struct `A failed attempt` {
    @Test func `is followed by an alarm and a new attempt`() {
        var run = Driven(Sample.plan([Sample.step("a", attempts: 2)]))

        let turn = run.take(.failed(StepKey(step: 0, attempt: 1), Failure(.timeout, "slow")))
        #expect(turn.alarms.count == 1)
        #expect(turn.dispatches.isEmpty)
        run.take(.alarmRang(.retry(StepKey(step: 0, attempt: 2))))

        #expect(run.dispatched.last == StepKey(step: 0, attempt: 2))
    }

    @Test func `waits at least as long as the upstream asked`() throws {
        var run = Driven(Sample.plan([Sample.step("a", attempts: 2)]))

        let turn = run.take(
            .failed(
                StepKey(step: 0, attempt: 1),
                Failure(.rateLimited, "429", retryAfter: .seconds(90))
            )
        )

        #expect(try #require(turn.alarms.first).due >= .epoch + .seconds(90))
    }

    @Test func `fails the run when no attempt is left`() {
        var run = Driven(
            Sample.plan([Sample.step("a", attempts: 2), Sample.step("b", after: [0])])
        )

        run.fail(0)
        run.take(.alarmRang(.retry(StepKey(step: 0, attempt: 2))))
        run.fail(0, attempt: 2)

        #expect(run.state.word == .fail)
        #expect(!run.dispatched.contains { $0.step == 1 })
    }

    @Test(arguments: FailureKind.allCases.filter { !$0.isRetryable })
    func `is final at once when trying again cannot help`(kind: FailureKind) {
        var run = Driven(Sample.plan([Sample.step("a", attempts: 5)]))

        run.fail(0, kind)

        #expect(run.state.word == .fail)
    }

    @Test func `lets running branches finish before the run is closed`() {
        var run = Driven(
            Sample.plan([Sample.step("a"), Sample.step("b"), Sample.step("c", after: [1])])
        )

        run.fail(0)
        #expect(run.state.isOpen)
        run.succeed(1)

        #expect(run.state.word == .fail)
        #expect(!run.dispatched.contains { $0.step == 2 })
    }

    @Test func `counts as skipped where the step says carry on`() {
        var run = Driven(
            Sample.plan([
                Sample.step("a", onFailure: .carryOn),
                Sample.step("b", after: [0], join: .noneFailed),
                Sample.step("c"),
            ])
        )

        run.fail(0)
        run.succeed(2)

        #expect(run.state.outcome == .completed)
        #expect(!run.dispatched.contains { $0.step == 1 })
    }

    @Test func `counts as succeeded with the value the step keeps for it`() {
        let reader = Step(
            name: "b",
            action: .call(route: "r", input: Sample.expression("a.probability")),
            after: [0]
        )
        var run = Driven(
            Sample.plan([Sample.step("a", onFailure: .use(["probability": 0.5])), reader])
        )

        let turn = run.take(.failed(StepKey(step: 0, attempt: 1), Failure(.timeout, "slow")))

        #expect(turn.dispatches.first?.work == .call(route: "r", input: 0.5))
    }
}
