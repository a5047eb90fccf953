import Engine
import Orchestration
import Testing

/// An operator's order that no more attempts begin than a rate allows.
@Suite struct `A throttle` {
    private func project(_ shape: (inout Project) -> Void = { _ in }) -> Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.routes = [Route(name: "r", policy: .priority, targets: [])]
        shape(&project)
        return project
    }

    private func flood(_ world: World, _ count: Int, from first: Int = 0) async {
        for number in first..<(first + count) { await world.order("e\(number)", of: "c\(number)") }
        await world.settle()
    }

    private static let subjects: [Throttle.Subject] = [
        .workflow("greet"), .step(workflow: "greet", step: "a"), .route("r"),
    ]

    @Test(arguments: subjects)
    func `lets so many begin at once and one after the other from then on, and loses none`(
        subject: Throttle.Subject
    ) async throws {
        let world = try await World(project())
        #expect(await world.operate(.throttle(subject, Rate(2, per: .second), until: nil)).isDone)

        await flood(world, 10)
        #expect(world.performer.leases.count == 2)
        await world.pass(.seconds(1))
        #expect(world.performer.leases.count == 4)
        await world.pass(.seconds(3))

        #expect(world.performer.leases.count == 10)
    }

    @Test func `holds those back that wait already, and lets go of them when it is lifted`()
        async throws
    {
        let world = try await World(project())
        await world.operate(.pause(.everything))
        await flood(world, 20)
        let rate = Rate(1, per: .minute)
        let receipt = await world.operate(.throttle(.route("r"), rate, until: nil))
        await world.operate(.resume(.everything))
        await world.settle()
        #expect(world.performer.leases.count == 1)

        let undo = try #require(receipt.inverse)
        #expect(undo == .throttle(.route("r"), nil, until: nil))
        #expect(await world.operate(undo).words == "1/m -> unthrottled")
        await world.settle()

        #expect(world.performer.leases.count == 20)
        #expect(await world.operate(undo).words == "Nothing throttles route r.")
    }

    @Test func `puts its workflow behind by as long as the oldest attempt has waited`() async throws
    {
        let world = try await World(project())
        func lag() async -> Duration? { world.board.newest.workflows.first?.lag }
        await world.operate(.throttle(.workflow("greet"), Rate(1, per: .minute), until: nil))
        await flood(world, 1)
        await world.pass(.seconds(2))
        #expect(await lag() == nil)

        await flood(world, 2, from: 1)
        await world.pass(.seconds(30))
        #expect(try #require(await lag()) >= .seconds(29))
        // The oldest has begun by then; the other one has waited as long as it would have.
        await world.pass(.seconds(40))
        #expect(try #require(await lag()) >= .seconds(69))
        await world.operate(.pause(.workflow("greet")))
        await world.pass(.seconds(2))
        #expect(await lag() == nil)
    }

    @Test(arguments: [(own: 1, ordered: 3, begun: 1), (own: 3, ordered: 1, begun: 1)])
    func `stands beside the limit of the project, and the tighter one wins`(
        own: Int,
        ordered: Int,
        begun: Int
    ) async throws {
        let world = try await World(project { $0.routes[0].limits.rate = Rate(own, per: .minute) })
        await world.operate(.throttle(.route("r"), Rate(ordered, per: .minute), until: nil))
        await flood(world, 6)
        #expect(world.performer.leases.count == begun)
        await world.pass(.seconds(60))

        #expect(world.performer.leases.count == 2)
    }

    @Test func `outlives the process, with what it has let begin`() async throws {
        let world = try await World(project())
        await world.operate(.throttle(.workflow("greet"), Rate(2, per: .hour), until: nil))
        await flood(world, 3)
        await world.pass(.seconds(2))
        #expect(world.performer.leases.count == 2)

        try await world.crash(reopened: .seconds(60))
        #expect(world.performer.leases.count == 2)
        #expect(world.board.newest.throttles.map(\.rate.text) == ["2/h"])
        #expect(world.board.newest.throttles.map(\.by) == ["dana"])
        await world.pass(.seconds(3600))

        #expect(world.performer.leases.count == 3)
    }

    @Test func `ends by itself, and says so in the audit`() async throws {
        let world = try await World(project())
        let end = world.time.now() + .seconds(30)
        await world.operate(.throttle(.route("r"), Rate(1, per: .hour), until: end))
        await flood(world, 5)
        await world.pass(.seconds(29))
        #expect(world.performer.leases.count == 1)
        #expect(world.board.newest.throttles.map(\.waiting) == [4])

        await world.pass(.seconds(2))

        #expect(world.performer.leases.count == 5)
        #expect(world.board.newest.throttles.isEmpty)
        let entries = try await world.journal.audit(limit: 10)
        #expect(entries.map(\.action) == ["throttle", "throttle"])
        #expect(entries.first?.actor == "podium")
        #expect(entries.first?.change == "1/h until \(end.text) -> unthrottled")
        #expect(entries.last?.reason == "a test")
    }

    @Test func `is put back as it was by its undo, end and all`() async throws {
        let world = try await World(project())
        let end = world.time.now() + .seconds(300)
        await world.operate(.throttle(.route("r"), Rate(5, per: .second), until: end))
        let change = await world.operate(.throttle(.route("r"), Rate(1, per: .second), until: nil))

        #expect(change.words == "5/s until \(end.text) -> 1/s")
        #expect(change.inverse == .throttle(.route("r"), Rate(5, per: .second), until: end))
        #expect(
            change.inverse?.commandLine
                == "podium throttle --route r --to 5/s --until \(end.text)"
        )
    }

    @Test func `lets nobody begin anew because its rate was changed`() async throws {
        let world = try await World(project())
        await world.operate(.throttle(.route("r"), Rate(2, per: .hour), until: nil))
        await flood(world, 6)
        await world.operate(.throttle(.route("r"), Rate(3, per: .hour), until: nil))
        await world.settle()

        #expect(world.performer.leases.count < 4)
    }

    @Test func `fails no attempt for the time it made it wait`() async throws {
        let step = Step(
            name: "a",
            action: .call(route: "r", input: Sample.expression("{}")),
            retry: RetryPolicy(attempts: 1),
            queue: .seconds(30)
        )
        let world = try await World(project { $0.workflows = [Sample.workflow(step)] })
        await world.operate(.throttle(.workflow("greet"), Rate(1, per: .hour), until: nil))
        await flood(world, 2)
        await world.pass(.seconds(3700))

        let rows = try await world.journal.runs(newest(5)).rows
        #expect(rows.map(\.state) == [.ok, .ok])
    }

    @Test func `holds up nobody it does not concern, and says for what the others wait`()
        async throws
    {
        let world = try await World(
            project {
                $0.workflows = [Sample.workflow(Sample.step("a"), Sample.step("b"))]
            }
        )
        await world.operate(
            .throttle(.step(workflow: "greet", step: "a"), Rate(1, per: .hour), until: nil)
        )
        await flood(world, 4)

        #expect(world.performer.leases.map(\.step).sorted() == ["a", "b", "b", "b", "b"])
        let waiting = try #require(
            try await world.journal.runs(newest(9)).rows.first { $0.state == .run }
        )
        let detail = try #require(try await world.engine.detail(of: waiting.id))
        #expect(
            detail.waitsFor
                == "waits for its turn: 1/h for step greet a, as an operator ordered"
        )
    }

    @Test func `is refused where there is nothing it could hold back`() async throws {
        let world = try await World(
            project {
                $0.workflows = [
                    Sample.workflow(Sample.wait("later", for: "x", within: .seconds(1)))
                ]
            }
        )
        let rate = Rate(1, per: .second)
        func words(_ subject: Throttle.Subject, until: Instant? = nil) async -> String {
            await world.operate(.throttle(subject, rate, until: until)).words
        }

        #expect(await words(.workflow("x")) == "There is no workflow `x`.")
        #expect(await words(.route("x")) == "There is no route `x`.")
        #expect(
            await words(.step(workflow: "greet", step: "x"))
                == "Workflow `greet` has no step `x`."
        )
        #expect(
            await words(.step(workflow: "greet", step: "later")).contains("begins no attempt")
        )
        #expect(await words(.route("r"), until: .epoch).contains("ended before it began"))
        let preview = await world.engine.preview(.throttle(.route("x"), rate, until: nil))
        #expect(preview.refusal == "There is no route `x`.")
    }
}
