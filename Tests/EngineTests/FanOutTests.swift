import Engine
import Orchestration
import Testing

@Suite struct `A fan-out in the engine` {
    private let project = Sample.project(
        Sample.workflow(
            Step(
                name: "tell",
                action: .call(route: "r", input: Sample.expression("item")),
                timeout: .seconds(3600),
                each: Each(list: Sample.expression("[1, 2, 3]"), limit: 2)
            ),
            Step(
                name: "sum",
                action: .call(route: "r", input: Sample.expression("tell")),
                after: [0]
            )
        )
    )

    @Test func `gives every item its own key, the same after a crash`() async throws {
        let world = try await World(project)
        world.performer.script("tell", .hang, .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let before = world.performer.leases.map(\.idempotencyKey)

        try await world.crash()

        #expect(Set(before) == ["\(run.text)/tell/0", "\(run.text)/tell/1"])
        #expect(
            Set(world.performer.leases.map(\.idempotencyKey))
                == Set((0..<3).map { "\(run.text)/tell/\($0)" } + ["\(run.text)/sum"])
        )
        #expect(try await world.row(run)?.state == .ok)
        let last = try #require(world.performer.leases.last)
        #expect(last.work == .call(route: "r", input: [["ok": true], ["ok": true], ["ok": true]]))
    }

    @Test func `keeps to its limit`() async throws {
        let world = try await World(project)
        world.performer.script("tell", .hang, .hang, .hang)
        await world.order("e1")
        await world.settle()
        #expect(world.performer.leases.count == 2)

        world.performer.finish("tell")
        await world.settle()

        #expect(world.performer.leases.count == 3)
    }
}
