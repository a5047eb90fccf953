import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A journal that cannot be written` {
    @Test func `makes the engine wait, and then go on with nothing lost`() async throws {
        var options = Journal.Options()
        options.pagesMax = 220
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"))),
            journal: options
        )
        let engine = world.engine

        // Unusable events fill the file to the last page.
        let junk = [UInt8](repeating: 0x78, count: 60_000)
        var letters: [Task<Admission, Never>] = []
        while await engine.stuck == nil {
            letters.append(Task { await engine.submit(junk) })
            await Task.yield()
        }
        async let order = engine.submit(World.event("e1"))
        while await !engine.isWaiting(for: "e1") { await Task.yield() }
        #expect(world.performer.leases.isEmpty)

        // Somebody makes room; the same batch is tried again a second later.
        while await engine.stuck != nil {
            _ = try await world.journal.prune(.deadLetters, before: .epoch + .seconds(86_400))
            world.time.advance(by: .seconds(1))
            await Task.yield()
        }
        let run = try #require(await order.run)
        for letter in letters { _ = await letter.value }
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        #expect(world.performer.leases.count == 1)
    }
}

extension Engine {
    /// Whether that order was taken in and is not durable yet.
    fileprivate func isWaiting(for id: String) -> Bool {
        arriving.contains(EventKey(type: "order", id: id))
    }
}

@Suite struct `A schedule` {
    private var project: Project {
        let workflow = Workflow(
            name: "nightly",
            version: "v1",
            trigger: .schedule(Schedule(cron: "0 2 * * *"), over: "all"),
            subject: Sample.expression("event.customer"),
            steps: [Sample.step("a")]
        )
        var project = Sample.project(workflow)
        project.segments = [Segment(name: "all", when: Sample.expression("true"))]
        return project
    }

    private func world(customers: Int) async throws -> World {
        let world = try await World(project)
        var batch = Batch()
        for number in 0..<customers {
            let value: Value = ["profile": Profile().stored, "sendings": []]
            batch.records.append(
                .profile(id: "c\(number)", bytes: Array(value.json.utf8), at: .epoch)
            )
        }
        _ = try await world.journal.commit(batch)
        return world
    }

    @Test func `starts one run for each profile of its segment, every time`() async throws {
        let world = try await world(customers: 1200)

        world.time.advance(by: .seconds(2 * 3600))
        await world.settle()
        #expect(Set(world.performer.leases.map(\.subject)).count == 1200)
        #expect(world.performer.leases.count == 1200)
        world.time.advance(by: .seconds(86_400))
        await world.settle()

        #expect(world.performer.leases.count == 2400)
    }

    @Test func `missed while nobody ran is made up for, once`() async throws {
        let world = try await world(customers: 3)

        try await world.crash(reopened: .seconds(3 * 86_400))
        await world.settle()
        #expect(world.performer.leases.count == 3)
        try await world.crash()
        await world.settle()

        #expect(world.performer.leases.count == 3)
    }

    @Test func `cut short by a crash is completed, and no item is started twice`() async throws {
        let world = try await world(customers: 1200)
        world.time.advance(by: .seconds(2 * 3600))
        while world.performer.leases.isEmpty { await Task.yield() }

        try await world.crash()
        await world.settle()

        let rows = try await world.journal.runs(newest(1000))
        #expect(Set(world.performer.leases.map(\.run)).count == 1200)
        #expect(rows.rows.allSatisfy { $0.state == .ok })
    }
}
