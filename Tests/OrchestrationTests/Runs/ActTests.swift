import Orchestration
import Testing

@Suite struct `An operator at a run` {
    private let chain = Sample.plan([Sample.step("a"), Sample.step("b", after: [0])])

    @Test func `pauses what has not started and lets the running attempt finish`() {
        var run = Driven(chain)

        run.act(.pause, id: "1")
        run.succeed(0)
        #expect(run.dispatched.count == 1)
        #expect(run.state.word == .paused)
        run.act(.resume, id: "2")

        #expect(run.dispatched.last == StepKey(step: 1, attempt: 1))
    }

    @Test func `retries the failed step of a failed run, which goes on from there`() {
        var run = Driven(chain)

        run.fail(0)
        #expect(run.state.word == .fail)
        run.act(.retry, step: 0, id: "1")
        #expect(run.dispatched.last == StepKey(step: 0, attempt: 2))
        run.succeed(0, attempt: 2)
        run.succeed(1)

        #expect(run.state.outcome == .completed)
    }

    @Test func `gives a retried step a fresh budget of attempts`() {
        var run = Driven(Sample.plan([Sample.step("a", attempts: 2)]))

        run.fail(0)
        run.take(.alarmRang(.retry(StepKey(step: 0, attempt: 2))))
        run.fail(0, attempt: 2)
        run.act(.retry, step: 0, id: "1")
        run.fail(0, attempt: 3)

        #expect(run.state.word == .retry)
    }

    @Test func `skips a failed step and what builds on it`() {
        var run = Driven(chain)

        run.fail(0)
        run.act(.skip, step: 0, id: "1")

        #expect(run.state.outcome == .completed)
    }

    @Test func `cancels, which withdraws what is under way`() {
        var run = Driven(chain)

        let turn = run.take(
            .acted(OperatorAct(.cancel, actor: "dana", reason: "wrong list", requestID: "1"))
        )

        #expect(turn.withdrawals == [StepKey(step: 0, attempt: 1)])
        #expect(run.state.outcome == .cancelled(reason: "wrong list"))
    }

    @Test func `changes nothing by repeating an act`() {
        var run = Driven(chain)
        run.fail(0)

        run.act(.retry, step: 0, id: "1")
        run.fail(0, attempt: 2)
        run.act(.retry, step: 0, id: "1")

        #expect(run.state.word == .fail)
        #expect(run.dispatched.count == 2)
    }

    @Test func `is told why an act would change nothing`() {
        var run = Driven(chain)
        func verdict(_ verb: OperatorAct.Verb, _ step: Int? = nil) -> Verdict {
            run.state.answer(OperatorAct(verb, step: step, actor: "d", reason: "", requestID: "x"))
        }

        #expect(verdict(.resume) == .refuse("It is not paused."))
        #expect(
            verdict(.retry, 0) == .refuse("Only a failed step can be tried again; this one is not.")
        )
        #expect(verdict(.retry, 99) == .refuse("No such step."))
        run.succeed(0)
        run.succeed(1)
        #expect(verdict(.cancel) == .refuse("The run has ended."))
        #expect(verdict(.pause) == .refuse("The run has ended."))
    }

    @Test func `sees a held run start when its elder has ended`() {
        let held = Opening(workflow: "sample", version: "v1", input: .inline([]), held: true)
        var run = Driven(chain, opening: held)

        #expect(run.dispatched.isEmpty)
        #expect(run.state.word == .held)
        run.act(.release, id: "1")

        #expect(run.dispatched == [StepKey(step: 0, attempt: 1)])
    }
}
