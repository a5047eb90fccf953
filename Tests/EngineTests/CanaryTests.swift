import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A canary` {
    private static func project(version: String = "1") -> Project {
        var project = Sample.project(Sample.workflow(Sample.step("a", attempts: 3)))
        project.models = [("old", "1"), ("new", version)].map { name, version in
            ModelCard(
                name: name,
                kind: .openAI(url: "simulated:\(name)", model: name, keyVariable: nil),
                version: version
            )
        }
        project.routes = [
            Route(
                name: "r",
                targets: [.init(model: "old"), .init(model: "new", role: .canary(share: 0.1))]
            )
        ]
        return project
    }

    private func calls(_ world: World, _ model: String, _ count: Int, failed: Int = 0) async {
        for index in 0..<count {
            var call = CallRecord(model: model, route: "r", took: .milliseconds(300))
            if index < failed { call.failure = .timeout }
            await world.engine.telemetry.record(call, at: world.time.now())
        }
    }

    private func failed() async throws -> World {
        let world = try await World(Self.project())
        await world.pass(.seconds(12))
        await calls(world, "old", 200)
        await calls(world, "new", 100, failed: 90)
        await world.pass(.seconds(12))
        return world
    }

    private func isOut(_ world: World) async -> Bool {
        await world.engine.switchboard.with { $0.health.failedCanaries[.init("r", "new")] } != nil
    }

    @Test func `that failed stays out over a restart, and is back with another version`()
        async throws
    {
        let world = try await failed()
        #expect(await isOut(world))
        try await world.crash(Self.project())
        #expect(await isOut(world))
        try await world.crash(Self.project(version: "2"))
        #expect(await isOut(world) == false)
        // Nor does the old verdict come back with the old version: it is another trial.
        await world.pass(.seconds(2))
        try await world.crash(Self.project())
        #expect(await isOut(world) == false)
    }

    @Test func `is tried again by an order, over a restart, and undo takes it out`() async throws {
        let world = try await failed()
        let out = await world.operate(.canary(route: "r", model: "new", .out))
        #expect(!out.isDone && out.words.contains("is out on `r` already"))
        let receipt = await world.operate(.canary(route: "r", model: "new", .again))
        #expect(receipt.words == "canary new takes calls again")
        try await world.crash(Self.project())
        // What failed it before is none of the new analysis' business.
        await world.pass(.seconds(22))
        #expect(await isOut(world) == false)
        #expect(await world.operate(try #require(receipt.inverse)).isDone)
        #expect(await isOut(world))
        let audit = try await world.journal.audit(limit: 3).map(\.action)
        #expect(audit == ["canary out", "canary again", "canary out"])
    }

    @Test func `takes all calls once its analysis is successful, and undo makes it one again`()
        async throws
    {
        let world = try await World(Self.project())
        await world.pass(.seconds(2))
        let early = await world.operate(.canary(route: "r", model: "new", .promote))
        #expect(early.words == "Its analysis is not successful: inconclusive: no calls yet.")
        await calls(world, "old", 2000)
        await calls(world, "new", 2000)
        await world.pass(.seconds(2))
        let receipt = await world.operate(.canary(route: "r", model: "new", .promote))
        #expect(receipt.words == "policy -> new 100%, old 0%")
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].targets.map(\.setShare) == [0, 1])
        #expect(world.board.newest.routes[0].targets.map(\.role) == ["", ""])
        #expect(await world.operate(try #require(receipt.inverse)).isDone)
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].targets.map(\.role) == ["", "canary"])
    }

    @Test func `that is none is named, with those that are`() async throws {
        let world = try await World(Self.project())
        let receipt = await world.operate(.canary(route: "r", model: "old", .out))
        #expect(receipt.words == "`old` is no canary of route `r`. Its canaries: new.")
    }
}
