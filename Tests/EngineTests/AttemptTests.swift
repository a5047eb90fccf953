import Engine
import Orchestration
import Testing

@Suite struct `An attempt` {
    private let chain = Sample.project(
        Sample.workflow(Sample.step("a", attempts: 3), Sample.step("b", after: [0]))
    )

    @Test func `that fails is made again when its pause is over, not before`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .fail(.rateLimited, retryAfter: .seconds(60)))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        await world.pass(.seconds(59))
        #expect(world.performer.leases.count == 1)
        #expect(try await world.row(run)?.state == .retry)
        await world.pass(.seconds(1))

        #expect(world.performer.leases.map(\.key.attempt) == [1, 2, 1])
        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `that needs nobody ends where it began, with the same history`()
        async throws
    {
        var histories: [[Fact]] = []
        for isQuick in [false, true] {
            let world = try await World(chain)
            world.performer.script("a", .fail(.rateLimited, retryAfter: .seconds(60)))
            if isQuick { world.performer.hurry() }
            let run = try #require(await world.order("e1").run)
            await world.settle()
            await world.pass(.seconds(60))

            #expect(try await world.row(run)?.state == .ok)
            #expect(world.performer.leases.map(\.key.attempt) == [1, 2, 1])
            histories.append(try await world.facts(run))
        }
        #expect(histories[0].dropFirst() == histories[1].dropFirst())
    }

    @Test func `that ends where it began leaves its slot to those that wait`() async throws {
        var options = Engine.Options()
        options.slots = 1
        let world = try await World(chain, options: options)
        world.performer.script("a", .hang)
        for order in 1...4 { await world.order("e\(order)") }
        world.performer.hurry()

        world.performer.finish("a")
        await world.settle()

        #expect(world.performer.leases.count == 8)
        #expect(await world.engine.openRuns == 0)
    }

    @Test func `keeps its pause over a restart`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .fail(.rateLimited, retryAfter: .seconds(60)))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        try await world.crash(reopened: .seconds(30))
        #expect(world.performer.leases.count == 1)
        await world.pass(.seconds(30))

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `that takes too long fails, and its late result changes nothing`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a", timeout: .seconds(10))))
        )
        world.performer.script("a", .hangStubbornly)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        await world.pass(.seconds(10))
        #expect(try await world.row(run)?.state == .fail)
        #expect(try await world.row(run)?.reason.contains("no result within") == true)
        let facts = try await world.facts(run)
        world.performer.finish("a")
        await world.settle()

        #expect(try await world.facts(run) == facts)
    }

    @Test func `that is cancelled for its time gives its slot back, once`() async throws {
        var options = Engine.Options()
        options.slots = 1
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a", timeout: .seconds(10)))),
            options: options
        )
        world.performer.script("a", .hang, .hang, .hang)
        for id in ["e1", "e2", "e3"] { await world.order(id, of: id) }
        await world.settle()
        await world.pass(.seconds(30))

        // One at a time, though three slots' worth of time-outs and late results came back.
        for id in ["e4", "e5"] { world.performer.script("a", .hang); await world.order(id, of: id) }
        await world.settle()
        #expect(world.performer.hanging == 1)
        world.performer.finish("a")
        await world.settle()
        #expect(world.performer.hanging == 1)
        world.performer.finish("a")
        await world.settle()
    }

    @Test func `under way in a crash is delivered again under the same key`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        try await world.crash()
        await world.settle()

        let leases = world.performer.leases
        #expect(leases.map(\.step) == ["a", "a", "b"])
        #expect(leases[0].key == leases[1].key)
        #expect(leases[0].idempotencyKey == leases[1].idempotencyKey)
        #expect(leases.map(\.delivery) == [1, 2, 1])
        #expect(try await world.row(run)?.state == .ok)
        // The dead engine hears of its attempt's end, and can do nothing with it.
        world.performer.finish("a")
    }

    /// Names of runs come from the journal, and a restored one gives them again.
    @Test func `has a key that no other start of an engine gives`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))), token: "t1")
        await world.order("e1")
        await world.settle()
        world.token = "t2"
        try await world.crash()
        await world.order("e2")
        await world.settle()

        let keys = world.performer.leases.map(\.idempotencyKey)
        #expect(keys == ["t1.1-1/a", "t2.2-1/a"])
    }

    @Test func `keeps its key in a run that another start goes on with`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))), token: "t1")
        world.performer.script("a", .hang)
        await world.order("e1")
        await world.settle()
        world.token = "t2"
        try await world.crash()

        #expect(Set(world.performer.leases.map(\.idempotencyKey)) == ["t1.1-1/a"])
        #expect(world.performer.leases.count == 2)
    }

    @Test func `of a run past its deadline is withdrawn`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"), deadline: .seconds(60)))
        )
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        await world.pass(.seconds(60))

        #expect(world.performer.hanging == 0)
        #expect(try await world.row(run)?.state == .fail)
        #expect(try await world.facts(run).contains(.withdrawn(StepKey(step: 0, attempt: 1))))
    }
}

@Suite struct `A waiting run` {
    private let project = Sample.project(
        Sample.workflow(Sample.wait("w", for: "payment", within: .seconds(600)))
    )

    @Test func `goes on with the event of its subject, and only with that`() async throws {
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)

        #expect(await world.order("p1", of: "bob", type: "payment") == .noted)
        #expect(try await world.row(run)?.state == .wait)
        #expect(await world.order("p2", type: "payment") == .signalled(1))
        #expect(await world.order("p2", type: "payment") == .duplicate)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `goes on without it when its time is over`() async throws {
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)

        await world.pass(.seconds(600))

        #expect(try await world.row(run)?.state == .ok)
        #expect(await world.order("p1", type: "payment") == .noted)
    }

    @Test(arguments: [true, false])
    func `waits on after a restart`(comes: Bool) async throws {
        let world = try await World(project)
        let run = try #require(await world.order("e1").run)

        try await world.crash(reopened: .seconds(300))
        #expect(try await world.row(run)?.state == .wait)
        if comes {
            await world.order("p1", type: "payment")
        } else {
            await world.pass(.seconds(300))
        }
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `keeps its second wait for an event when the first is over`() async throws {
        let world = try await World(
            Sample.project(
                Sample.workflow(
                    Sample.wait("short", for: "payment", within: .seconds(10)),
                    Sample.wait("long", for: "payment", within: .seconds(600))
                )
            )
        )
        let run = try #require(await world.order("e1").run)

        await world.pass(.seconds(10))
        #expect(await world.order("p1", type: "payment") == .signalled(1))
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `is found by the subject its own workflow names`() async throws {
        let other = Workflow(
            name: "other",
            version: "v1",
            subject: Sample.expression("event.type"),
            steps: []
        )
        let world = try await World(
            Sample.project(
                other,
                Sample.workflow(Sample.wait("w", for: "payment", within: .seconds(600)))
            )
        )
        await world.order("e1")

        #expect(await world.order("p1", type: "payment") == .signalled(1))
    }
}
