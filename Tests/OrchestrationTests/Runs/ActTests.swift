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

    @Test func `opens a completed run again from a step, and keeps what was before it`() {
        var run = Driven(
            Sample.plan([
                Sample.step("a"), Sample.step("b", after: [0]), Sample.step("c", after: [1]),
            ])
        )
        for step in 0...2 { run.succeed(step) }
        #expect(run.state.outcome == .completed)

        run.act(.retryFrom, step: 1, id: "1")
        #expect(run.state.isOpen)
        #expect(run.dispatched.last == StepKey(step: 1, attempt: 2))
        run.succeed(1, attempt: 2)
        run.succeed(2, attempt: 2)

        #expect(run.state.outcome == .completed)
        #expect(run.dispatched.map(\.step) == [0, 1, 2, 1, 2])
        #expect(run.replayed == run.state)
    }

    @Test func `leaves a completed run alone but for that`() {
        var run = Driven(chain)
        run.succeed(0)
        run.succeed(1)
        for verb in OperatorAct.Verb.allCases where verb != .retryFrom {
            let act = OperatorAct(verb, step: 0, actor: "d", reason: "", requestID: "\(verb)")
            guard case .accept = run.state.answer(act) else { continue }
            Issue.record("\(verb) was accepted")
        }
        #expect(run.state.outcome == .completed)
    }

    @Test func `opens no cancelled run again`() {
        var run = Driven(chain)
        run.act(.cancel, id: "1")
        let act = OperatorAct(.retryFrom, step: 0, actor: "d", reason: "", requestID: "2")

        #expect(run.state.answer(act) == .refuse("The run has ended."))
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
