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
