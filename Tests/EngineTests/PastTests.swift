import Engine
import Journal
import Orchestration
import Testing

@Suite struct `An engine that looks back` {
    private let chain = Sample.project(
        Sample.workflow(Sample.step("a"), Sample.step("b", after: [0]))
    )

    @Test func `shows a run as it was, though it has long ended`() async throws {
        let world = try await World(chain)
        world.performer.script("b", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.pass(.seconds(60))
        let then = world.time.now()
        await world.pass(.seconds(60))
        world.performer.finish("b")
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)

        let past = try await world.engine.snapshot(at: then)
        #expect(past.watched.map(\.id) == [run])
        #expect(past.watched.first?.state == .run)
        #expect(past.watched.first?.step == "b")
        #expect(past.totals.completed == 0)
        #expect(past.workflows.first?.open == 1)
        let detail = try #require(try await world.engine.detail(of: run, at: then))
        #expect(detail.steps.map(\.state) == [.ok, .run])
        #expect(detail.row.closed == nil)
        #expect(try await world.engine.page(RunQuery(), at: then).rows.map(\.state) == [.run])
    }

    @Test func `says of a run that ended which steps never started`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .fail(.badInput))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let detail = try #require(try await world.engine.detail(of: run))
        #expect(detail.row.state == .fail)
        #expect(detail.steps.map(\.state) == [.fail, .skip])
        #expect(detail.steps[1].reason == "never started: the run ended before")

        world.performer.script("b", .hang)
        let other = try #require(await world.order("e2").run)
        await world.settle()
        _ = await world.operate(.cancel(other))
        let cancelled = try #require(try await world.engine.detail(of: other))
        #expect(cancelled.steps.map(\.state) == [.ok, .cancelled])
    }

    @Test func `knows nothing of what came later`() async throws {
        let world = try await World(chain)
        let before = world.time.now()
        await world.pass(.seconds(60))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        let past = try await world.engine.snapshot(at: before)
        #expect(past.watched.isEmpty)
        #expect(past.events.isEmpty)
        #expect(!past.caveat.isEmpty)
        #expect(past.models.allSatisfy { $0.state == .noData })
        #expect(try await world.engine.detail(of: run, at: before) == nil)
        #expect(try await world.engine.page(RunQuery(), at: before).rows.isEmpty)
    }

    @Test func `lists the runs of a moment however many have begun since`() async throws {
        let world = try await World(chain)
        world.performer.script("b", .hang)
        let old = try #require(await world.order("old").run)
        await world.settle()
        let then = world.time.now()
        await world.pass(.seconds(60))
        world.performer.finish("b")
        for number in 0..<12 { _ = await world.order("new-\(number)") }
        await world.settle()
        var query = RunQuery()
        query.limit = 5
        let page = try await world.engine.page(query, at: then)
        #expect(page.rows.map(\.id) == [old])
        #expect(page.next == nil)
    }

    @Test func `asks a filter about what runs were then, not about what they are`() async throws {
        let world = try await World(chain)
        world.performer.script("b", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let then = world.time.now()
        await world.pass(.seconds(60))
        world.performer.finish("b")
        await world.settle()
        func found(_ filter: String) async throws -> [RunID] {
            var query = RunQuery()
            query.filter = filter
            return try await world.engine.page(query, at: then).rows.map(\.id)
        }
        #expect(try await found("st=run") == [run])
        #expect(try await found("step=b") == [run])
        #expect(try await found("st=ok").isEmpty)
        #expect(try await found("wf=none").isEmpty)
    }
}
