import Orchestration
import Testing

@Suite struct `The detail of a run` {
    private func detail(of run: Driven) throws -> RunDetail {
        try #require(RunDetail(RunID("r"), history: run.history, plan: run.state.plan))
    }

    @Test func `says of a step that was passed over that it failed, and why`() throws {
        var run = Driven(
            Sample.plan([
                Sample.step("a", onFailure: .carryOn), Sample.step("b", when: "false"),
                Sample.step("c", after: [0, 1], join: .anySucceeded),
            ])
        )
        run.fail(0, .auth)

        let steps = try detail(of: run).steps
        #expect(steps[0].reason == "failed, and the run went on: auth: no answer")
        #expect(steps[1].reason == "its condition was false, or what it builds on was skipped")
    }

    @Test func `shows nothing as waiting once the run was cancelled`() throws {
        var run = Driven(Sample.plan([Sample.step("a"), Sample.step("b", after: [0])]))
        run.act(.cancel, id: "c")

        #expect(try detail(of: run).steps.map(\.state) == [.cancelled, .skip])
    }

    /// Wherever its history was closed and gone on with, it is one run to whoever looks.
    @Test func `is that of one run, however often it rolled over`() throws {
        let plan = Sample.plan([Sample.step("a", attempts: 3), Sample.step("b", after: [0])])
        var whole = Driven(plan)
        var rolled = Driven(plan, under: Pressure(factsMax: 2, factsPerSlot: 0))
        for attempt in 1...2 {
            for alarm in [false, true] {
                if alarm {
                    let retry = Alarm.retry(StepKey(step: 0, attempt: attempt + 1))
                    whole.take(.alarmRang(retry))
                    rolled.take(.alarmRang(retry))
                } else {
                    whole.fail(0, attempt: attempt)
                    rolled.fail(0, attempt: attempt)
                }
            }
        }
        for run in [0, 1] {
            whole.succeed(run, attempt: run == 0 ? 3 : 1)
            rolled.succeed(run, attempt: run == 0 ? 3 : 1)
        }

        let (one, other) = (try detail(of: whole), try detail(of: rolled))
        #expect(one.steps == other.steps)
        #expect(one.criticalPath == other.criticalPath)
        let lines = other.log.filter { $0.text.contains("rolled over") }
        #expect(lines.count > 2)
        #expect(other.log.filter { !$0.text.contains("rolled over") } == one.log)
    }
}
