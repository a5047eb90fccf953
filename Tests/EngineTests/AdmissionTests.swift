import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `An event` {
    private let project = Sample.project(Sample.workflow(Sample.step("a")))

    @Test func `is acknowledged only when it is durable`() async throws {
        let world = try await World(project)

        let run = try #require(await world.order("e1").run)

        // Read from the file, not from memory.
        let facts = try await world.facts(run)
        guard case .opened? = facts.first else {
            Issue.record("nothing of the run was in the journal: \(facts)")
            return
        }
        #expect(try await world.journal.accepted([EventName(type: "order", id: "e1")]).count == 1)
    }

    @Test func `starts nothing when it comes again`() async throws {
        let world = try await World(project)
        await world.order("e1")
        await world.settle()

        #expect(await world.order("e1") == .duplicate)

        await world.settle()
        #expect(world.performer.leases.count == 1)
    }

    @Test func `starts one run when it comes many times at once`() async throws {
        let world = try await World(project)
        let engine = world.engine

        let answers = await withTaskGroup(of: Admission.self) { group in
            for number in 0..<60 {
                group.addTask { await engine.submit(World.event("e\(number % 3)")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        await world.settle()
        #expect(answers.filter { $0.run != nil }.count == 3)
        #expect(answers.filter { $0 == .duplicate }.count == 57)
        #expect(world.performer.leases.count == 3)
    }

    @Test func `starts nothing when it comes again after a restart`() async throws {
        let world = try await World(project)
        await world.order("e1")
        try await world.crash()

        #expect(await world.order("e1") == .duplicate)
    }

    @Test func `is a duplicate where its once-key was there before`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"), once: "event.customer"))
        )
        await world.order("e1")
        await world.settle()

        let again = await world.order("e2")

        await world.settle()
        #expect(again == .duplicate)
        #expect(world.performer.leases.count == 1)
        #expect(await world.order("e2") == .duplicate)
    }

    @Test func `that is a duplicate by its once-key holds nobody up`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"), once: "event.id"))
        )
        let engine = world.engine
        world.performer.script("a", .hang)
        await world.order("e1")
        await world.settle()

        // The second is refused by the journal while the first ends and releases it.
        async let second = engine.submit(World.event("e1", type: "other"))
        world.performer.finish("a")
        _ = await second
        let third = await world.order("e3")

        await world.settle()
        let run = try #require(third.run)
        #expect(try await world.row(run)?.state == .ok)
    }

    @Test(arguments: [
        "", "{", "[]", "null", #"{"id":"e"}"#, #"{"id":"e","type":"order"}"#,
        #"{"id":"","type":"order","time":"1970-01-01T00:00:00Z"}"#,
        #"{"id":"e","type":"order","time":"yesterday"}"#,
        #"{"id":"e","type":"nobody knows it","time":"1970-01-01T00:00:00Z"}"#,
    ])
    func `that cannot be used is kept as it came, with the reason`(text: String) async throws {
        let world = try await World(project)

        let answer = await world.engine.submit(Array(text.utf8))

        guard case .deadLetter(let reason) = answer else {
            Issue.record("it was taken: \(answer)")
            return
        }
        try await world.crash()
        let kept = try await world.journal.deadLetters().elements
        #expect(kept.map(\.raw) == [Array(text.utf8)])
        #expect(kept.map(\.reason) == [reason])
    }

    @Test func `that broke its contract may come again corrected, even at once`() async throws {
        var project = project
        project.sources = [
            SourceCard(
                name: "orders",
                event: "order",
                sla: .seconds(60),
                fields: ["customer": "string"]
            )
        ]
        let world = try await World(project)
        let engine = world.engine
        let broken = Array(#"{"id":"e1","type":"order","time":"1970-01-01T00:00:00Z"}"#.utf8)

        async let first = engine.submit(broken)
        async let second = engine.submit(World.event("e1"))
        let answers = await [first, second]

        #expect(answers.contains { $0.run != nil })
        #expect(!answers.contains(.duplicate))
    }
}

@Suite struct `The runs of a subject` {
    @Test func `go one at a time, in the order of their events`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang, .hang, .hang)
        var runs: [RunID] = []
        for id in ["e1", "e2", "e3"] { runs += await [world.order(id).run].compactMap { $0 } }
        await world.settle()

        for count in 1...3 {
            #expect(world.performer.runs(at: "a") == Array(runs.prefix(count)))
            world.performer.finish("a")
            await world.settle()
        }
        #expect(world.performer.runs(at: "a") == runs)
    }

    @Test func `of different subjects go at once`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang, .hang)
        await world.order("e1", of: "ada")
        await world.order("e2", of: "bob")

        await world.settle()

        #expect(world.performer.hanging == 2)
        world.performer.finish("a")
    }

    @Test func `keep their order over a restart`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang)
        var runs: [RunID] = []
        for id in ["e1", "e2", "e3"] { runs += await [world.order(id).run].compactMap { $0 } }
        await world.settle()

        try await world.crash()
        world.performer.finish("a")
        await world.settle()

        // The first is delivered again: its result was lost with the engine that asked for it.
        #expect(world.performer.runs(at: "a") == [runs[0]] + runs)
        for run in runs { #expect(try await world.row(run)?.state == .ok) }
    }

    @Test func `that end at once release one another, however many are held`() async throws {
        let held = Sample.workflow(
            Sample.wait("w", for: "go", within: .seconds(60)),
            Step(name: "c", action: .compute(Sample.expression("1")), after: [0])
        )
        let world = try await World(Sample.project(held))
        for number in 0..<200 { await world.order("e\(number)") }
        for _ in 0..<200 { await world.pass(.seconds(60)) }

        let rows = try await world.journal.runs(newest(500)).rows
        #expect(rows.count == 200)
        #expect(rows.allSatisfy { $0.state == .ok })
    }
}
