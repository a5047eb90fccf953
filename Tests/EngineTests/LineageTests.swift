import Orchestration
import Testing

@testable import Engine

/// What an engine tells of its runs to those who follow data, and what it takes from them.
@Suite struct `Lineage` {
    private func kinds(_ world: World) -> [String] {
        world.lineage.take(100).map { "\($0.kind.rawValue) \($0.run.text)" }
    }

    @Test func `tells that a run began, and how it ended`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        await world.order("e1")
        await world.settle()
        let first = kinds(world)
        #expect(first.count == 2 && first[0].hasPrefix("START") && first[1].hasPrefix("COMPLETE"))
        world.performer.script("a", .fail(.badInput))
        await world.order("e2", of: "bob")
        await world.settle()
        let events = world.lineage.take(100)
        #expect(events.map(\.kind) == [.start, .fail])
        #expect(events.last?.reason.isEmpty == false)
    }

    @Test func `takes another system's word for it that a source was loaded`() async throws {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        let world = try await World(project)
        await world.pass(.seconds(120))
        let moment = world.time.now() - .seconds(10)
        #expect(await world.engine.loaded(source: "orders", at: moment))
        #expect(await !world.engine.loaded(source: "other", at: moment))
        await world.pass(.seconds(5))
        let row = world.board.newest.sources.first
        #expect(row?.state == .ok && row?.count == 1)
        // A moment that is still to come is taken for now.
        #expect(await world.engine.loaded(source: "orders", at: world.time.now() + .seconds(999)))
        try await world.crash()
        await world.pass(.seconds(5))
        #expect(world.board.newest.sources.first?.state == .ok)
    }
}
