import Engine
import Journal
import Orchestration
import Testing

@Suite struct `An operator of the engine` {
    private let chain = Sample.project(
        Sample.workflow(Sample.step("a"), Sample.step("b", after: [0]))
    )

    @Test func `pauses a run, which goes on when resumed, even after a restart`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(await world.operate(.pauseRun(run)).isDone)
        world.performer.finish("a")
        await world.settle()
        try await world.crash()
        #expect(world.performer.runs(at: "b").isEmpty)
        #expect(try await world.row(run)?.state == .paused)
        #expect(await world.operate(.resumeRun(run)).isDone)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `pauses a workflow: nothing starts until it is resumed`() async throws {
        let world = try await World(chain)
        #expect(await world.operate(.pause(.workflow("greet"))).isDone)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(world.performer.leases.isEmpty)

        try await world.crash()
        #expect(world.performer.leases.isEmpty)
        await world.pass(.seconds(1))
        let words = try #require(world.board.newest.workflows.first?.paused)
        #expect(words.hasPrefix("paused by dana since "))
        #expect(words.hasSuffix("Z: a test"))
        let again = await world.operate(.pause(.workflow("greet")))
        #expect(again.words == "It is already \(words).")
        #expect(await world.operate(.resume(.workflow("greet"))).isDone)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `pauses everything, beside the pauses of its parts`() async throws {
        let world = try await World(chain)
        #expect(await world.operate(.pause(.everything)).isDone)
        #expect(await world.operate(.pause(.workflow("greet"))).isDone)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        try await world.crash()
        await world.pass(.seconds(1))
        #expect(world.board.newest.isPaused)
        #expect(world.board.newest.totals.paused == 1)
        #expect(world.board.newest.totals.running == 0)
        #expect(world.board.newest.workflows.first?.isPaused == true)

