package import Journal
package import Orchestration

extension Engine {
    /// How big the engine may get.
    package struct Options: Sendable {
        /// Attempts that may run at once.
        package var slots = 64
        /// How often ages, alerts and rates are looked at, in the engine's own time.
        package var tick = Duration.seconds(1)
        /// Seconds of the engine's time that pass in one of the wall's.
        ///
        /// Attempts work at the wall's pace whatever the engine's is: a limit of five seconds must
        /// not be over in a millisecond because a replay runs an hour a second.
        package var pace = 1.0
        /// Whether targets are taken out for their silence: not where calls take the wall's time
        /// and the engine's runs faster.
        package var listens = true
        /// The decider's revision; another one only in tests.
        package var revision = Decider.revision
        /// How long a run's history may get before it goes on in a fresh one.
        package var pressure = Pressure()
        package init() {}
    }

    /// What an engine is made of.
    package struct Parts: Sendable {
        package var journal: Journal
        package var time: any Timekeeper
        /// Whose thread the engine works on.
        package var executor: any EngineExecutor
        package var performer: any Performer
        package var project: Project
        package var switchboard: Switchboard
        package var telemetry: Telemetry
        package var scores: ScoreBoard
        package var profiles: ProfileHub
        package var snapshots: SnapshotBoard
        package var environment: Snapshot.Environment
        /// Collects spans; nil where nobody wants any.
        package var tracer: Tracer?
        /// Collects lineage events; nil where nobody wants any.
        package var lineage: LineageLog?
        /// Brings notices of alerts to people; nil where nobody is to be told.
        package var herald: (any Herald)?
        /// The text of each workflow, by name, as `revive` reads it.
        package var definitions: [String: [UInt8]]
        /// What the keys of effects begin with whose runs are opened by this start of the engine.
        ///
        /// Names of runs come from the journal: one restored from a backup, or a second one beside the
        /// same outbox, gives them again, to other runs. Empty where nothing leaves this process.
        package var token = ""
        /// Reads a workflow's text back as it was when a run pinned it.
        package var revive: @Sendable ([UInt8]) -> Plan?

        package init(
            journal: Journal,
            time: any Timekeeper,
            executor: any EngineExecutor = EngineThread(),
            performer: any Performer,
            project: Project,
            switchboard: Switchboard,
            telemetry: Telemetry,
            scores: ScoreBoard,
            profiles: ProfileHub,
            snapshots: SnapshotBoard,
            environment: Snapshot.Environment = Snapshot.Environment(),
            definitions: [String: [UInt8]] = [:],
            revive: @escaping @Sendable ([UInt8]) -> Plan? = { _ in nil }
        ) {
            self.journal = journal
            self.time = time
            self.executor = executor
            self.performer = performer
            self.project = project
            self.switchboard = switchboard
            self.telemetry = telemetry
            self.scores = scores
            self.profiles = profiles
            self.snapshots = snapshots
            self.environment = environment
            self.definitions = definitions
            self.revive = revive
        }
    }
}
