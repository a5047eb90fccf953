import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `An attempt that ends the engine` {
    private func world(deliveries: Int) async throws -> World {
        var step = Sample.step("a", attempts: 3)
        step.deliveries = deliveries
        let world = try await World(Sample.project(Sample.workflow(step)))
        for _ in 0...deliveries { world.performer.script("a", .hang) }
        return world
    }

    @Test func `is delivered as often as its step allows, and then fails for good`() async throws {
        let world = try await world(deliveries: 3)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        for _ in 0..<2 { try await world.crash() }
        #expect(world.performer.leases.map(\.delivery) == [1, 2, 3])
        #expect(try await world.row(run)?.state == .run)

        try await world.crash()

        #expect(world.performer.leases.count == 3)
        let row = try #require(try await world.row(run))
        #expect(row.state == .fail)
        #expect(row.reason.contains("Delivered 3 times"))
        #expect(try await world.journal.states(of: "delivery").isEmpty)
    }

    @Test func `is not one that was under way when the engine was told to stop`() async throws {
        let world = try await world(deliveries: 2)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        for _ in 0..<4 {
            await world.engine.stop()
            world.performer.script("a", .hang)
            try await world.crash()
        }

        #expect(try await world.row(run)?.state == .run)
        #expect(world.performer.leases.last?.delivery == 2)
    }
}

@Suite struct `The progress of a step` {
    @Test func `is shown, and handed to the next delivery`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let lease = try #require(world.performer.leases.first)
        #expect(lease.lastProgress == nil)

        await world.engine.beat(lease, progress: ["done": 4])
        await world.settle()
        let attempt = try await world.engine.detail(of: run)?.steps.first?.attempts.last
        #expect(attempt?.progress == #"{"done":4}"#)
        #expect(attempt?.heard == world.time.now())
        try await world.crash()

        #expect(world.performer.leases.last?.lastProgress == ["done": 4])
        #expect(try await world.row(run)?.state == .ok)
        #expect(try await world.journal.states(of: "progress").isEmpty)
    }

    @Test func `is given to the journal now and then, not each time`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang)
        await world.order("e1")
        await world.settle()
        let lease = try #require(world.performer.leases.first)

        for number in 1...20 {
            await world.engine.beat(lease, progress: .int(Int64(number)))
            await world.pass(.seconds(1))
        }

        let kept = try await world.journal.states(of: "progress").values.map { $0 }
        #expect(kept == [Array("16".utf8)])
    }

    @Test func `too long to be kept is a sign of life all the same`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let lease = try #require(world.performer.leases.first)

        await world.engine.beat(lease, progress: .string(String(repeating: "x", count: 9000)))

        let attempt = try await world.engine.detail(of: run)?.steps.first?.attempts.last
        #expect(attempt?.progress == "")
        #expect(attempt?.heard == world.time.now())
    }
}

@Suite struct `The decider's revision` {
    @Test func `is kept, and an older program is told of runs that a newer one opened`()
        async throws
    {
        var newer = Engine.Options()
        newer.revision = Decider.revision + 1
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"))),
            options: newer
        )
        world.performer.script("a", .hang, .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        try await world.crash()
        #expect(await world.warnings.isEmpty)

        try await world.crash(options: Engine.Options())

        #expect(await world.warnings.map(\.object) == ["run \(run.text)"])
        let kept = try await world.journal.states(of: "revision").count
        #expect(kept == 2, "once a revision, not once a start")
    }
}

extension World {
    fileprivate var warnings: [EventLine] {
        get async { await Array(engine.tail.lines).filter { $0.word == "WARN" } }
    }
}
