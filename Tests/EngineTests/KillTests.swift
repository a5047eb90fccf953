import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `What an operator switches off` {
    private static let project: Project = {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.models = ["one", "two"].map {
            ModelCard(
                name: $0,
                kind: .openAI(url: "simulated:\($0)", model: $0, keyVariable: nil),
                version: "1"
            )
        }
        let targets = project.models.map { Route.Target(model: $0.name) }
        project.routes = [
            Route(name: "open", targets: targets),
            Route(name: "safe", policy: .pinned, targets: targets, safeDefault: "calm"),
        ]
        return project
    }()

    private func order(_ scope: KillScope, until end: Instant) -> Control.Order {
        Control.Order(
            .kill(scope),
            actor: "dana",
            reason: "a leak",
            requestID: "kill \(scope.object)",
            expires: end
        )
    }

    @Test(arguments: [
        (KillScope.everything, "the default answers on safe; calls fail on open"),
        (.route("open"), "its calls fail"), (.route("safe"), "its default answers"),
        (.model("one"), "other targets answer where there are; the default answers on safe"),
        (.model("two"), "other targets answer where there are"),
        (.tenant("acme"), "the default answers on safe; calls fail on open"),
    ]) func `says who answers, stands over a crash and is taken back`(
        scope: KillScope,
        answers: String
    ) async throws {
        let world = try await World(Self.project)
        let receipt = await world.operate(.kill(scope))
        #expect(receipt.words == "on -> off: \(answers)")
        #expect(receipt.inverse == .revive(scope))
        #expect(
            await world.engine.preview(.kill(scope)).effects.first?.hasSuffix("\(answers).") == true
        )
        try await world.crash()
        await world.pass(.seconds(2))
        #expect(world.board.newest.kills.map(\.scope) == [scope])
        #expect(world.board.newest.kills.first?.reason == "a test")
        #expect(await world.operate(.revive(scope)).inverse == .kill(scope))
        #expect(world.board.newest.kills.isEmpty)
        #expect(!(await world.operate(.revive(scope)).isDone))
    }

    @Test func `is on again when its time is over, and the audit says so`() async throws {
        let world = try await World(Self.project)
        let end = world.time.now() + .seconds(60)
        let receipt = await world.engine.perform(order(.model("one"), until: end))
        #expect(receipt.words.hasPrefix("on -> off until \(end.clock)"))
        await world.pass(.seconds(50))
        #expect(world.board.newest.kills.count == 1)
        await world.pass(.seconds(30))
        #expect(world.board.newest.kills.isEmpty)
        let audit = try await world.journal.audit(limit: 10)
        let line = try #require(audit.first { $0.actor == "engine" })
        #expect(line.action == "revive" && line.object == "model one")
        #expect(line.reason == "the time of dana's kill switch is over: a leak")
    }
}
