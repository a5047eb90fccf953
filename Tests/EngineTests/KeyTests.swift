import Engine
import Journal
import Orchestration
import Testing

@Suite struct `A run's subject and once-key` {
    private static func event(_ id: String, _ customer: String) -> [UInt8] {
        let text = """
            {"id":"\(id)","type":"order","time":"1970-01-01T00:00:00Z","customer":\(customer)}
            """
        return Array(text.utf8)
    }

    @Test(arguments: [("7", "7"), ("true", "true"), ("1.5", "1.5"), ("\"ada\"", "ada")])
    func `are text, also where they come as numbers or bools`(given: String, subject: String)
        async throws
    {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .hang)

        let run = try #require(await world.engine.submit(Self.event("e1", given)).run)

        #expect(try await world.row(run)?.subject == subject)
        #expect(await world.engine.submit(Self.event("e2", given)).run != nil)
        await world.settle()
        #expect(world.performer.leases.count == 1)
    }

    @Test(arguments: ["null", "[1]", "{\"id\":1}"])
    func `that are anything else make the event a dead letter, which may come again`(
        given: String
    ) async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))

        guard case .deadLetter(let why) = await world.engine.submit(Self.event("e1", given)) else {
            Issue.record("\(given) is no subject")
            return
        }

        #expect(why.contains("`subject` is"))
        #expect(try await world.journal.deadLetterCount() == 1)
        #expect(await world.order("e1").run != nil)
    }
}

@Suite struct `A subject that has a run` {
    private func project(_ rule: BusyRule) -> Project {
        Sample.project(
            Workflow(
                name: "greet",
                version: "v1",
                trigger: .event(type: "order", when: nil, otherwise: nil),
                subject: Sample.expression("event.customer"),
                whenBusy: rule,
                steps: [Sample.step("a")]
            )
        )
    }

    @Test func `gets no second one where the newer is dropped, and the event is known`()
        async throws
    {
        let world = try await World(project(.drop))
        world.performer.script("a", .hang)
        await world.order("e1")

        #expect(await world.order("e2") == .noted)
        #expect(await world.order("e2") == .duplicate)
        #expect(await world.engine.openRuns == 1)
        world.performer.finish("a")
        await world.settle()
        #expect(await world.order("e3").run != nil)
    }

    @Test func `has it cancelled where the newer replaces it`() async throws {
        let world = try await World(project(.replace))
        world.performer.script("a", .hang)
        let first = try #require(await world.order("e1").run)
        await world.settle()

        let second = try #require(await world.order("e2").run)
        await world.settle()

        #expect(try await world.row(first)?.state == .cancelled)
        #expect(try await world.row(first)?.reason == "replaced by run \(second.text)")
        #expect(try await world.row(second)?.state == .ok)
    }
}

@Suite struct `A step that keeps its results` {
    private let project = Sample.project(
        Sample.workflow(
            Step(
                name: "score",
                action: .call(route: "r", input: Sample.expression("event.type")),
                retry: RetryPolicy(attempts: 1),
                cache: .seconds(3600)
            ),
            Step(
                name: "use",
                action: .call(route: "r", input: Sample.expression("score")),
                after: [0]
            )
        )
    )

    @Test func `is not done again for the same input, also after a crash, until its time is over`()
        async throws
    {
        let world = try await World(project)
        world.performer.script("score", .succeed(["p": 1]), .succeed(["p": 2]))
        await world.order("e1")
        await world.settle()
        await world.order("e2")
        await world.settle()
        try await world.crash()
        await world.order("e3")
        await world.settle()

        #expect(world.performer.runs(at: "score").count == 1)
        let uses = world.performer.leases.filter { $0.step == "use" }.map(\.work)
        #expect(uses == Array(repeating: .call(route: "r", input: ["p": 1]), count: 3))
        await world.pass(.seconds(3600))
        await world.order("e4")
        await world.settle()
        #expect(world.performer.runs(at: "score").count == 2)
    }
}
