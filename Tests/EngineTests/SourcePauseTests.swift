import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A source that is paused` {
    private static let project: Project = {
        var project = Sample.project(
            Sample.workflow(
                Sample.step("a"),
                Sample.wait("paid", for: "payment", within: .seconds(3600), after: [0])
            )
        )
        project.sources = [
            SourceCard(
                name: "orders",
                event: "order",
                sla: .seconds(60),
                fields: ["customer": "string"],
                oldest: .seconds(60)
            ),
            SourceCard(name: "payments", event: "payment", sla: .seconds(60)),
        ]
        return project
    }()

    /// Acknowledged and durable, and without effect: not even a crash gives it one.
    @Test func `keeps what comes, and takes it in in its order when it goes on`() async throws {
        // One attempt at a time, so that the order they begin in is that of the events.
        var options = Engine.Options()
        options.slots = 1
        let world = try await World(Self.project, options: options)
        #expect(await world.operate(.pause(.source("orders"))).isDone)
        for number in 1...3 {
            #expect(await world.order("e\(number)", of: "c\(number)") == .held("orders"))
        }
        #expect(await world.order("e2", of: "c2") == .duplicate)
        try await world.crash()
        #expect(await world.order("e3", of: "c3") == .duplicate, "known after a restart as well")
        #expect(await world.order("e4", of: "c4") == .held("orders"))
        await world.pass(.seconds(30))
        #expect(world.performer.leases.isEmpty)
        let row = try #require(world.board.newest.sources.first)
        #expect(row.state == .paused)
        #expect(row.held == 4)

        let preview = await world.engine.preview(.resume(.source("orders")))
        #expect(preview.effects == ["4 kept events are taken in, in the order they came."])
        let receipt = await world.operate(.resume(.source("orders")))
        #expect(receipt.isDone)
        #expect(receipt.inverse == .pause(.source("orders")))
        await world.settle()

        #expect(world.performer.leases.map(\.subject) == ["c1", "c2", "c3", "c4"])
        #expect(try await world.journal.states(of: HeldEvents.kind).isEmpty)
        try await world.crash()
        #expect(world.performer.runs(at: "a").count == 4, "nothing comes twice")
        #expect(await world.order("e1", of: "c1") == .duplicate)
        #expect(await world.order("e5", of: "c5").run != nil)
    }

    @Test func `ends no wait before it goes on`() async throws {
        let world = try await World(Self.project)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(await world.operate(.pause(.source("payments"))).isDone)
        #expect(await world.order("p1", type: "payment") == .held("payments"))
        await world.settle()
        #expect(try await world.row(run)?.state == .wait)
        #expect(await world.order("e2", of: "eve").run != nil, "other sources go on")

        #expect(await world.operate(.resume(.source("payments"))).isDone)
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)
    }

    /// An event that breaks its contract is told so at once; one that was good when it came is
    /// good later.
    @Test func `judges an event when it comes`() async throws {
        let world = try await World(Self.project)
        #expect(await world.operate(.pause(.source("orders"))).isDone)
        let bad = #"{"id":"x","type":"order","time":"1970-01-01T00:00:00Z","customer":7}"#
        guard case .deadLetter = await world.engine.submit(Array(bad.utf8)) else {
            Issue.record("it was kept")
            return
        }
        #expect(try await world.journal.deadLetterCount() == 1)
        #expect(await world.order("e1") == .held("orders"))
        await world.pass(.seconds(120))
        #expect(await world.operate(.resume(.source("orders"))).isDone)
        await world.settle()
        #expect(world.performer.runs(at: "a").count == 1)
        #expect(try await world.journal.deadLetterCount() == 1)
    }

    @Test func `is known by its name, and paused once`() async throws {
        let world = try await World(Self.project)
        #expect(!(await world.operate(.pause(.source("none"))).isDone))
        #expect(!(await world.operate(.resume(.source("orders"))).isDone))
        #expect(await world.operate(.pause(.source("orders"))).isDone)
        #expect(!(await world.operate(.pause(.source("orders"))).isDone))
    }
}
