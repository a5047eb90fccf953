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

    /// Computing takes no time, and hides nothing of what was before it.
    @Test func `is followed through steps that take none of their own`() throws {
        var run = Driven(
            Sample.plan([
                Sample.step("slow"),
                Step(name: "sum", action: .compute(Sample.expression("1")), after: [0]),
                Sample.step("skipped", after: [1], when: "false"),
                Sample.step("last", after: [2], join: .noneFailed),
            ])
        )
        run.now = .epoch + .seconds(9)
        run.succeed(0)
        run.now = .epoch + .seconds(10)
        run.succeed(3)
        let detail = try #require(
            RunDetail(RunID("r"), history: run.history, plan: run.state.plan)
        )

        #expect(detail.criticalPath == [0, 3])
        #expect(detail.bottleneck(at: run.now)?.step == "slow")
    }

    @Test func `is that of what is under way while it is`() throws {
        var run = Driven(
            Sample.plan([
                Sample.step("quick"), Sample.step("slow"), Sample.step("next", after: [0]),
            ])
        )
        run.now = .epoch + .seconds(1)
        run.succeed(0)
        let detail = try #require(
            RunDetail(RunID("r"), history: run.history, plan: run.state.plan)
        )

        #expect(detail.criticalPath == [1])
        #expect(detail.bottleneck(at: .epoch + .seconds(55))?.times.total == .seconds(55))
    }

    @Test func `leaves out the time in which the run was over`() throws {
        var run = Driven(Sample.plan([Sample.step("a")]))
        run.now = .epoch + .seconds(1)
        run.fail(0)
        run.now = .epoch + .seconds(101)
        run.act(.retry, step: 0, id: "r")
        run.now = .epoch + .seconds(102)
        run.succeed(0, attempt: 2)
        let detail = try #require(
            RunDetail(RunID("r"), history: run.history, plan: run.state.plan)
        )

        let times = detail.steps[0].times(at: run.now)
        #expect(times.pauses == .zero)
        #expect(times.service == .seconds(2))
    }

    /// Two items, one after the other through one slot: half of the time the second one waited.
    @Test func `divides the time of a fan-out as that of its items`() throws {
        let each = Each(list: Sample.expression("[1, 2]"), name: "item", limit: 2)
        var run = Driven(
            Sample.plan([
                Step(
                    name: "all",
                    action: .call(route: "r", input: Sample.expression("item")),
                    each: each
                )
            ])
        )
        let keys = run.dispatched
        let began = [keys[0]: Instant.epoch, keys[1]: .epoch + .seconds(2)]
        run.now = .epoch + .seconds(2)
        run.succeed(keys[0].step)
        run.now = .epoch + .seconds(4)
        run.succeed(keys[1].step)
        let detail = try #require(
            RunDetail(RunID("r"), history: run.history, plan: run.state.plan, began: began)
        )

        // Queued 2 s of 6 s: a third.
        #expect(abs((detail.steps[0].queueShare ?? 0) - 1.0 / 3) < 1e-9)
        let times = detail.steps[0].times(at: run.now)
        #expect(abs(times.service.inSeconds - 8.0 / 3) < 1e-6)
        #expect(times.total == .seconds(4))
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
