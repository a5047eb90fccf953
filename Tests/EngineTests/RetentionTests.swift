import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A journal with a policy` {
    @Test(arguments: [UInt64(1), 2, 3])
    func `stays bounded while the engine works, and keeps all that is young or open`(
        seed: UInt64
    ) async throws {
        var project = Sample.project(
            Sample.workflow(Sample.step("a")),
            Sample.workflow(
                Sample.wait("w", for: "payment", within: .seconds(30 * 86_400)),
                name: "patient"
            )
        )
        project.workflows[1] = Workflow(
            name: "patient",
            version: "v1",
            trigger: .event(type: "slow", when: nil, otherwise: nil),
            subject: Sample.expression("event.customer"),
            steps: project.workflows[1].steps
        )
        project.retention = Retention(everything: .seconds(3600))
        let world = try await World(project)
        var random = SplitMix(seed: seed)
        var sizes: [Int] = []
        let waiting = try #require(await world.order("w1", of: "cleo", type: "slow").run)

        for hour in 0..<12 {
            var young: [RunID] = []
            for order in 0..<Int.random(in: 60...80, using: &random) {
                if let run = await world.order("\(hour)-\(order)", of: "c\(order)").run {
                    young.append(run)
                }
                _ = await world.engine.submit([UInt8](repeating: 0x78, count: 2000))
            }
            await world.settle()
            for run in young { #expect(try await world.row(run)?.state == .ok) }
            await world.pass(.seconds(3700))
            sizes.append(try await world.journal.size().bytes)
            #expect(try await world.journal.deadLetterCount() == 0)
        }

        let tallies = try await world.journal.tallies()
        #expect(tallies.filter { $0.closedAs != nil }.isEmpty, "\(tallies)")
        #expect(try await world.row(waiting)?.state == .wait)
        #expect(try await world.journal.eventCount() == 0)
        let early = sizes[2]
        #expect(sizes.dropFirst(3).allSatisfy { $0 <= early * 2 }, "\(sizes)")
    }

    @Test func `without a policy keeps everything`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        let run = try #require(await world.order("e1").run)
        await world.pass(.seconds(86_400))
        #expect(try await world.row(run)?.state == .ok)
        #expect(try await world.journal.eventCount() == 1)
    }

    @Test func `lets go of what an open run has come through, and the run goes on`() async throws {
        var project = Sample.project(
            Sample.workflow(
                Step(
                    name: "items",
                    action: .call(route: "r", input: Sample.expression("item")),
                    each: Each(list: Sample.expression("[1, 2, 3, 4, 5, 6, 7, 8, 9]"), limit: 3)
                ),
                Sample.wait("paid", for: "payment", within: .seconds(86_400), after: [0]),
                Sample.step("last", after: [1])
            )
        )
        project.retention = Retention(everything: .seconds(3600))
        var options = Engine.Options()
        options.pressure = Pressure(factsMax: 5, factsPerSlot: 0)
        let world = try await World(project, options: options)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let whole = try await world.facts(run).count

        await world.pass(.seconds(3900))
        let kept = try await world.facts(run)
        #expect(kept.count < 8 && whole > 20, "\(kept.count) of \(whole)")
        guard case .opened(let opening)? = kept.first else { throw NoOpening() }
        #expect(opening.carried != nil)
        let detail = try #require(try await world.engine.detail(of: run))
        #expect(detail.row.state == .wait && detail.row.stepsDone == 1)
        #expect(try await world.engine.detail(of: run, at: .epoch - .seconds(1)) == nil)

        try await world.crash()
        await world.order("p1", type: "payment")
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)
        #expect(try await world.engine.detail(of: run)?.row.stepsDone == 3)
        #expect(world.performer.leases.count { $0.step == "items" } == 9)
    }

    private struct NoOpening: Error {}
}
