internal import Channels
internal import Engine
internal import Foundation
internal import Inference
internal import Journal
internal import Notices
internal import Orchestration
internal import Projects

/// A project put together and running: engine, journal, models, channels.
struct Assembly {
    let project: Project
    let engine: Engine
    let journal: Journal
    let control: EmbeddedControl
    let board: SnapshotBoard
    let profiles: ProfileHub
    /// Collects lineage events; nil where nobody wants any.
    let lineage: LineageLog?
    private let client: ModelClient
    private let crews: [Crew]
    private let messenger: Messenger?

    /// What differs between `run`, `replay` and `demo`.
    struct Setting {
        var folder: String
        var data: String
        var time: any Timekeeper
        let thread = EngineThread()
        var environment = Snapshot.Environment()
        /// Where models whose address begins with `simulated:` answer.
        var simulatedURL: String?
        /// Stands in for what was known of a customer before the first event.
        var archive: ProfileHub.Archive?
        /// References of scores, where not the model file's own.
        var references: [String: ScoreReference] = [:]
        /// References of features, where not the model file's own.
        var features: [String: [FeatureReference]] = [:]
        var options = Engine.Options()
        /// Collects spans; nil where nobody wants any.
        var tracer: Tracer?
        /// Whether people are told of alerts: not where time is not the world's.
        var tellsOfAlerts = true

        init(folder: String, data: String) {
            self.folder = folder
            self.data = data
            time = SystemTime(origin: Moment.now, on: thread)
        }
    }

    /// Opens the journal, reads the models, and starts the engine where the last one left off.
    static func start(_ project: Project, _ setting: Setting, texts: [String: [UInt8]] = [:])
        async throws -> Assembly
    {
        do {
            try FileManager.default.createDirectory(
                atPath: setting.data,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw Complaint(
                "the folder \(setting.data) cannot be made: \(error.localizedDescription)"
                    + "\n  Make it yourself, or choose another with --data."
            )
        }
        let journal = try await Turnstile(path: setting.data + "/journal.db").journal()
        let client = ModelClient()
        let local = try LocalModels.read(project, folder: setting.folder)
        let switchboard = Switchboard(project: project, seed: 1, at: setting.time.now())
        let telemetry = Telemetry()
        let profiles = ProfileHub(journal: journal, archive: setting.archive)
        let scores = ScoreBoard(
            scores: local.references.merging(setting.references) { $1 },
            features: local.features.merging(setting.features) { $1 },
            of: project.models
        )
        let remotes = Remotes(
            simulatedURL: setting.simulatedURL,
            environment: ProcessInfo.processInfo.environment,
            folder: setting.folder,
            logs: setting.data + "/logs"
        ).find(project)
        let pool = ModelPool(
            cards: project.models,
            local: local.models,
            remote: remotes,
            client: client
        )
        let performer = StepPerformer(
            project: project,
            pool: pool,
            switchboard: switchboard,
            telemetry: telemetry,
            profiles: profiles,
            scores: scores,
            channels: try ChannelShelf.open(project, data: setting.data),
            outbox: JournaledOutbox(journal),
            tracer: setting.tracer
        )
        let board = SnapshotBoard()
        var environment = setting.environment
        environment.project = project.name
        var parts = Engine.Parts(
            journal: journal,
            time: setting.time,
            executor: setting.thread,
            performer: performer,
            project: project,
            switchboard: switchboard,
            telemetry: telemetry,
            scores: scores,
            profiles: profiles,
            snapshots: board,
            environment: environment,
            definitions: texts,
            revive: Definitions.revive
        )
        parts.tracer = setting.tracer
        parts.token = String(UInt64.random(in: 1 << 40..<1 << 50), radix: 32)
        // Where time is not the world's, nothing is told to others.
        parts.lineage =
            setting.tellsOfAlerts && project.lineage != nil ? LineageLog(project) : nil
        let messenger =
            setting.tellsOfAlerts && !project.recipients.isEmpty
            ? Messenger(
                project.recipients,
                environment: ProcessInfo.processInfo.environment
            ) : nil
        parts.herald = messenger
        let engine = Engine(parts, options: setting.options)
        try await engine.start()
        return Assembly(
            project: project,
            engine: engine,
            journal: journal,
            control: EmbeddedControl(engine: engine, journal: journal, board: board),
            board: board,
            profiles: profiles,
            lineage: parts.lineage,
            client: client,
            crews: remotes.values.compactMap(\.crew),
            messenger: messenger
        )
    }

    /// An engine that starts no step, for an order to a journal that no other holds.
    /// - Throws: A complaint where there is no journal; try again later where a process holds it.
    static func resting(project folder: String, data: String) async throws -> Assembly {
        guard FileManager.default.fileExists(atPath: data + "/journal.db") else {
            throw Complaint("there is no journal in \(data).")
        }
        var source = ProjectOptions()
        source.folder = folder
        source.settings = []
        var setting = Setting(folder: folder, data: data)
        setting.options.slots = 0
        setting.tellsOfAlerts = false
        let project = try source.project()
        return try await start(
            project,
            setting,
            texts: Definitions.texts(of: project, folder: folder)
        )
    }

    /// Stops the engine; what was under way goes on at the next start.
    ///
    /// Returns even while the journal cannot be written, and says so on the error output then.
    /// - Returns: Why something was lost; nil where nothing was.
    @discardableResult
    func stop() async -> JournalError? {
        let lost = await engine.stop()
        await client.shutDown()
        for crew in crews { await crew.end() }
        await messenger?.shutDown()
        try? journal.close()
        guard let lost else { return nil }
        let text = """
            \(lost.what) \(lost.why)
              What had not been acknowledged is not kept; what had been is. \(lost.next)

            """
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        return lost
    }
}

/// The time of this machine, asked for in this one place.
enum Moment {
    static var now: Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
