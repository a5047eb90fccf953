import Orchestration
import Testing

@testable import Engine

@Suite struct `Waiting attempts of an engine` {
    private func world(_ slots: Int, _ change: (inout Project) -> Void = { _ in }) async throws
        -> World
    {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.routes = [Route(name: "r", targets: [])]
        change(&project)
        var options = Engine.Options()
        options.slots = slots
        return try await World(project, options: options)
    }

    @Test func `change places when an operator changes a priority`() async throws {
        let world = try await world(1)
        world.performer.script("a", .hang)
        await world.order("e0", of: "first")
        await world.settle()
        let ada = try #require(await world.order("e1", of: "ada").run)
        let bob = try #require(await world.order("e2", of: "bob").run)

        #expect(await world.operate(.act(bob, .prioritize(5))).isDone)
        world.performer.finish("a")
        await world.settle()

        #expect(world.performer.leases.map(\.run).suffix(2) == [bob, ada])
        #expect(world.performer.leases.count == 3)
    }

    @Test func `are done once, however often their priority changes`() async throws {
        let world = try await world(1)
        world.performer.script("a", .hang)
        await world.order("e0", of: "first")
        await world.settle()
        let ada = try #require(await world.order("e1", of: "ada").run)
        for priority in [5, 0, 5, 0] {
            #expect(await world.operate(.act(ada, .prioritize(priority))).isDone)
        }
        world.performer.finish("a")
        await world.settle()

        #expect(world.performer.leases.count { $0.run == ada } == 1)
        #expect(await world.engine.queue.running == 0)
    }

    @Test func `say which limit they wait for`() async throws {
        let world = try await world(64) { $0.routes[0].limits.atOnce = 1 }
        world.performer.script("a", .hang)
        await world.order("e0", of: "first")
        await world.settle()
        let ada = try #require(await world.order("e1", of: "ada").run)
        await world.settle()

        let detail = try #require(try await world.engine.detail(of: ada))
        #expect(detail.waitsFor == "waits for a place: 1 at once on route r")
        #expect(detail.steps[0].reason == "waits for a place: 1 at once on route r")
        world.performer.finish("a")
        await world.settle()
        #expect(try await world.row(ada)?.state == .ok)
    }

    @Test func `begin when time opens a rate, and not before`() async throws {
        let world = try await world(64) { $0.workflows[0].limits.rate = Rate(1, per: .minute) }
        await world.order("e0", of: "first")
        let ada = try #require(await world.order("e1", of: "ada").run)
        await world.settle()
        await world.pass(.seconds(59))
        #expect(world.performer.leases.count == 1)

        await world.pass(.seconds(1))

        #expect(try await world.row(ada)?.state == .ok)
    }

    @Test func `wait for a rate that was used up before a restart`() async throws {
        let world = try await world(64) { $0.workflows[0].limits.rate = Rate(2, per: .minute) }
        for id in ["e0", "e1"] { await world.order(id, of: id) }
        await world.settle()
        #expect(world.performer.leases.count == 2)
        // The tick writes down what no later commit has.
        await world.pass(.seconds(1))

        try await world.crash()
        let ada = try #require(await world.order("e2", of: "ada").run)
        await world.pass(.seconds(28))
        #expect(world.performer.leases.count == 2)
        await world.pass(.seconds(1))

        #expect(try await world.row(ada)?.state == .ok)
    }

    @Test func `give their place up when their run ends`() async throws {
        let world = try await world(1)
        world.performer.script("a", .hang)
        await world.order("e0", of: "first")
        await world.settle()
        let ada = try #require(await world.order("e1", of: "ada").run)
        let bob = try #require(await world.order("e2", of: "bob").run)

        #expect(await world.operate(.cancel(ada)).isDone)
        world.performer.finish("a")
        await world.settle()

        #expect(!world.performer.leases.contains { $0.run == ada })
        #expect(try await world.row(bob)?.state == .ok)
    }
}
