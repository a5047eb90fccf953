package import Journal
package import Orchestration

/// The embedded engine: performs what the core decides and feeds back what came of it.
///
/// It owns open runs and a door, and no rule: deciding is `Turn`'s, choosing a target the router's,
/// waking people the alert book's. One order of events holds for everything:
///
///     facts -> fold and decide -> group commit -> effects set free -> facts
///
/// 1. Nothing leaves before it is durable: attempts start, and callers are answered, when the
///    batch that holds their facts is on disk.
/// 2. What arrives while a commit is under way goes into the next one: there is no timer.
/// 3. No method awaits between reading and writing the same run.
package actor Engine {
    package let journal: Journal
    package let time: any Timekeeper
    let performer: any Performer
    let project: Project
    let switchboard: Switchboard
    let telemetry: Telemetry
    let tracer: Tracer?
    let scores: ScoreBoard
    let profiles: ProfileHub
    let snapshots: SnapshotBoard
    let options: Options

    /// The newest plan of each workflow.
    var plans: [String: Plan]
    /// Every plan that an open run has pinned, by name and version.
    var pinned: [Pin: Plan] = [:]
    var runs: [RunID: LiveRun] = [:]
    var queues = SubjectQueues()
    var waits = WaitIndex()
    var wheel = Wheel<Ring>()
    var outgoing = Outgoing()
    var isCommitting = false
    /// Why the journal cannot be written now; nil while it can.
    var stuck: JournalError?
    /// The pause before the journal is tried again.
    var retrying: Task<Void, Never>?
    /// Why the last groups before the end were never written.
    var lost: JournalError?
    var inbox: [Arrival] = []
    var isAdmitting = false
    /// Ids of events accepted but perhaps not yet durable.
    var arriving: Set<EventKey> = []
    /// Those of them that became durable while a group was being judged: that group's look into the
    /// journal may have come too early to see them.
    var departing: Set<EventKey> = []
    var queue: StepQueue
    /// What attempts have brought back.
    let returns = Returns()
    /// When a rate lets waiting attempts begin; nil where none waits for that.
    var opening: Instant?
    var sleeper: Task<Void, Never>?
    var armed: Instant?
    /// Whether what is due is being performed: the next moment is looked for after it.
    var isRinging = false
    var ids = RunIDs(epoch: 0)
    var paused: Set<Control.Scope> = []
    /// The newest orders, so that a repeated one gets the same answer, even while the first is
    /// being carried out.
    var receipts: [String: Task<Control.Receipt, Never>] = [:]
    /// Ascends with every action on that object: what an operator saw is checked against it.
    var versions: [String: Int64] = [:]
    var pulses: [String: WorkflowPulse] = [:]
    var sources: [String: SourceMonitor]
    /// The newest event of each source that the journal knows to be so.
    var noted: [String: Instant] = [:]
    /// How fresh each source was, hour by hour.
    var calendars: [String: FreshnessCalendar] = [:]
    var alerts: AlertBook
    var pulse = Pulse()
    var rejections = Rejections()
    var outcomes: [OutcomeBook]
    var proposals = ProposalBook()
    let herald: (any Herald)?
    var pager: Pager
    var notices = NoticeQueue()
    var silences: [String: Silence] = [:]
    /// The newest notes of operators, newest first.
    var notes: [Note] = []
    var tail = EventTail()
    var idleWatchers: [CheckedContinuation<Void, Never>] = []
    var cache = ResultCache()
    /// Children that are being looked for in the journal.
    var searches = 0
    /// Scheduled batches that are being started.
    var batches = 0
    /// Runs that have ended in memory, and not yet in the journal.
    var ending: Set<RunID> = []
    /// Runs to be released, the first of them being so now.
    var releasing: [RunID] = []
    var isStopped = false
    var isPublishing = false
    /// Whether a slice of what is too old is being let go of.
    var isPruning = false
    var sequence: UInt64 = 0
    var roster = Roster()
    var figures = Figures()
    /// When windows of figures were last given to the journal.
    var figuresSaved = Instant.epoch
    /// When targets were last compared with their peers.
    var swept = Instant.epoch
    var schedules: [String: Instant] = [:]
    let constants: Value
    let definitions: [String: [UInt8]]
    let revive: @Sendable ([UInt8]) -> Plan?
    var environment: Snapshot.Environment

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
        package init() {}
    }

    /// What an engine is made of.
    package struct Parts: Sendable {
        package var journal: Journal
        package var time: any Timekeeper
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
        /// Brings notices of alerts to people; nil where nobody is to be told.
        package var herald: (any Herald)?
        /// The text of each workflow, by name, as `revive` reads it.
        package var definitions: [String: [UInt8]]
        /// Reads a workflow's text back as it was when a run pinned it.
        package var revive: @Sendable ([UInt8]) -> Plan?

        package init(
            journal: Journal,
            time: any Timekeeper,
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

    package init(_ parts: Parts, options: Options = Options()) {
        journal = parts.journal
        time = parts.time
        performer = parts.performer
        project = parts.project
        switchboard = parts.switchboard
        telemetry = parts.telemetry
        tracer = parts.tracer
        herald = parts.herald
        pager = Pager(parts.project.recipients, rules: parts.project.alerts)
        scores = parts.scores
        profiles = parts.profiles
        snapshots = parts.snapshots
        self.options = options
        queue = StepQueue(parts.project, slots: options.slots)
        environment = parts.environment
        definitions = parts.definitions
        revive = parts.revive
        constants = Value.map(parts.project.constants.asMap)
        let constants = constants
        let now = parts.time.now()
        sources = Dictionary(
            uniqueKeysWithValues: parts.project.sources.map {
                ($0.name, SourceMonitor(card: $0, at: now))
            }
        )
        alerts = AlertBook()
        outcomes = parts.project.outcomeBooks
        let plans = parts.project.workflows.map { Plan($0, constants: constants) }
        self.plans = Dictionary(
            plans.map { ($0.workflow.name, $0) },
            uniquingKeysWith: { _, last in last }
        )
        for plan in plans { pinned[Pin(plan.workflow.name, plan.workflow.version)] = plan }
    }
}

/// A workflow at one version.
struct Pin: Hashable, Sendable {
    let name: String
    let version: String

    init(_ name: String, _ version: String) {
        self.name = name
        self.version = version
    }

    /// Reads `name@version`; a version never holds an `@`.
    init(_ text: String) {
        let at = text.lastIndex(of: "@") ?? text.endIndex
        name = String(text[..<at])
        version = String(text[at...].dropFirst())
    }

    var text: String { "\(name)@\(version)" }
}

/// Names runs: the engine's start counted, and the run within it, both in base 32.
///
/// Short enough to say on the phone, and never the same twice: each start of the engine makes its
/// number durable before it names anything.
struct RunIDs: Sendable {
    let epoch: Int64
    private var count: Int64 = 0

    init(epoch: Int64) { self.epoch = epoch }

    /// The seed of a child's draws: its name says all about it.
    static func seed(of id: RunID) -> UInt64 {
        var random = SplitMix(
            seed: id.text.utf8.reduce(0xCBF2_9CE4_8422_2325) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            }
        )
        return random.next()
    }

    /// The next id and the seed of that run's draws.
    mutating func next() -> (id: RunID, seed: UInt64) {
        count += 1
        let text = String(epoch, radix: 32) + "-" + String(count, radix: 32)
        var random = SplitMix(seed: UInt64(bitPattern: epoch) << 40 ^ UInt64(bitPattern: count))
        return (RunID(text), random.next())
    }
}