        let preview = await world.engine.preview(.resume(.everything))
        #expect(preview.effects.first?.hasSuffix("held back still by: workflow greet.") == true)
        let resumed = await world.operate(.resume(.everything))
        #expect(resumed.words == "paused -> running; still paused: workflow greet")
        #expect(resumed.inverse == .pause(.everything))
        await world.settle()
        #expect(world.performer.leases.isEmpty)
        #expect(await world.operate(.resume(.workflow("greet"))).isDone)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
        #expect(!(await world.operate(.resume(.everything))).isDone)
    }

    @Test func `pauses a route: its calls wait and say why, and no others do`() async throws {
        let first = Step(
            name: "a",
            action: .call(route: "other", input: Sample.expression("{}"))
        )
        var project = Sample.project(
            Sample.workflow(first, Sample.step("b", after: [0]), Sample.step("c", after: [1]))
        )
        project.models = [ModelCard(name: "x", kind: .rules([]), version: "1")]
        project.routes = ["r", "other"].map { Route(name: $0, targets: [.init(model: "x")]) }
        let world = try await World(project)
        #expect(!(await world.operate(.pause(.route("none")))).isDone)
        #expect(await world.operate(.pause(.route("r"))).isDone)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(world.performer.leases.map(\.step) == ["a"])
        let detail = try #require(try await world.engine.detail(of: run))
        #expect(detail.waitsFor == "route r is paused")

        try await world.crash()
        await world.pass(.seconds(1))
        #expect(world.performer.leases.map(\.step) == ["a"])
        #expect(world.board.newest.routes.first?.isPaused == true)
        #expect(await world.operate(.resume(.route("r"))).isDone)
        await world.settle()
        #expect(try await world.row(run)?.state == .ok)
    }

    @Test(arguments: [false, true])
    func `retries a failed run, which goes on from there`(restarted: Bool) async throws {
        let world = try await World(chain)
        world.performer.script("b", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(try await world.row(run)?.state == .fail)
        if restarted { try await world.crash() }

        #expect(await world.operate(.retry(run, step: nil)).isDone)
        await world.settle()

        #expect(world.performer.leases.map(\.step) == ["a", "b", "b"])
        #expect(try await world.row(run)?.state == .ok)
        await world.pass(.seconds(2))
        #expect(world.board.newest.totals.failed == 0)
    }

    @Test func `retries a run the moment it fails`() async throws {
        let world = try await World(chain)
        let engine = world.engine
        world.performer.script("a", .hang, .succeed(1))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        // The end of the run and the order race: whoever comes first, nothing comes back to life.
        world.performer.finish("a", .failure(Failure(.auth, "no")))
        let order = Control.Order(
            .retry(run, step: nil),
            actor: "dana",
            reason: "at once",
            requestID: "1"
        )
        var receipt = await engine.perform(order)
        if !receipt.isDone {
            await world.settle()
            receipt = await world.operate(.retry(run, step: nil))
        }
        await world.settle()

        #expect(receipt.isDone)
        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `retries all failed branches at once`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"), Sample.step("b")))
        )
        world.performer.script("a", .fail(.auth))
        world.performer.script("b", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(await world.operate(.retry(run, step: nil)).isDone)
        await world.settle()

        #expect(try await world.row(run)?.state == .ok)
    }

    @Test func `sees a retried run wait for a younger one of its subject`() async throws {
        let world = try await World(Sample.project(Sample.workflow(Sample.step("a"))))
        world.performer.script("a", .fail(.auth), .hang)
        let old = try #require(await world.order("e1").run)
        await world.settle()
        let young = try #require(await world.order("e2").run)
        await world.settle()

        #expect(await world.operate(.retry(old, step: nil)).isDone)
        await world.settle()
        #expect(try await world.row(old)?.state == .held)
        #expect(world.performer.runs(at: "a") == [old, young])
        try await world.crash()
        await world.settle()

        // The young one was under way and is delivered again; only then comes the old one's turn.
        #expect(world.performer.runs(at: "a") == [old, young, young, old])
        #expect(try await world.row(old)?.state == .ok)
        world.performer.finish("a")
    }

    @Test func `gives a retried run its whole deadline again, also over a restart`() async throws {
        let world = try await World(
            Sample.project(Sample.workflow(Sample.step("a"), deadline: .seconds(60)))
        )
        world.performer.script("a", .fail(.auth), .hang)
        let run = try #require(await world.order("e1").run)
        await world.pass(.seconds(50))
        #expect(await world.operate(.retry(run, step: nil)).isDone)
        await world.settle()

        await world.pass(.seconds(20))
        try await world.crash(reopened: .seconds(20))

        await world.settle()
        #expect(try await world.row(run)?.state == .ok)
        world.performer.finish("a")
    }

    @Test func `skips a failed step; the run counts as failed no longer`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()

        #expect(await world.operate(.skip(run, step: "a")).isDone)
        await world.pass(.seconds(2))

        #expect(try await world.row(run)?.state == .ok)
        #expect(world.board.newest.totals.failed == 0)
    }

    @Test func `cancels: what is under way is withdrawn, the next of the subject goes`()
        async throws
    {
        let world = try await World(chain)
        world.performer.script("a", .hang)
        let first = try #require(await world.order("e1").run)
        let second = try #require(await world.order("e2").run)
        await world.settle()

        #expect(await world.operate(.cancel(first)).isDone)
        await world.settle()

        #expect(try await world.row(first)?.state == .cancelled)
        #expect(try await world.row(second)?.state == .ok)
        #expect(!(await world.operate(.retry(first, step: nil)).isDone))
        #expect(!(await world.operate(.resumeRun(first)).isDone))
    }

    @Test func `gets the first receipt for a repeated request, even after a restart`() async throws
    {
        let world = try await World(chain)
        let engine = world.engine
        let order = Control.Order(
            .pause(.workflow("greet")),
            actor: "dana",
            reason: "a test",
            requestID: "same"
        )

        let receipts = await withTaskGroup(of: Control.Receipt.self) { group in
            for _ in 0..<8 { group.addTask { await engine.perform(order) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts).count == 1)
        #expect(receipts.first?.isDone == true)
        #expect(await world.operate(.resume(.workflow("greet"))).isDone)
        try await world.crash()
        let later = await world.engine.perform(order)

        #expect(later.result == receipts.first?.result)
        #expect(try await world.journal.audit(limit: 10).count == 2)
        #expect(await world.operate(.pause(.workflow("greet"))).isDone)
    }

    @Test func `is refused, in words, what was decided on an old picture`() async throws {
        let world = try await World(chain)
        world.performer.script("a", .hang)
        let run = try #require(await world.order("e1").run)
        await world.settle()
        let seen = try #require(await world.row(run)?.versionSeen)
        world.performer.finish("a", .failure(Failure(.auth, "no")))
        await world.settle()

        // It has failed, and is in the journal only.
        let receipt = await world.operate(.cancel(run), seen: seen)
        #expect(!receipt.isDone)
        #expect(receipt.words.contains("has changed since you saw it"))
        #expect(try await world.row(run)?.state == .fail)
        #expect(await world.operate(.pause(.workflow("greet")), seen: 1).isDone)
        let late = await world.operate(.resume(.workflow("greet")), seen: 1)
        #expect(late.words.contains("has changed since you saw it: pause by dana at "))
    }

    @Test func `finds every act in the audit, with its reason and result`() async throws {
        var project = chain
        project.models = ["x", "y"].map { ModelCard(name: $0, kind: .rules([]), version: "1") }
        project.routes = [
            Route(name: "r", targets: [.init(model: "x"), .init(model: "y")])
        ]
        let world = try await World(project)

        #expect(await world.operate(.reroute(route: "r", target: "y")).isDone)
        #expect(!(await world.operate(.acknowledge(alert: "none such")).isDone))
        let receipt = await world.operate(.reroute(route: "r", target: nil))

        let audit = try await world.journal.audit(limit: 10)
        #expect(audit.map(\.action) == ["reroute", "ack", "reroute"])
        #expect(audit.map(\.result) == ["ok", "refused", "ok"])
        #expect(audit.allSatisfy { $0.actor == "dana" && $0.reason == "a test" })
        #expect(receipt.audit == audit.first?.id)
    }

    /// Written by the engine from what it did, so that no client can say it was something else.
    @Test func `finds the command line of every order in the audit`() async throws {
        let world = try await World(chain)
        #expect(await world.operate(.pause(.workflow("greet")), seen: 1, request: "s/1").isDone)
        _ = await world.engine.perform(
            Control.Order(
                .acknowledge(alert: "none such"),
                actor: "dana",
                reason: "it's mine",
                requestID: "s/2",
                expires: world.time.now() + .milliseconds(1_799_990)
            )
        )

        let audit = try await world.journal.audit(limit: 10).compactMap(\.evidence)
        #expect(
            audit.map(\.commandLine) == [
                #"podium ack 'none such' --for 30m --reason 'it'\''s mine'"#,
                "podium pause --workflow greet --if-version 1 --reason 'a test'",
            ]
        )
        #expect(audit.map(\.versionSeen) == [nil, 1])
        #expect(audit.map(\.request) == ["s/2", "s/1"])
    }
}
