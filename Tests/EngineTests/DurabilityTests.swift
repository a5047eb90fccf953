import Foundation
import Journal
import Orchestration
import Synchronization
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
        // One by one: a group of them, piled up while a slow disk writes, might be more than all its
        // pages hold, and could never be written.
        var letters: [Task<Void, Never>] = []
        let answered = Tally()
        while await engine.stuck == nil {
            letters.append(
                Task {
                    _ = await engine.submit(junk)
                    answered.count.withLock { $0 += 1 }
                }
            )
            while await engine.stuck == nil, answered.count.withLock({ $0 }) < letters.count {
                await Task.yield()
            }
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

    @Test func `lets the engine stop all the same, and whoever was not answered comes again`()
        async throws
    {
        let disk = FullDisk()
        var options = Journal.Options()
        options.gate = disk
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"))),
            journal: options
        )
        let engine = world.engine
        disk.isFull.withLock { $0 = true }
        async let order = engine.submit(World.event("e1"))
        async let letter = engine.submit(Array("no JSON".utf8))
        while await engine.stuck == nil { await Task.yield() }
        world.time.advance(by: .milliseconds(200))
        while world.board.newest.environment.trouble.isEmpty { await Task.yield() }

        let lost = await engine.stop()

        #expect(world.board.newest.environment.trouble == "journal cannot be written: disk full")
        #expect(lost == .diskFull(path: "full"))
        #expect(await order == .lost("journal cannot be written: disk full"))
        #expect(await letter == .lost("journal cannot be written: disk full"))
        #expect(world.performer.leases.isEmpty)
        try await world.crash()
        #expect(await world.order("e1").run != nil)
    }
}

@Suite struct `A journal that is taken away from its engine` {
    private func move(_ from: String, _ to: String) throws {
        try FileManager.default.moveItem(atPath: from, toPath: to)
    }

    @Test func `is missed within a second, and nothing is acknowledged or begun until it is back`()
        async throws
    {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        let (path, gone) = (world.journal.path, world.journal.path + ".gone")
        try move(path, gone)
        world.time.advance(by: .seconds(1))
        while await world.engine.stuck == nil { await Task.yield() }

        let engine = world.engine
        async let order = engine.submit(World.event("e1"))
        while await !engine.isWaiting(for: "e1") { await Task.yield() }
        world.time.advance(by: .seconds(1))
        for _ in 0..<100 { await Task.yield() }
        #expect(world.performer.leases.isEmpty)
        #expect(world.board.newest.environment.trouble == "journal was removed or replaced")

        try move(gone, path)
        while await engine.stuck != nil {
            world.time.advance(by: .seconds(1))
            await Task.yield()
        }
        let run = try #require(await order.run)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        let words = await Array(engine.tail.lines).filter { $0.object == "journal" }.map(\.text)
        #expect(words.contains { $0.hasPrefix("journal was removed") })
        #expect(words.contains { $0.hasPrefix("journal is written again") })
    }
}

@Suite struct `A stuck journal` {
    private func world(_ disk: FullDisk) async throws -> World {
        var options = Journal.Options()
        options.gate = disk
        return try await World(
            Sample.project(Sample.workflow(Sample.step("a"))),
            journal: options
        )
    }

    @Test func `is an alert that no project has to think of`() async throws {
        let disk = FullDisk()
        let world = try await world(disk)
        let engine = world.engine
        disk.isFull.withLock { $0 = true }
        async let order = engine.submit(World.event("e1"))
        while await engine.stuck == nil { await Task.yield() }
        world.time.advance(by: .seconds(1))
        let id = AlertID(rule: "journal_stuck", object: "journal")
        while await engine.alerts[id] == nil { await Task.yield() }

        #expect(await engine.alerts[id]?.severity == .critical)
        #expect(await engine.alerts[id]?.state == .firing)
        _ = await engine.stop()
        _ = await order
    }

    @Test func `keeps nobody on the line for more than two seconds`() async throws {
        let disk = FullDisk()
        let world = try await world(disk)
        let control = EmbeddedControl(
            engine: world.engine,
            journal: world.journal,
            board: world.board
        )
        disk.isFull.withLock { $0 = true }
        async let event = control.submit(World.event("e1"))
        async let receipt = control.perform(
            Control.Order(
                .pause(.workflow("greet")),
                actor: "dana",
                reason: "a test",
                requestID: "r1"
            )
        )
        let time = world.time
        let watch = Task {
            while !Task.isCancelled {
                time.advance(by: .milliseconds(100))
                await Task.yield()
            }
        }

        let why = "Not durable yet: journal cannot be written: disk full."
        #expect(await event == .lost(why + " Send it again."))
        #expect(await receipt.words.hasPrefix(why))
        disk.isFull.withLock { $0 = false }
        while await world.engine.stuck != nil { await Task.yield() }
        watch.cancel()
        await world.settle()
        #expect(await control.submit(World.event("e1")) == .duplicate)
    }
}

/// A disk without room, as long as it is told so.
private final class FullDisk: DiskGate {
    let isFull = Mutex(false)

    nonisolated(nonsending) func willCommit() async throws(JournalError) {
        if isFull.withLock({ $0 }) { throw .diskFull(path: "full") }
    }

    nonisolated(nonsending) func didCommit() async {}

    func willRead() async throws(JournalError) {}
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

/// Counts for whoever asks.
private final class Tally: Sendable {
    let count = Mutex(0)
}
