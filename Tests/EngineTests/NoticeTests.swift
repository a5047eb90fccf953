import Journal
import Orchestration
import Synchronization
import Testing

@testable import Engine

/// Delivers as it is told, and remembers.
final class ScriptedHerald: Herald {
    private let state = Mutex<(told: [Notice], answers: [Delivered])>(([], []))

    var told: [Notice] { state.withLock { $0.told } }

    /// What the next deliveries come to; taken from then on.
    func script(_ answers: Delivered...) { state.withLock { $0.answers += answers } }

    func deliver(_ notice: Notice) async -> Delivered {
        state.withLock { state in
            state.told.append(notice)
            return state.answers.isEmpty ? .taken : state.answers.removeFirst()
        }
    }
}

@Suite struct `Notices of an engine` {
    private var project: Project {
        var project = Sample.project(Sample.workflow(Sample.step("a")))
        project.alerts = [
            AlertRule(name: "failed", severity: .critical, condition: .failedRuns(over: 0))
        ]
        project.recipients = [Recipient(name: "desk", way: .command(["true"]))]
        return project
    }

    private func broken() async throws -> (World, ScriptedHerald, RunID) {
        let herald = ScriptedHerald()
        let world = try await World(project, herald: herald)
        world.performer.script("a", .fail(.badInput))
        let run = try #require(await world.order("e1").run)
        return (world, herald, run)
    }

    @Test func `are told once, over a crash, and once more when all is over`() async throws {
        let (world, herald, run) = try await broken()
        await world.pass(.seconds(10))
        #expect(herald.told.map(\.words) == ["firing greet: failed"])
        #expect(herald.told.first?.blast == ["workflow greet"])

        try await world.crash()
        await world.pass(.seconds(10))
        #expect(herald.told.count == 1)

        #expect(await world.operate(.cancel(run)).isDone)
        await world.pass(.seconds(10))
        #expect(herald.told.map(\.words).last == "resolved greet: failed")
        #expect(herald.told.count == 2)
        #expect(world.board.newest.totals.untoldNotices == 0)
    }

    @Test func `that nobody took are tried again under the same id, also after a crash`()
        async throws
    {
        let (world, herald, _) = try await broken()
        herald.script(.later("busy", after: nil), .later("busy", after: nil))
        await world.pass(.seconds(3))
        #expect(herald.told.count == 1)
        #expect(world.board.newest.totals.untoldNotices == 1)

        try await world.crash()
        await world.pass(.seconds(30))
        #expect(herald.told.count == 3)
        #expect(Set(herald.told.map(\.id)).count == 1)
        #expect(world.board.newest.totals.untoldNotices == 0)
    }

    @Test func `stay away while silenced, over a crash, and come when that is ended`() async throws
    {
        let herald = ScriptedHerald()
        let world = try await World(project, herald: herald)
        let silence = Silence(
            id: "s1",
            matchers: ["object": "gr*"],
            until: world.time.now() + .seconds(600),
            by: "",
            reason: ""
        )
        let receipt = await world.operate(.silence(silence))
        #expect(receipt.isDone && receipt.inverse == .unsilence(id: "s1"))
        world.performer.script("a", .fail(.badInput))
        await world.order("e1")
        await world.pass(.seconds(10))
        #expect(world.board.newest.alerts.first?.silenced.contains("dana") == true)
        #expect(world.board.newest.alerts.first?.state == .muted)
        #expect(world.board.newest.alerts.first?.silencedBy == ["s1"])
        try await world.crash()
        await world.pass(.seconds(10))
        #expect(herald.told.isEmpty)
        #expect(world.board.newest.silences.map(\.by) == ["dana"])
        #expect(await world.operate(.unsilence(id: "s1")).isDone)
        await world.pass(.seconds(2))
        #expect(herald.told.count == 1)
        #expect(await world.operate(.unsilence(id: "s1")).isDone == false)
        let wrong = Silence(
            id: "s2",
            matchers: ["colour": "x"],
            until: silence.until,
            by: "",
            reason: ""
        )
        #expect(await world.operate(.silence(wrong)).isDone == false)
    }

    @Test func `reach those who were to be spared once an operator escalates, over a crash`()
        async throws
    {
        var project = project
        project.recipients.append(
            Recipient(name: "chief", way: .command(["true"]), after: .seconds(3_600))
        )
        let herald = ScriptedHerald()
        let world = try await World(project, herald: herald)
        world.performer.script("a", .fail(.badInput))
        await world.order("e1")
        await world.pass(.seconds(10))
        let row = try #require(world.board.newest.alerts.first)
        #expect(row.told == ["desk"])
        #expect(row.tellsWhom == "chief")
        #expect(row.tells == row.since + .seconds(3_600))
        let preview = await world.engine.preview(.escalate(alert: row.id))
        #expect(preview.effects.first == "Told now: chief.")

        let receipt = await world.operate(.escalate(alert: row.id))
        #expect(receipt.isDone && receipt.inverse == nil)
        try await world.crash()
        await world.pass(.seconds(5))
        #expect(herald.told.map(\.recipient) == ["desk", "chief"])
        #expect(world.board.newest.alerts.first?.told == ["desk", "chief"])
        let again = await world.engine.preview(.escalate(alert: row.id))
        #expect(again.refusal == "Everybody who takes critical alerts was told: desk, chief.")
        #expect(await world.operate(.escalate(alert: row.id)).isDone == false)
    }

    @Test func `come back when the operator said, and not before`() async throws {
        let (world, _, _) = try await broken()
        await world.pass(.seconds(10))
        let row = try #require(world.board.newest.alerts.first)
        let until = world.time.now() + .seconds(120)
        let order = Control.Order(
            .acknowledge(alert: row.id),
            actor: "dana",
            reason: "on it",
            requestID: "ack-1",
            expires: until
        )
        _ = await world.engine.perform(order)
        #expect(world.board.newest.alerts.first?.returns == until)
        await world.pass(.seconds(100))
        #expect(world.board.newest.alerts.first?.state == .acknowledged)
        await world.pass(.seconds(40))
        #expect(world.board.newest.alerts.first?.state == .firing)
    }

    @Test func `are in the report of the incident, with what failed and what was done`()
        async throws
    {
        let (world, _, run) = try await broken()
        await world.pass(.seconds(10))
        _ = await world.operate(.cancel(run))
        await world.pass(.seconds(10))
        let report = try await world.engine.incident(from: .epoch, until: world.time.now())
        #expect(report.alerts.map(\.id) == ["failed/greet"])
        #expect(report.alerts.first?.resolved != nil)
        #expect(report.events.map(\.word) == ["ALRT", "OPER", "ALRT"])
        let later = try await world.engine.incident(
            from: world.time.now() + .seconds(1),
            until: world.time.now() + .seconds(2)
        )
        #expect(later.events.isEmpty && later.alerts.isEmpty)
    }
}
