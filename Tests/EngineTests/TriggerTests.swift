import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A workflow that comes after another` {
    private func project(when: String? = nil) -> Project {
        let first = Sample.workflow(Sample.step("a"), name: "first")
        let second = Workflow(
            name: "second",
            version: "v1",
            trigger: .after(workflow: "first", when: when.map(Sample.expression)),
            subject: Sample.expression("event.subject"),
            steps: [Sample.step("b")]
        )
        return Sample.project(first, second)
    }

    @Test func `starts once for each run that completes, in the commit that ends it`() async throws
    {
        let world = try await World(project())
        for id in ["e1", "e2"] { await world.order(id) }
        await world.settle()

        let rows = try await world.journal.runs(newest(10)).rows
        #expect(rows.filter { $0.workflow == "second" }.map(\.state) == [.ok, .ok])
        #expect(Set(rows.map(\.subject)) == ["ada"])

        try await world.crash()
        #expect(try await world.journal.runs(newest(10)).rows.count == 4)
    }

    @Test func `does not start after one that failed, unless it asks for it`() async throws {
        for (when, expected) in [(nil, 0), ("event.outcome == 'failed'", 1)] {
            let world = try await World(project(when: when))
            world.performer.script("a", .fail(.auth))
            await world.order("e1")
            await world.settle()
            let rows = try await world.journal.runs(newest(10)).rows
            #expect(rows.count { $0.workflow == "second" } == expected, "\(when ?? "-")")
        }
    }
}

@Suite struct `A start by hand` {
    @Test func `opens a run whatever the trigger, and the same one none again`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        let engine = world.engine

        let first = await engine.start(
            workflow: "greet",
            input: ["customer": "bob"],
            request: "one"
        )
        let again = await engine.start(workflow: "greet", input: [:], request: "one")
        let none = await engine.start(workflow: "nobody", input: [:], request: "two")

        let run = try #require(first?.run)
        #expect(again == .duplicate)
        #expect(none == nil)
        await world.settle()
        #expect(try await world.row(run)?.subject == "bob")
        #expect(try await world.row(run)?.state == .ok)
    }
}

@Suite struct `Starts missed while nobody ran` {
    @Test(arguments: [(CatchUp.skip, 0), (.once, 1), (.all, 3)])
    func `are made up for as the schedule says`(catchUp: CatchUp, expected: Int) async throws {
        let workflow = Workflow(
            name: "nightly",
            version: "v1",
            trigger: .schedule(Schedule(cron: "0 2 * * *", catchUp: catchUp), over: "all"),
            steps: [Sample.step("a")]
        )
        var project = Sample.project(workflow)
        project.segments = [Segment(name: "all", when: Sample.expression("true"))]
        let world = try await World(project)
        var batch = Batch()
        let profile: Value = ["profile": Profile().stored, "sendings": .list([])]
        batch.records = [.profile(id: "ada", bytes: profile.jsonBytes, at: .epoch)]
        _ = try await world.journal.commit(batch)

        try await world.crash(reopened: .seconds(3 * 86_400))
        await world.pass(.seconds(1))

        let rows = try await world.journal.runs(newest(10)).rows
        #expect(rows.count == expected)
        #expect(rows.allSatisfy { $0.state == .ok })
        try await world.crash()
        await world.pass(.seconds(1))
        #expect(try await world.journal.runs(newest(10)).rows.count == expected)
    }
}

@Suite struct `A schedule of a workflow that is about nobody` {
    @Test func `starts one run each time, and none twice`() async throws {
        let workflow = Workflow(
            name: "nightly",
            version: "v1",
            trigger: .schedule(Schedule(cron: "0 2 * * *"), over: nil),
            steps: [Sample.step("a")]
        )
        let world = try await World(Sample.project(workflow))
        await world.pass(.seconds(2 * 86_400))

        let rows = try await world.journal.runs(newest(10)).rows
        #expect(rows.count == 2 && rows.allSatisfy { $0.state == .ok && $0.subject.isEmpty })
        let due = Instant.epoch + .seconds(2 * 3600)
        #expect(await world.engine.runBatch(of: "nightly", over: nil, at: due) == 0)
        let counts = await world.engine.countBatch(of: "nightly", over: nil, at: due)
        #expect(counts?.new == 0 && counts?.known == 1)
        let next = await world.engine.countBatch(
            of: "nightly",
            over: nil,
            at: due + .seconds(5 * 86_400)
        )
        #expect(next?.new == 1)
    }
}

@Suite struct `A source after a restart` {
    @Test func `is as old as it was, and no step fails for its silence`() async throws {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.sources = [SourceCard(name: "orders", event: "order", sla: .seconds(60))]
        let world = try await World(project)
        await world.order("e1")
        await world.settle()
        #expect(await world.engine.age(of: "orders") == .zero)

        try await world.crash(reopened: .seconds(30))

        #expect(await world.engine.age(of: "orders") == .seconds(30))
    }
}

@Suite struct `A stored profile that cannot be read` {
    @Test func `is left as it is, and who needs it is told`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        var batch = Batch()
        batch.records = [.profile(id: "ada", bytes: Array("{".utf8), at: .epoch)]
        _ = try await world.journal.commit(batch)
        let hub = ProfileHub(journal: world.journal)

        let failure = await #expect(throws: Failure.self) {
            _ = try await hub.fold(["a": 1], id: "e1", into: "ada", at: .epoch)
        }

        #expect(failure?.kind == .badInput)
        #expect(failure?.message.contains("damaged") == true)
        #expect(await !hub.isReadable("ada"))
        #expect(try await world.journal.profile("ada")?.bytes == Array("{".utf8))
    }
}
