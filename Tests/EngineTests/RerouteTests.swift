import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A reroute` {
    private static let project: Project = {
        var project = Sample.project(Sample.workflow(Sample.step("a", attempts: 3)))
        project.models = ["one", "two"].map {
            ModelCard(
                name: $0,
                kind: .openAI(url: "simulated:\($0)", model: $0, keyVariable: nil),
                version: "1"
            )
        }
        let targets = project.models.map { Route.Target(model: $0.name) }
        project.routes = [Route(name: "r", policy: .pinned, targets: targets)]
        return project
    }()

    private func order(
        to target: String?,
        guardText: String? = nil,
        lasting: Duration? = nil,
        at now: Instant
    ) -> Control.Order {
        Control.Order(
            .reroute(route: "r", target: target),
            actor: "dana",
            reason: "an incident",
            requestID: "order-\(target ?? "-")-\(now.milliseconds)",
            expires: lasting.map { now + $0 },
            guardText: guardText
        )
    }

    private func calls(_ world: World, _ count: Int, failed: Int) async {
        for index in 0..<count {
            var call = CallRecord(model: "two", route: "r", took: .milliseconds(300))
            if index < failed { call.failure = .timeout }
            await world.engine.telemetry.record(call, at: world.time.now())
        }
    }

    /// At three in the morning the first thing that is done is to mark all that failed and retry it.
    @Test
    func `or a close is needed before a retry while no target takes calls: the preview says so`()
        async throws
    {
        var project = Self.project
        let targets = project.routes[0].targets
        project.routes = [Route(name: "r", policy: .priority, targets: targets)]
        let world = try await World(project)
        world.performer.script("a", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(try await world.row(run)?.state == .fail)
        let calm = await world.engine.preview(.retry(run, step: nil))
        #expect(calm.effects.allSatisfy { !$0.hasPrefix("It would fail again") })

        #expect(await world.operate(.breaker(model: "one", .open)).isDone)
        await world.pass(.seconds(2))
        #expect(await world.engine.preview(.retry(run, step: nil)).effects == calm.effects)
        #expect(await world.operate(.breaker(model: "two", .open)).isDone)
        await world.pass(.seconds(2))
        for step in [nil, "a"] {
            let warned = await world.engine.preview(.retry(run, step: step)).effects.first ?? ""
            #expect(warned.hasPrefix("It would fail again now: r has no target (one COOL, "))
        }

        #expect(await world.operate(.breaker(model: "two", .close)).isDone)
        await world.pass(.seconds(2))
        #expect(await world.engine.preview(.retry(run, step: nil)).effects == calm.effects)
    }

    @Test func `would be needed on a pinned route whose first target is out: the preview says so`()
        async throws
    {
        let world = try await World(Self.project)
        world.performer.script("a", .fail(.auth))
        let run = try #require(await world.order("e1").run)
        await world.settle()
        #expect(await world.operate(.breaker(model: "one", .open)).isDone)
        await world.pass(.seconds(2))
        let warned = await world.engine.preview(.retry(run, step: nil)).effects.first ?? ""
        #expect(warned.hasPrefix("It would fail again now: r has no target (one COOL, "))
        #expect(await world.operate(.reroute(route: "r", target: "two")).isDone)
        await world.pass(.seconds(2))
        let free = await world.engine.preview(.retry(run, step: nil)).effects.first ?? ""
        #expect(!free.hasPrefix("It would fail again"))
    }

    @Test func `in shares stands over a crash, and undo brings back what was before`() async throws
    {
        let world = try await World(Self.project)
        let receipt = await world.operate(.split(route: "r", shares: ["one": 40, "two": 60]))
        #expect(receipt.words == "policy -> two 60%, one 40%")
        #expect(receipt.inverse == .unroute(route: "r", ordered: .epoch))
        try await world.crash()
        await world.pass(.seconds(2))
        let row = try #require(world.board.newest.routes.first)
        #expect(row.split.hasPrefix("two 60%, one 40% by dana"))
        #expect(row.targets.map(\.setShare) == [0.4, 0.6])
        let wrong = await world.operate(.split(route: "r", shares: ["one": 40]))
        #expect(wrong.isDone == false)
        #expect(await world.operate(try #require(receipt.inverse)).isDone)
        #expect(world.board.newest.routes.first?.split == "")
        #expect(world.board.newest.routes.first?.targets.map(\.setShare) == [nil, nil])
    }

    @Test func `is taken back by its guard, which signs the audit`() async throws {
        let world = try await World(Self.project)
        await world.pass(.seconds(60))
        let receipt = await world.engine.perform(
            order(to: "two", guardText: "error_rate<5%", at: world.time.now())
        )
        #expect(receipt.words == "policy -> two, guard error_rate<5%")
        #expect(receipt.inverse == .unroute(route: "r", ordered: .epoch + .seconds(60)))
        await calls(world, 20, failed: 0)
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].overriddenTo == "two")
        #expect(world.board.newest.routes[0].effect?.guardState == "holds")

        await calls(world, 20, failed: 10)
        await world.pass(.seconds(2))

        #expect(world.board.newest.routes[0].overriddenTo == nil)
        let audit = try await world.journal.audit(limit: 1)
        #expect(audit.map(\.actor) == ["guard"])
        #expect(audit.map(\.change) == ["two -> policy"])
        #expect(world.board.newest.events.contains { $0.word == "ROUT" && $0.object == "r" })
        try await world.crash()
        #expect(world.board.newest.routes[0].overriddenTo == nil)
    }

    @Test func `is not taken back for what its target did before it`() async throws {
        let world = try await World(Self.project)
        await world.pass(.seconds(60))
        await calls(world, 20, failed: 20)
        _ = await world.engine.perform(
            order(to: "two", guardText: "error_rate<5%", at: world.time.now())
        )
        await calls(world, 5, failed: 0)
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].effect?.calls == 5)
        #expect(world.board.newest.routes[0].effect?.errorShare == 0)
        await calls(world, 20, failed: 0)
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].effect?.guardState == "holds")
        #expect(world.board.newest.routes[0].overriddenTo == "two")
    }

    @Test func `that has ended says so in the audit and the timeline`() async throws {
        let world = try await World(Self.project)
        _ = await world.engine.perform(
            order(to: "two", lasting: .seconds(60), at: world.time.now())
        )
        await world.pass(.seconds(62))
        let entry = try #require(try await world.journal.audit(limit: 1).first)
        #expect(entry.actor == "expiry" && entry.object == "route r" && entry.result == "ok")
        #expect(entry.change == "two -> policy" && entry.reason == "its time was over")
        let report = try await world.engine.incident(from: .epoch, until: world.time.now())
        #expect(report.only([.routing]).events.map(\.text) == ["override to two has expired"])
    }

    @Test func `keeps guard and end over a restart, and ends by itself`() async throws {
        let world = try await World(Self.project)
        _ = await world.engine.perform(
            order(to: "two", guardText: "p95<3s", lasting: .seconds(600), at: world.time.now())
        )
        try await world.crash(reopened: .seconds(60))
        await world.pass(.seconds(2))
        let row = world.board.newest.routes[0]
        #expect(row.overriddenTo == "two")
        #expect(row.effect?.guardText == "p95<3s")
        await world.pass(.seconds(600))
        #expect(world.board.newest.routes[0].overriddenTo == nil)
    }

    /// A run whose attempt failed before the reroute is tried again after it.
    @Test(arguments: OpenRuns.allCases)
    func `leaves open runs where they were unless it is asked to move them`(fate: OpenRuns)
        async throws
    {
        let world = try await World(Self.project)
        world.performer.script("a", .fail(.rateLimited, retryAfter: .seconds(60)))
        await world.order("e1")
        await world.pass(.seconds(10))
        let action = Control.Action.reroute(route: "r", target: "two", openRuns: fate)
        let preview = await world.engine.preview(action)
        let receipt = await world.operate(action)
        let words = fate == .keep ? "1 open run keeps its route" : "1 open run moves with it"
        #expect(receipt.words == "policy -> two; \(words)")
        #expect(preview.effects.first?.contains(words) == true)

        try await world.crash()
        await world.pass(.seconds(60))
        await world.order("e2", of: "bob")
        await world.settle()

        let leases = world.performer.leases
        #expect(leases.map(\.key.attempt) == [1, 2, 1])
        let chosen = await choices(of: leases, world)
        #expect(chosen == [fate == .keep ? "one" : "two", fate == .keep ? "one" : "two", "two"])
        await world.pass(.seconds(2))
        let row = try #require(world.board.newest.routes.first)
        #expect(
            row.openRuns
                == (fate == .keep ? "runs begun before 00:00:10Z keep its policy (1 then)" : "")
        )

        #expect(await world.operate(try #require(receipt.inverse)).words == "two -> policy")
        #expect(await choices(of: leases, world) == ["one", "one", "one"])
    }

    @Test func `is followed by a run that an operator opens again after it`() async throws {
        let world = try await World(Self.project)
        world.performer.script("a", .fail(.badInput))
        let run = try #require(await world.order("e1").run)
        await world.pass(.seconds(10))
        _ = await world.operate(.reroute(route: "r", target: "two"))
        await world.pass(.seconds(10))
        await world.operate(.retry(run, step: nil))
        await world.settle()
        #expect(await choices(of: world.performer.leases, world) == ["one", "two"])
    }

    /// Whom each attempt would be sent to now.
    private func choices(of leases: [Lease], _ world: World) async -> [String?] {
        var chosen: [String?] = []
        for lease in leases {
            var call = RoutedCall(route: "r")
            call.began = lease.runBegan
            let decision = await world.engine.switchboard.choose(call, at: world.time.now())
            chosen.append(decision.chosen)
        }
        return chosen
    }

    @Test func `is refused with a guard that is none`() async throws {
        let world = try await World(Self.project)
        let receipt = await world.engine.perform(
            order(to: "two", guardText: "speed<3", at: world.time.now())
        )
        #expect(!receipt.isDone)
        #expect(receipt.words.contains("is no guard"))
    }

    @Test func `is forecast from what the target did, before anything changes`() async throws {
        let world = try await World(Self.project)
        await world.pass(.seconds(60))
        await calls(world, 40, failed: 4)
        let forecast = try await world.engine.forecast(route: "r", target: "two", minutes: 30)
        #expect(forecast.errorShare.then == 0.1)
        #expect(forecast.sureness == .fair)
        #expect(forecast.evidence == 40)
        #expect(world.board.newest.routes[0].overriddenTo == nil)
    }

    @Test func `switches and forced breakers survive a restart, and are taken back`() async throws {
        let world = try await World(Self.project)
        let killed = await world.operate(.kill(.route("r")))
        let forced = await world.operate(.breaker(model: "one", .open))
        #expect(killed.inverse == .revive(.route("r")))
        #expect(forced.inverse == .breaker(model: "one", .close))
        try await world.crash()
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].killed == "route r by dana: a test")
        #expect(world.board.newest.routes[0].targets[0].breaker.contains("forced open"))
        #expect(await world.operate(.revive(.route("r"))).isDone)
        #expect(await world.operate(.breaker(model: "one", .close)).isDone)
        await world.pass(.seconds(2))
        #expect(world.board.newest.routes[0].killed.isEmpty)
        #expect(world.board.newest.routes[0].targets[0].breaker == "closed")
        #expect(!(await world.operate(.kill(.route("none"))).isDone))
    }
}
