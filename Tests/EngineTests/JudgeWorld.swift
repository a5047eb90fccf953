import Foundation
import Inference
import Journal
import Orchestration
import Synchronization

@testable import Engine

/// An engine whose steps are performed for real: `writer` answers as good as its event says, and
/// `critic` judges that.
final class JudgeWorld {
    let gate = Gate()
    private(set) var journal: Journal
    private(set) var engine: Engine
    private(set) var board = SnapshotBoard()
    private var time = ManualTime()
    private let folder: URL
    private let settings: Settings
    private var events = 0

    struct Settings {
        var share = 1.0
        var version = "v1"
        var moneyPerDay: Int64?
    }

    init(share: Double = 1, moneyPerDay: Int64? = nil) async throws {
        settings = Settings(share: share, moneyPerDay: moneyPerDay)
        folder = FileManager.default.temporaryDirectory.appending(path: "judge-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        journal = try Journal(at: folder.appending(path: "test.podium").path)
        engine = Self.engine(settings, journal, time, board, gate)
        try await engine.start()
        await settle()
    }

    deinit {
        try? journal.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The process ends, and another one opens the journal, perhaps with another judge.
    func restart(version: String = "v1") async throws {
        await engine.stop()
        try journal.close()
        var settings = settings
        settings.version = version
        time = ManualTime(at: time.now())
        journal = try Journal(at: folder.appending(path: "test.podium").path)
        board = SnapshotBoard()
        engine = Self.engine(settings, journal, time, board, gate)
        try await engine.start()
        await settle()
    }

    /// Brings an event in whose answer is that good.
    func begin(quality: Double) async throws -> RunID {
        events += 1
        let text = """
            {"id":"e\(events)","type":"order","time":"1970-01-01T00:00:00Z","customer":"ada",
            "quality":\(quality)}
            """
        guard let run = await engine.submit(Array(text.utf8)).run else { throw Missing() }
        return run
    }

    struct Missing: Error {}

    /// The same, with all that follows from it.
    @discardableResult
    func answer(quality: Double) async throws -> RunID {
        let run = try await begin(quality: quality)
        await settle()
        return run
    }

    func settle() async {
        while !(await engine.isIdle()) { await Task.yield() }
    }

    /// Returns when a run has ended, whatever else is under way.
    func untilClosed(_ run: RunID) async {
        while (try? await journal.history(of: run))??.row.closed == nil { await Task.yield() }
    }

    func pass(_ duration: Duration) async {
        let end = time.now() + duration
        while let due = [time.nextDue, await engine.nextDue].compactMap(\.self).min(), due <= end {
            time.advance(to: due)
            await settle()
        }
        time.advance(to: end)
        await settle()
    }

    @discardableResult
    func operate(_ action: Control.Action) async -> Control.Receipt {
        await engine.perform(
            Control.Order(action, actor: "dana", reason: "a test", requestID: UUID().uuidString)
        )
    }

    func row(_ model: String) -> ModelRow? { board.newest.models.first { $0.name == model } }

    func ratings(of run: RunID) async throws -> [Rating] { await engine.ratings(ofRun: run) }
}

extension JudgeWorld {
    private static func project(_ settings: Settings) -> Project {
        var project = Sample.project(
            Sample.workflow(
                Step(
                    name: "write",
                    action: .call(
                        route: "r",
                        input: Sample.expression("{'quality': event.quality}")
                    )
                )
            )
        )
        var limits = Quota.Limits()
        limits.moneyPerDay = settings.moneyPerDay
        let price = PriceList.Price(from: .epoch, input: 0, output: 0, perCall: 1)
        var writer = ModelCard(
            name: "writer",
            kind: .rules([rule("quality", ["text": "hello"])]),
            version: "1"
        )
        writer.judge = JudgeRule(
            route: "judges",
            share: settings.share,
            version: settings.version
        )
        let critic = ModelCard(
            name: "critic",
            kind: .rules([rule("answer.score", ["said": true])]),
            version: "1",
            prices: PriceList([price]),
            limits: limits
        )
        project.models = [writer, critic]
        project.routes = [
            Route(name: "r", policy: .priority, targets: [Route.Target(model: "writer")]),
            Route(
                name: "judges",
                policy: .priority,
                targets: [Route.Target(model: "critic")],
                safeDefault: ["score": 1]
            ),
        ]
        return project
    }

    private static func rule(_ score: String, _ output: Value) -> ModelCard.Rule {
        ModelCard.Rule(name: "only", when: nil, score: Sample.expression(score), output: output)
    }

    private static func engine(
        _ settings: Settings,
        _ journal: Journal,
        _ time: ManualTime,
        _ board: SnapshotBoard,
        _ gate: Gate
    ) -> Engine {
        let project = project(settings)
        let switchboard = Switchboard(project: project, seed: 1, at: time.now())
        let telemetry = Telemetry()
        let profiles = ProfileHub(journal: journal)
        let local = project.models.reduce(into: [String: LocalModel]()) { models, card in
            if case .rules(let rules) = card.kind { models[card.name] = .rules(RulesModel(rules)) }
        }
        let pool = ModelPool(
            cards: project.models,
            local: local,
            remote: [:],
            client: ModelClient()
        )
        let performer = StepPerformer(
            project: project,
            pool: pool,
            switchboard: switchboard,
            telemetry: telemetry,
            profiles: profiles,
            scores: ScoreBoard(),
            channels: [:],
            outbox: JournaledOutbox(journal)
        )
        return Engine(
            Engine.Parts(
                journal: journal,
                time: time,
                performer: Gated(performer: performer, gate: gate),
                project: project,
                switchboard: switchboard,
                telemetry: telemetry,
                scores: ScoreBoard(),
                profiles: profiles,
                snapshots: board
            )
        )
    }

    /// Performs for real, but lets judges think as long as the gate is closed.
    private struct Gated: Performer {
        let performer: StepPerformer
        let gate: Gate

        func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
            await performer.perform(lease, desk)
        }

        func judge(_ inquiry: Inquiry, _ desk: any Desk) async -> Finding {
            await gate.pass()
            return await performer.judge(inquiry, desk)
        }
    }

    /// Where judges wait while it is closed.
    final class Gate: Sendable {
        private struct State {
            var isClosed = false
            var waiting: [CheckedContinuation<Void, Never>] = []
        }

        private let state = Mutex(State())

        var waiting: Int { state.withLock { $0.waiting.count } }

        func close() { state.withLock { $0.isClosed = true } }

        func open() {
            let waiting = state.withLock { state in
                defer { state = State() }
                return state.waiting
            }
            for one in waiting { one.resume() }
        }

        func pass() async {
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if state.isClosed { state.waiting.append(continuation) }
                    return !state.isClosed
                }
                if isOpen { continuation.resume() }
            }
        }
    }
}
