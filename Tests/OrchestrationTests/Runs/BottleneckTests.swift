import Orchestration
import Testing

@Suite struct `Where a run's time goes` {
    private func detail() throws -> RunDetail {
        var run = Driven(
            Sample.plan([
                Sample.step("a", attempts: 2), Sample.step("b", after: [0]), Sample.step("c"),
            ])
        )
        run.now = .epoch + .seconds(2)
        run.succeed(2)
        run.now = .epoch + .seconds(4)
        run.fail(0)
        run.now = .epoch + .seconds(5)
        run.take(.alarmRang(.retry(StepKey(step: 0, attempt: 2))))
        run.now = .epoch + .seconds(7)
        run.succeed(0, attempt: 2)
        run.now = .epoch + .seconds(8)
        run.succeed(1)
        return try #require(RunDetail(RunID("r"), history: run.history, plan: run.state.plan))
    }

    @Test func `is told apart: under way, and pausing between attempts`() throws {
        let times = try detail().steps[0].times(at: .epoch + .seconds(8))

        #expect(times.queue == nil)
        #expect(times.service == .seconds(6))
        #expect(times.pauses == .seconds(1))
        #expect(times.total == .seconds(7))
    }

    @Test func `waiting for a slot counts apart where it is known`() throws {
        var step = try detail().steps[1]
        step.attempts[0].started = step.attempts[0].dispatched + .milliseconds(400)

        let times = step.times(at: .epoch + .seconds(8))

        #expect(times.queue == .milliseconds(400))
        #expect(times.service == .milliseconds(600))
    }

    @Test func `the step that holds it back is the longest of the critical path`() throws {
        let detail = try detail()

        #expect(detail.criticalPath == [0, 1])
        let bottleneck = try #require(detail.bottleneck(at: .epoch + .seconds(8)))
        #expect(bottleneck.step == "a")
        #expect(bottleneck.share == 7.0 / 8)
        #expect(Bottleneck(of: [detail, detail], at: .epoch + .seconds(8))?.runs == 2)
        #expect(Bottleneck(of: [], at: .epoch) == nil)
    }
}
