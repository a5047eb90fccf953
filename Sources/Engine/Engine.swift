package import Journal
internal import Orchestration

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
    let executor: any EngineExecutor
    let performer: any Performer
    let project: Project
    /// What the keys of effects begin with; empty for nothing.
    let token: String
    let switchboard: Switchboard
    let telemetry: Telemetry
    let tracer: Tracer?
    let lineage: LineageLog?
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
    /// Whether the last group was on disk so soon that handing it over would not have paid.
    var isDiskQuick = true
    /// Why the journal cannot be written now; nil while it can.
    var stuck: JournalError?
    /// Since when; nil while it can.
    var stuckSince: Instant?
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
    var pauses: [Control.Scope: Pause] = [:]
    var throttles = ThrottleBook()
    /// Which targets are, or lately were, out of rotation.
    var cooldowns = CooldownLog()
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
    /// Models whose first answers have been written down.
    var textsKept: Set<String> = []
    /// Models whose answers' first mean embedding has been written down.
    var embeddingsKept: Set<String> = []
    /// What sources brought, in lines, and when that was written down last.
    var arrivals: [String: ArrivalLog] = [:]
    var arrivalsKept: [String: Instant] = [:]
    var alerts: AlertBook
    /// The project's, and ours.
    let rules: [AlertRule]
    var pulse = Pulse()
    var rejections = Rejections()
    var held = HeldEvents()
    /// Sources whose kept events are being taken in.
    var letting: Set<String> = []
    var outcomes: [OutcomeBook]
    var proposals = ProposalBook()
    /// What the judges of models have said, by judged model.
    var judges: [String: JudgeBook]
    /// How far ratings agree with them.
    var agreements = AgreementBook()
    let herald: (any Herald)?
    var pager: Pager
    var notices = NoticeQueue()
    var silences: [String: Silence] = [:]
    /// The newest notes of operators, newest first.
    var notes: [Note] = []
    /// How many there ever were.
    var noteCount = 0
    var tail = EventTail()
    var idleWatchers: [CheckedContinuation<Void, Never>] = []
    var cache = ResultCache()
    /// Children that are being looked for in the journal.
    var searches = 0
    /// Scheduled batches that are being started.
    var batches = 0
    /// How often attempts were delivered, where more than once.
    var deliveries: [String: Int] = [:]
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
    /// When the analysis of each canary began, and those that only would have been taken out.
    var canariesSince: [String: CanaryBeginning] = [:]
    var wouldBeOut: Set<String> = []
    /// What was told of routing, by route or model, and of whom there is something not yet written.
    var routingNews: [String: RoutingNews] = [:]
    var untoldNews: Set<String> = []
    /// What the minute in which an override was ordered held before it, by route and target.
    var figuresBefore: [MetricSubject: (at: Instant, slice: MetricSlice)] = [:]
    var schedules: [String: Instant] = [:]
    let constants: Value
    let definitions: [String: [UInt8]]
    let revive: @Sendable ([UInt8]) -> Plan?
    var environment: Snapshot.Environment

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init(_ parts: Parts, options: Options = Options()) {
        journal = parts.journal
        time = parts.time
        executor = parts.executor
        performer = parts.performer
        project = parts.project
        token = parts.token
        switchboard = parts.switchboard
        telemetry = parts.telemetry
        tracer = parts.tracer
        lineage = parts.lineage
        herald = parts.herald
        rules = parts.project.alerts.withOurs
        pager = Pager(parts.project.recipients, rules: rules)
        scores = parts.scores
        profiles = parts.profiles
        snapshots = parts.snapshots
        self.options = options
        queue = StepQueue(parts.project, slots: options.slots)
        environment = parts.environment
        definitions = parts.definitions
        let (asked, given) = (parts.project.askedAtTheEnd, parts.revive)
        revive = { given($0)?.asking(asked) }
        constants = Value.map(parts.project.constants.asMap)
        sources = parts.project.monitors(at: parts.time.now())
        alerts = AlertBook()
        outcomes = parts.project.outcomeBooks
        judges = parts.project.judgeBooks
        let plans = parts.project.plans
        self.plans = Dictionary(
            plans.map { ($0.workflow.name, $0) },
            uniquingKeysWith: { _, last in last }
        )
        for plan in plans { pinned[Pin(plan.workflow.name, plan.workflow.version)] = plan }
    }
}
