import Channels
import Foundation
import Inference
import Journal
import Orchestration
import Synchronization

@testable import Engine

/// A whole system in simulated time: real engine, real journal, real sender; a seeded outside.
final class SimulatedWorld {
    let seed: UInt64
    let customers: Customers
    var random: SplitMix
    private(set) var time = ManualTime()
    private(set) var engine: Engine
    private(set) var journal: Journal
    private var mishaps: Mishaps
    private let folder: URL
    /// What was answered for each event that was brought in; nil while nothing was.
    let answers = Answers()
    private var orders = 0
    private var payments = 0
    private var requests = 0
    /// What operators asked of the engine that lives now.
    private var asked: [Task<Void, Never>] = []
    /// How often the process died.
    private(set) var crashes = 0

    /// The answers to events, by id.
    final class Answers: Sendable {
        private let table = Mutex<[String: [Admission]]>([:])
        func note(_ id: String, _ admission: Admission) {
            table.withLock { $0[id, default: []].append(admission) }
        }
        var all: [String: [Admission]] { table.withLock { $0 } }
    }

    init(seed: UInt64) async throws {
        self.seed = seed
        random = SplitMix(seed: seed)
        customers = Customers(seed: seed)
        // Commits wait for the disk; in memory they wait for nothing.
        let memory = URL(fileURLWithPath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        folder = (isThere ? memory : FileManager.default.temporaryDirectory)
            .appending(path: "podium-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        journal = try Journal(at: folder.appending(path: "sim.podium").path)
        (engine, mishaps) = Self.engine(journal, time, customers, seed)
        try await engine.start()
    }

    deinit {
        try? journal.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func engine(
        _ journal: Journal,
        _ time: ManualTime,
        _ customers: Customers,
        _ seed: UInt64
    ) -> (Engine, Mishaps) {
        let project = Self.project
        let switchboard = Switchboard(project: project, seed: seed, at: time.now())
        let profiles = ProfileHub(journal: journal)
        let performer = StepPerformer(
            project: project,
            pool: ModelPool(cards: [], local: [:], remote: [:], chat: ChatClient()),
            switchboard: switchboard,
            telemetry: Telemetry(),
            profiles: profiles,
            scores: ScoreBoard(),
            channels: ["mail": customers],
            outbox: JournaledOutbox(journal)
        )
        let mishaps = Mishaps(performer, seed: seed)
        var options = Engine.Options()
        options.slots = 4
        options.tick = .seconds(3600)
        let engine = Engine(
            Engine.Parts(
                journal: journal,
                time: time,
                performer: mishaps,
                project: project,
                switchboard: switchboard,
                telemetry: Telemetry(),
                scores: ScoreBoard(),
                profiles: profiles,
                snapshots: SnapshotBoard()
            ),
            options: options
        )
        return (engine, mishaps)
    }
}

extension SimulatedWorld {
    /// One thing that happens.
    func happen() async throws {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<6: order()
        case 6: payment()
        case 7: again()
        case 8: bring("bad-\(requests)", Array("{\"id\": \"bad\"".utf8))
        case 9..<13: time.advance(by: .milliseconds(Int64.random(in: 0...20_000, using: &random)))
        case 13: time.advance(by: .seconds(Int64.random(in: 0...7200, using: &random)))
        case 14: mishaps.finishAll()
        case 15..<18: await operate()
        case 18: try await crash()
        default: await settle()
        }
        if Bool.random(using: &random) { await settle() }
    }

    private func order() {
        orders += 1
        bring("order-\(orders)", event("order-\(orders)", "order"))
    }

    private func payment() {
        payments += 1
        bring("payment-\(payments)", event("payment-\(payments)", "payment"))
    }

    /// The sender was not sure that it got through.
    private func again() {
        guard orders > 0 else { return }
        let id = "order-\(Int.random(in: 1...orders, using: &random))"
        bring(id, event(id, "order"))
    }

    private func event(_ id: String, _ type: String) -> [UInt8] {
        // The same id always names the same customer: a repeated event is the same event.
        let customer = "c\(id.utf8.reduce(0) { $0 + Int($1) } % 3)"
        return Array(
            """
            {"id":"\(id)","type":"\(type)","time":"1970-01-01T00:00:00Z","customer":"\(customer)"}
            """.utf8
        )
    }

    private func bring(_ id: String, _ bytes: [UInt8]) {
        let (engine, answers) = (engine, answers)
        Task { answers.note(id, await engine.submit(bytes)) }
    }

    private func operate() async {
        requests += 1
        let rows = (try? await journal.runs(newest(50)))?.rows ?? []
        guard let row = rows.randomElement(using: &random) else { return }
        let actions: [Control.Action] = [
            .pauseRun(row.id), .resumeRun(row.id), .retry(row.id, step: nil),
            .retry(row.id, step: "send"), .skip(row.id, step: "score"), .skip(row.id, step: "paid"),
            .cancel(row.id), .pauseWorkflow("welcome"), .resumeWorkflow("welcome"),
        ]
        guard let action = actions.randomElement(using: &random) else { return }
        let order = Control.Order(
            action,
            actor: "dana",
            reason: "chance",
            requestID: "request-\(requests)"
        )
        let engine = engine
        asked.append(Task { _ = await engine.perform(order) })
    }

    /// The process dies at whatever it was doing, and another takes its place.
    private func crash() async throws {
        crashes += 1
        asked = []
        try journal.close()
        let hung = mishaps
        time = ManualTime(at: time.now() + .seconds(Int64.random(in: 0...600, using: &random)))
        journal = try Journal(at: folder.appending(path: "sim.podium").path)
        (engine, mishaps) = Self.engine(journal, time, customers, seed)
        // What the dead engine's attempts still do, they do to nobody's knowledge.
        hung.finishAll()
        try await engine.start()
    }

    /// Waits until nothing is under way but what hangs.
    func settle() async {
        while !(await engine.isIdle(besides: mishaps.hanging)) { await Task.yield() }
    }

    /// Nothing goes wrong any more, and time passes until nothing is left to happen.
    func comeToRest() async {
        customers.calm()
        mishaps.calm()
        for order in asked { await order.value }
        await settle()
        for name in ["welcome"] {
            let order = Control.Order(
                .resumeWorkflow(name),
                actor: "dana",
                reason: "the end",
                requestID: "end"
            )
            _ = await engine.perform(order)
        }
        // One run of a subject after the other, each with its whole wait.
        for _ in 0..<60 {
            time.advance(by: .seconds(901))
            await settle()
        }
    }
}
