import Channels
import Foundation
import Inference
import Journal
import Orchestration

@testable import Engine

/// One life of the process: an engine with all it is made of, on files of its own.
struct Machine {
    let engine: Engine
    let journal: Journal
    let disk: SimulatedDisk
    let time: ManualTime
    let mishaps: Mishaps

    init(
        at path: String,
        _ now: Instant,
        _ customers: Customers,
        _ shape: Shape,
        _ seed: UInt64
    ) throws {
        // Each life has a luck of its own: a start that fails must not fail for ever.
        let number = path.split(separator: "/").last ?? ""
        let life = number.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        disk = SimulatedDisk(path: path, seed: life)
        var settings = Journal.Options()
        settings.readers = 1
        settings.workplace = .caller
        settings.gate = disk
        // So small that logs are moved into the file all the time.
        settings.checkpointPages = 40
        journal = try Journal(at: path, options: settings)
        time = ManualTime(at: now)
        let project = shape.project
        let switchboard = Switchboard(project: project, seed: seed, at: now)
        let profiles = ProfileHub(journal: journal)
        let pool = ModelPool(cards: project.models, local: [:], remote: [:], client: Self.client)
        let performer = StepPerformer(
            project: project,
            pool: pool,
            switchboard: switchboard,
            telemetry: Telemetry(),
            profiles: profiles,
            scores: ScoreBoard(),
            channels: ["mail": customers],
            outbox: JournaledOutbox(journal)
        )
        let calls = CallDesk(pool: pool, switchboard: switchboard, telemetry: Telemetry())
        mishaps = Mishaps(performer, calls, shape, seed: seed, life: life)
        var options = Engine.Options()
        options.slots = shape.slots
        options.pressure = shape.pressure
        options.tick = .seconds(3600)
        engine = Engine(
            Engine.Parts(
                journal: journal,
                time: time,
                executor: SimulatedThread(),
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
    }

    /// Nobody is called over the network here.
    private static let client = ModelClient()

    /// Its files go; what it held in memory stays where it lies.
    func bury() throws {
        try journal.close()
        for suffix in ["", "-wal", "-shm", ".lock"] {
            try? FileManager.default.removeItem(atPath: disk.path + suffix)
        }
    }
}
