import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `Figures of an engine` {
    private let project = Sample.project(Sample.workflow(Sample.step("a")))

    @Test func `survive a restart, and can be read as they were`() async throws {
        let world = try await World(project)
        await world.order("e1")
        await world.pass(.seconds(30))
        let then = world.time.now()
        await world.pass(.seconds(300))
        await world.order("e2", of: "bea")
        await world.pass(.seconds(30))

        try await world.crash()

        var query = MetricQuery()
        query.span = .hour
        let now = try await world.engine.metrics(query)
        #expect(now.map(\.subject) == [.workflow("greet")])
        #expect(now.map(\.calls) == [2])
        query.at = then
        #expect(try await world.engine.metrics(query).map(\.calls) == [1])
    }
}

@Suite struct `What builds on a source` {
    @Test func `is told with its routes and their share of the calls`() async throws {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        project.models = [
            ModelCard(
                name: "churn",
                kind: .rules([]),
                version: "1",
                needs: ["orders": .seconds(9)]
            ),
            ModelCard(name: "other", kind: .rules([]), version: "1"),
        ]
        project.routes = [
            Route(name: "risk", targets: [Route.Target(model: "churn")]),
            Route(name: "rest", targets: [Route.Target(model: "other")]),
        ]
        let world = try await World(project)
        #expect(await world.engine.sourceRow(project, at: world.time.now())?.traffic == nil)

        for (model, route) in [
            ("churn", "risk"), ("churn", "risk"), ("churn", "risk"), ("other", "rest"),
        ] {
            let call = CallRecord(model: model, route: route, took: .seconds(1))
            await world.engine.telemetry.record(call, at: world.time.now())
        }

        let row = await world.engine.sourceRow(project, at: world.time.now())
        #expect(row?.traffic == 0.75)
        #expect(row?.dependents.contains("route risk") == true)
        #expect(row?.dependents.contains("route rest") == false)
        #expect(row?.routes == ["risk"])
    }
}

extension Engine {
    /// As a tick works it out.
    fileprivate func sourceRow(_ project: Project, at now: Instant) -> SourceRow? {
        refreshFigures(Dependents(project), at: now)
        return figures.sources.first
    }
}

@Suite struct `What an engine learns of its sources` {
    private let project: Project = {
        var project = Sample.project(
            Sample.workflow(
                Step(name: "know", action: .update(from: Sample.expression("event"))),
                Sample.step("ask", after: [0])
            )
        )
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        project.models = [
            ModelCard(name: "m", kind: .rules([]), version: "1", needs: ["orders": .seconds(60)])
        ]
        return project
    }()

    @Test func `is how long events took to arrive, to be known and to be used`() async throws {
        let world = try await World(project)
        world.performer.answer("ask", by: "m", [:])
        world.performer.script("know", .hang)
        world.time.advance(by: .seconds(10))
        await world.order("e1")
        await world.settle()
        #expect(await world.engine.sources["orders"]?.lags(at: world.time.now()).load == nil)
        world.time.advance(by: .seconds(5))
        world.performer.finish("know")
        await world.settle()
        let lags = try #require(await world.engine.sources["orders"]?.lags(at: world.time.now()))
        for (lag, seconds) in [(lags.event, 10), (lags.load, 5), (lags.serving, 15.0)] {
            #expect(abs((try #require(lag).p95.inSeconds) / seconds - 1) < 0.01)
        }
    }

    @Test func `is not that one is late which never sent anything`() async throws {
        let world = try await World(project)
        func marks() -> [FreshnessCalendar.Mark] {
            world.board.newest.sources.first?.calendar?.marks ?? []
        }
        await world.pass(.seconds(5))
        #expect(!marks().contains { $0 != .unseen })
        await world.order("e1")
        await world.pass(.seconds(2))
        #expect(marks() == [.fresh])
        await world.pass(.seconds(120))
        #expect(marks() == [.part])
    }

    @Test func `of each hour of the week outlives a restart`() async throws {
        var options = Engine.Options()
        options.tick = .seconds(600)
        let world = try await World(project, options: options)
        await world.pass(.seconds(3600))
        await world.order("e1")
        await world.pass(.seconds(3 * 3600))
        let before = try #require(await world.engine.sources["orders"]?.learned)
        #expect(before != WeekRhythm().value)
        try await world.crash()
        #expect(await world.engine.sources["orders"]?.learned == before)
    }
}
