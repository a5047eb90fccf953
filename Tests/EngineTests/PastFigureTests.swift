import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `Figures of an earlier moment` {
    private var project: Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.models = [
            ModelCard(name: "churn", kind: .rules([]), version: "1"),
            ModelCard(name: "other", kind: .rules([]), version: "1"),
        ]
        project.routes = [Route(name: "risk", targets: [Route.Target(model: "churn")])]
        project.alerts = [
            AlertRule(
                name: "errors",
                severity: .critical,
                condition: .modelErrors(over: 0.05, calls: 5),
                runbook: "say.md"
            )
        ]
        return project
    }

    /// So many calls, half of them failed where something is wrong.
    private func call(_ world: World, _ count: Int, failing: Bool) async {
        for number in 0..<count {
            var call = CallRecord(model: "churn", route: "risk", took: .milliseconds(200))
            if failing, number % 2 == 0 { call.failure = .timeout }
            await world.engine.telemetry.record(call, at: world.time.now())
        }
    }

    @Test func `of models come from the journaled minutes`() async throws {
        let world = try await World(project)
        await call(world, 40, failing: false)
        await world.pass(.seconds(30))
        let then = world.time.now()
        await world.pass(.seconds(600))

        let models = try await world.engine.snapshot(at: then).models
        let row = try #require(models.first { $0.name == "churn" })
        #expect(row.state == .ok)
        #expect(row.windows.first { $0.span == .hour }?.calls == 40)
        #expect(row.rate.map { $0 > 0 } == true)
        #expect(row.p95.map { $0 > .milliseconds(190) && $0 < .milliseconds(210) } == true)
        #expect(row.routes == ["risk"])
        #expect(models.first { $0.name == "other" }?.state == .idle)
        #expect(try await world.engine.snapshot(at: world.time.now()).models[0].rate == nil)
    }

    @Test func `of alerts are as their last change by then left them`() async throws {
        let world = try await World(project)
        await call(world, 40, failing: true)
        await world.pass(.seconds(30))
        let firing = world.time.now()
        for _ in 0..<14 {
            await call(world, 40, failing: false)
            await world.pass(.seconds(30))
        }
        let over = world.time.now()
        try #require(world.board.newest.alerts.map(\.state) == [.resolved])

        let past = try await world.engine.snapshot(at: firing).alerts
        #expect(past.map(\.id) == ["errors/churn"])
        #expect(past.map(\.state) == [.firing])
        #expect(past.map(\.runbook) == ["say.md"])
        #expect(try await world.engine.snapshot(at: over).alerts.map(\.state) == [.resolved])
        #expect(try await world.engine.snapshot(at: firing - .seconds(30)).alerts.isEmpty)

        try await world.crash()
        #expect(try await world.engine.snapshot(at: firing).alerts == past)
    }

    @Test func `are none before the journal begins, and it says when that is`() async throws {
        let world = try await World(project)
        let before = world.time.now()
        await world.pass(.seconds(60))
        let begins = world.time.now()
        await world.order("e1")
        await world.pass(.seconds(60))

        let past = try await world.engine.snapshot(at: before)
        #expect(past.begins == begins)
        #expect(past.caveat == "the journal begins \(begins.clock)")
        #expect(past.models.isEmpty && past.workflows.isEmpty)
        #expect(try await world.engine.snapshot(at: world.time.now()).begins == nil)
    }
}

@Suite struct `A model's last minute` {
    private var project: Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.models = [ModelCard(name: "churn", kind: .rules([]), version: "1")]
        return project
    }

    private func call(_ world: World, _ count: Int, failing: Bool) async {
        for _ in 0..<count {
            var call = CallRecord(model: "churn", route: "risk", took: .milliseconds(200))
            if failing { call.failure = .timeout }
            call.cost = .micros(1000)
            call.tokensIn = 10
            await world.engine.telemetry.record(call, at: world.time.now())
        }
    }

    @Test func `is the same in the row and in its window`() async throws {
        let world = try await World(project)
        // Late in a minute, well answered; early in the next, all failed, and the first forgotten.
        await world.pass(.seconds(50))
        await call(world, 30, failing: false)
        await world.pass(.seconds(65))
        await call(world, 6, failing: true)
        await world.pass(.seconds(2))

        let row = try #require(world.board.newest.models.first)
        let minute = try #require(row.windows.first)
        #expect(row.errorShare == 1)
        #expect(minute.errorShare == 1 && minute.calls == 6)
        #expect(minute.rate == row.rate && minute.p95 == row.p95)
        #expect(minute.cost == 0.006 && minute.tokensIn == 60)
        #expect(row.windows[1].calls == 36)
    }

    @Test func `is told from the journal right after a restart`() async throws {
        let world = try await World(project)
        await call(world, 30, failing: false)
        await world.pass(.seconds(20))
        try await world.crash(reopened: .seconds(5))
        await world.pass(.seconds(2))

        let row = try #require(world.board.newest.models.first)
        #expect(row.state == .ok)
        #expect(row.rate.map { $0 > 0 } == true)
        #expect(row.windows.first?.calls == 30)

        await world.pass(.seconds(120))
        let later = try #require(world.board.newest.models.first)
        #expect(later.state == .idle && later.windows.first?.calls == 0)
        #expect(later.figuresSpan == .fiveMinutes)
    }
}
