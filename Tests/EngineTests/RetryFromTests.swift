import Engine
import Journal
import Orchestration
import Testing

/// A run that has completed is opened again, and does part of its work once more.
@Suite struct `A completed run that is retried from a step` {
    private static let chain = Sample.workflow(
        Sample.step("a"),
        Sample.step("b", after: [0]),
        Sample.step("c", after: [1])
    )

    @Test func `keeps the results before the step, and the keys of all effects`() async throws {
        let world = try await World(Sample.project(Self.chain))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)

        let receipt = await world.operate(.act(run, .retryFrom(step: "b", input: nil)))
        #expect(receipt.isDone)
        #expect(receipt.words == "OK -> RUN")
        await world.settle()

        let keys = world.performer.leases.map(\.idempotencyKey)
        #expect(keys == ["a", "b", "c", "b", "c"].map { "\(run.text)/\($0)" })
        #expect(try await world.row(run)?.state == .ok)
        await world.pass(.seconds(2))
        let workflow = try #require(world.board.newest.workflows.first)
        #expect(workflow.completed == 1, "it is one run that has completed, not two")
        let entry = try #require(try await world.journal.audit(limit: 1).first)
        #expect(entry.action == "retry" && entry.object == "run \(run.text) step b")
    }

    @Test func `takes another input where one is given`() async throws {
        let world = try await World(Sample.project(Self.chain))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.act(run, .retryFrom(step: "c", input: #"{"n":2}"#)))
        await world.settle()

        #expect(world.performer.leases.last?.work == .call(route: "r", input: ["n": 2]))
    }

    @Test func `goes on after a crash where it was`() async throws {
        let world = try await World(Sample.project(Self.chain))
        world.performer.script("b", .succeed(1), .hang, .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.act(run, .retryFrom(step: "b", input: nil)))
        await world.settle()

        try await world.crash()
        #expect(try await world.row(run)?.state == .run)
        world.performer.finish("b")
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        #expect(world.performer.leases.count { $0.step == "a" } == 1)
        #expect(try await world.journal.tallies().map(\.count).reduce(0, +) == 1)
    }

    /// Found by the simulation, seed 4440: a failed run that is cancelled is open while it takes back
    /// what it did, and its row said that it had ended; recovery passed it by.
    @Test func `is no other than one that is cancelled after it failed: a crash loses neither`()
        async throws
    {
        let undone = Step(
            name: "a",
            action: .call(route: "r", input: Sample.expression("{}")),
            retry: RetryPolicy(attempts: 1),
            timeout: .seconds(3600),
            undo: .call(route: "undo", input: Sample.expression("{}"))
        )
        let world = try await World(
            Sample.project(Sample.workflow(undone, Sample.step("b", after: [0])))
        )
        world.performer.script("a", .succeed(1), .hang, .hang)
        world.performer.script("b", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.cancel(run))
        await world.settle()
        #expect(try await world.row(run)?.closed == nil)

        try await world.crash()
        world.performer.finish("a")
        await world.settle()

        #expect(try await world.row(run)?.state == .cancelled)
    }

    @Test func `waits behind a younger run of its subject`() async throws {
        let world = try await World(Sample.project(Self.chain))
        let elder = try #require(await world.order("e1").run)
        await world.settle()
        world.performer.script("a", .hang)
        let younger = try #require(await world.order("e2").run)
        await world.settle()

        #expect(await world.operate(.act(elder, .retryFrom(step: "b", input: nil))).isDone)
        await world.settle()
        #expect(try await world.row(elder)?.state == .held)
        world.performer.finish("a")
        await world.settle()

        #expect(try await world.row(younger)?.state == .ok)
        #expect(try await world.row(elder)?.state == .ok)
        #expect(world.performer.runs(at: "b") == [elder, younger, elder])
    }

    @Test func `starts what comes after it only once`() async throws {
        let next = Workflow(
            name: "next",
            version: "v1",
            trigger: .after(workflow: "greet", when: nil),
            steps: [Sample.step("n")]
        )
        let world = try await World(Sample.project(Self.chain, next))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.act(run, .retryFrom(step: "a", input: nil)))
        await world.settle()

        #expect(world.performer.leases.count { $0.step == "a" } == 2)
        #expect(world.performer.leases.count { $0.step == "n" } == 1)
    }

    @Test func `is refused once it was cancelled`() async throws {
        let world = try await World(Sample.project(Self.chain))
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.operate(.cancel(run))
        await world.settle()

        let again = await world.operate(.act(run, .retryFrom(step: "a", input: nil)))
        #expect(again.words == "The run has ended.")
    }
}

/// What a customer notices of a sub-workflow happens once, however often it is run.
@Suite struct `A workflow that is run again by its step` {
    private func project(each: Each? = nil, attempts: Int = 1) -> Project {
        let parent = Workflow(
            name: "parent",
            version: "v1",
            trigger: .event(type: "order", when: nil, otherwise: nil),
            steps: [
                Sample.step("first"),
                Step(
                    name: "sub",
                    action: .run(workflow: "child", input: Sample.expression("{}")),
                    after: [0],
                    retry: RetryPolicy(attempts: attempts),
                    timeout: Step.noLimit,
                    each: each
                ),
            ]
        )
        let child = Workflow(
            name: "child",
            version: "v1",
            steps: [Sample.step("tell"), Sample.step("check", after: [0])]
        )
        return Sample.project(parent, child)
    }

    private func keys(_ world: World) -> [String] {
        world.performer.leases.filter { $0.step == "tell" }.map(\.idempotencyKey)
    }

    @Test func `has the keys of its first attempt, after a failure`() async throws {
        let world = try await World(project(attempts: 2))
        world.performer.script("check", .fail(.timeout))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        await world.pass(.seconds(60))

        #expect(try await world.row(run)?.state == .ok)
        #expect(keys(world) == ["\(run.text).1/tell", "\(run.text).1/tell"])
    }

    @Test func `has them after a retry from before it, and after a crash`() async throws {
        let list = Each(list: Sample.expression("[1, 2]"), limit: 2)
        let world = try await World(project(each: list))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let first = keys(world).sorted()
        #expect(first == ["\(run.text).2/tell", "\(run.text).3/tell"])

        world.performer.script("tell", .hang, .hang, .hang, .hang)
        #expect(await world.operate(.act(run, .retryFrom(step: "first", input: nil))).isDone)
        await world.settle()
        try await world.crash()
        await world.settle()

        #expect(keys(world).suffix(2).sorted() == first)
        #expect(keys(world).count == 6)
    }
}
