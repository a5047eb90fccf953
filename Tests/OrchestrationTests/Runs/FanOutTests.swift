import Orchestration
import Testing

@Suite struct `A fan-out over a list` {
    /// A step over a list, and one that reads what came of it.
    private func plan(
        _ list: String,
        limit: Int = 2,
        attempts: Int = 1,
        onFailure: FailureRule = .failRun
    ) -> Plan {
        let score = Step(
            name: "score",
            action: .call(route: "r", input: Sample.expression("{'of': item}")),
            retry: RetryPolicy(attempts: attempts),
            onFailure: onFailure,
            each: Each(list: Sample.expression(list), limit: limit)
        )
        let reader = Step(
            name: "sum",
            action: .call(route: "r", input: Sample.expression("score")),
            after: [0]
        )
        return Sample.plan([score, reader])
    }

    private func result(_ text: String) -> Payload { .inline(Array(text.utf8)) }

    @Test func `does its action for each element, as many at once as the limit says`() {
        var run = Driven(plan("['a', 'b', 'c']"))

        #expect(run.dispatched == [StepKey(step: 2, attempt: 1), StepKey(step: 3, attempt: 1)])
        let turn = run.take(.succeeded(StepKey(step: 3, attempt: 1), Sample.result))

        #expect(turn.dispatches.map(\.key) == [StepKey(step: 4, attempt: 1)])
        #expect(turn.dispatches.first?.work == .call(route: "r", input: ["of": "c"]))
    }

    @Test func `lists the results in the order of the list, whoever ends first`() {
        var run = Driven(plan("[1, 2, 3]", limit: 3))

        run.take(.succeeded(StepKey(step: 4, attempt: 1), result("30")))
        run.take(.succeeded(StepKey(step: 2, attempt: 1), result("10")))
        let turn = run.take(.succeeded(StepKey(step: 3, attempt: 1), result("20")))

        #expect(turn.dispatches.map(\.work) == [.call(route: "r", input: [10, 20, 30])])
        run.succeed(1)
        #expect(run.state.outcome == .completed)
        #expect(run.state.row(RunID("r")).stepsTotal == 2)
    }

    @Test func `over nothing succeeds at once, with an empty list`() {
        let run = Driven(plan("[]"))

        #expect(run.dispatched == [StepKey(step: 1, attempt: 1)])
        #expect(run.state.outstanding.first?.work == .call(route: "r", input: []))
    }

    @Test func `fails the run with the first item that fails for good`() {
        var run = Driven(plan("[1, 2, 3]"))

        run.fail(2)
        #expect(run.state.isOpen)
        run.succeed(3)

        guard case .failed(step: 0, _) = run.state.outcome else {
            Issue.record("it should have failed, not \(String(describing: run.state.outcome))")
            return
        }
    }

    @Test func `goes on with the items that failed when an operator retries the step`() {
        var run = Driven(plan("[1, 2, 3]"))
        run.fail(2)
        run.succeed(3)

        run.act(.retry, step: 0, id: "1")

        #expect(run.state.isOpen)
        // The third item could begin before anybody asked for the first once more.
        #expect(
            run.dispatched.suffix(2) == [
                StepKey(step: 4, attempt: 1), StepKey(step: 2, attempt: 2),
            ]
        )
    }

    @Test func `keeps null for items that failed where the step says carry on`() {
        var run = Driven(plan("[1, 2]", onFailure: .carryOn))

        run.take(.succeeded(StepKey(step: 3, attempt: 1), result("20")))
        let turn = run.take(.failed(StepKey(step: 2, attempt: 1), Failure(.auth, "no")))

        #expect(turn.dispatches.map(\.work) == [.call(route: "r", input: [nil, 20])])
    }

    @Test func `keeps the step's substitute for items that failed`() {
        var run = Driven(plan("[1, 2]", onFailure: .use("none")))

        run.take(.succeeded(StepKey(step: 3, attempt: 1), result("20")))
        let turn = run.take(.failed(StepKey(step: 2, attempt: 1), Failure(.auth, "no")))

        #expect(turn.dispatches.map(\.work) == [.call(route: "r", input: ["none", 20])])
    }

    @Test func `tries each item again by itself`() {
        var run = Driven(plan("[1]", attempts: 2))

        let turn = run.take(.failed(StepKey(step: 2, attempt: 1), Failure(.timeout, "slow")))
        #expect(turn.alarms.map(\.alarm) == [.retry(StepKey(step: 2, attempt: 2))])
        #expect(run.state.row(RunID("r")).step == "score[0]")
        run.take(.alarmRang(.retry(StepKey(step: 2, attempt: 2))))

        #expect(run.dispatched.last == StepKey(step: 2, attempt: 2))
    }

    @Test func `over what is no list fails, and says so`() {
        let run = Driven(plan("'abc'"))

        guard case .failed(step: 0, let failure) = run.state.outcome else {
            Issue.record("text is no list")
            return
        }
        #expect(failure.kind == .expression)
        #expect(failure.message == "`each` is no list")
    }

    @Test func `withdraws the items under way when the step is skipped`() {
        var run = Driven(plan("[1, 2, 3]"))

        let act = OperatorAct(.skip, step: 0, actor: "dana", reason: "", requestID: "1")
        let turn = run.take(.acted(act))

        #expect(
            Set(turn.withdrawals) == [
                StepKey(step: 2, attempt: 1), StepKey(step: 3, attempt: 1),
            ]
        )
        #expect(run.state.outcome == .completed)
        #expect(run.replayed == run.state)
    }

    @Test func `tells in the run's detail how many items stand where`() throws {
        var run = Driven(plan("[1, 2, 3]"))
        run.succeed(2)

        let detail = try #require(
            RunDetail(RunID("r"), history: run.history, plan: run.state.plan)
        )
        let items = try #require(detail.steps[0].items)

        #expect(items.total == 3)
        #expect(items.succeeded == 1)
        #expect(items.running == 2)
    }

    @Test func `of 100,000 items joins once all of them have ended`() {
        let count = Each.itemsMax
        let items = Value.list((0..<Int64(count)).map(Value.int))
        let input = Payload.inline(Array(Value.map(["items": items]).json.utf8))
        let opening = Opening(workflow: "sample", version: "v1", input: input)
        var run = Driven(plan("event.items", limit: 64), opening: opening)

        for slot in 2..<count + 2 {
            run.take(.succeeded(StepKey(step: slot, attempt: 1), result("1")))
        }

        #expect(run.dispatched.count == count + 1)
        #expect(run.dispatched.last == StepKey(step: 1, attempt: 1))
    }

    @Test func `of more elements than it takes says so`() {
        let items = Value.list(Array(repeating: .int(1), count: Each.itemsMax + 1))
        let input = Payload.inline(Array(Value.map(["items": items]).json.utf8))
        let opening = Opening(workflow: "sample", version: "v1", input: input)

        let run = Driven(plan("event.items"), opening: opening)

        guard case .failed(step: 0, let failure) = run.state.outcome else {
            Issue.record("100,001 items should have been refused")
            return
        }
        #expect(failure.message.contains("100001 elements"))
    }
}
