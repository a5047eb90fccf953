package import Orchestration
package import Screen

/// The console: what the operator sees, as one value.
///
/// Messages go in, effects come out, and the screen is a pure function of the value. Nothing here
/// reads a clock, a terminal or the engine.
package struct Console: Sendable {
    /// Who gives the orders; goes into the audit.
    package let actor: String
    package internal(set) var registry: Registry
    /// Names `:theme` completes.
    package let themes: [String]

    package internal(set) var size: Size
    package internal(set) var now: Instant
    package internal(set) var link = Link.up
    package internal(set) var timeline = Timeline.live
    /// The newest moments, oldest first; the last is the newest, or the last before freezing.
    package internal(set) var moments: Moments
    /// The newest moment that came while frozen.
    var waiting: Snapshot?

    package internal(set) var place = Place.overview
    var before: [Place] = []
    var after: [Place] = []
    /// The pane with the focus, per screen.
    var focused: [Place: PaneID] = [:]
    package internal(set) var isZoomed = false
    /// The screen beside this one; nil for none.
    package internal(set) var beside: Beside?
    /// Whether keys go to this screen: not where it is drawn beside the one with the focus.
    var takesKeys = true

    var lists: [PaneID: ListState] = [:]
    /// The marked runs as they were last seen: they may leave their list, and stay marked.
    var markedRuns: [RunID: RunRow] = [:]
    /// First line shown, of panes that only scroll.
    var offsets: [PaneID: Int] = [:]
    /// Whether log and events follow their newest line.
    package internal(set) var follows = true

    package internal(set) var mode = Mode.browsing
    package internal(set) var notice: Notice?
    /// Whether anything may be changed from here.
    package internal(set) var access = Access.full
    var hasSettledAccess = false
    /// Whether the next key says which way the focus goes.
    var awaitsDirection = false
    /// Views that were kept, by name; how a screen was left, by `@` and its path.
    var views: [String: Locator] = [:]
    /// Screens that are as a link or a kept view had them, and not as the operator left them.
    var visited: Set<Place> = []
    /// How long the engine takes to answer; nil where there is no link to it.
    package internal(set) var latency: Duration?
    /// The theme that is worn; nil for the one that suits the terminal.
    var theme: String?
    /// What was said lately, the newest last.
    var said: [Said] = []
    /// Whether the engine runs in this process: it ends when the operator leaves.
    let ownsEngine: Bool
    /// Which program this is and what changed, for `:version`.
    let about: [String]
    /// Which new alerts ring.
    var bell = Bell.critical
    /// The alerts that rang, or were there at first; nil before any were seen.
    var rung: Set<String>?
    /// The batch that ended last.
    var finished: Batch?
    package internal(set) var undo: Undo?
    var batches: [Batch] = []
    var serial = 0
    var history: [String] = []
    var mouse: Effect.Capture
    /// What `n` and `N` look for: the last filter that was typed.
    var search = ""

    /// What makes alerts belong together in their list.
    var grouping = AlertGrouping.none
    /// Whether alerts that are over are listed.
    var showsResolved = false
    /// Over how long the models' figures are.
    package internal(set) var span = MetricSpan.minute
    /// The figures of the selected model, part by part, where they had to be asked for.
    var series: ModelSeries?
    /// The part of the chart that the cursor stands on, counted from the newest; nil for none.
    var chartCursor: Int?
    /// Whether the audit is being read for the changes of a route.
    var readsChanges = false
    /// Shares that were drafted and not applied, by route.
    package internal(set) var drafts: [String: ShareDraft] = [:]

    /// Whether every run that the filter lets through is being read, to be marked.
    var readsAll = false

    /// The models that a scripted provider stands in for.
    var simulated: Set<String> = []
    var runs = RunBook()
    /// The runs of the moment that is shown while it is not now.
    var pastRuns = RunBook()
    var pastRunsAt: Instant?
    package internal(set) var detail: RunDetail?
    /// The part of a large run that is shown; nil for all of it.
    var neighbourhood: Neighbourhood?
    /// The run before the one that is open, for comparing.
    var previous: RunDetail?
    /// Whether the step's pane shows what changed since the run before.
    var compares = false
    /// How the log is read.
    var reading = Reading()
    /// The part of time that the timeline shows.
    var window = TimeWindow()
    /// The panes of screens whose order the operator changed.
    var arrangement: [Place: [PaneID]] = [:]
    /// The least time between two moments that are shown; nil shows each as it comes.
    var rate: Duration?
    /// The newest moment that came before its time.
    var early: Snapshot?
    /// How much larger than usual the first part of each screen is.
    var growth: [Place: Int] = [:]
    /// The moment that `detail` is of; nil for now.
    var shownDetailAt: Instant?
    /// What was out of the ordinary since the console opened.
    var incident = Incident()
    /// The run that was asked for and does not exist.
    var absent: RunID?
    var audit: [AuditEntry]?
    /// So many entries of the audit are read.
    var auditLimit = Console.auditPage
    /// The list whose end is wanted while not all of it has been read.
    var endWanted: PaneID?
    /// The unusable events that were read; nil before any.
    var deadLetters: [DeadLetterRow]?
    /// Whether there are no older ones.
    var hasAllLetters = false
    /// When each thing was last asked for, so that a slow engine is not asked twice.
    var asked: [Effect: Instant] = [:]

    /// The engines that can be gone to, and which of them this is.
    var contexts: [Context] = []
    package internal(set) var context = ""
    /// What the others said last.
    var reports: [String: ContextReport] = [:]
    /// What is to be shown on arrival at another.
    var heading: ObjectID?
    /// Whether the operator wants to only look, whatever the system.
    var staysReadOnly: Bool

    /// A console before its first snapshot.
    ///
    /// - Parameters:
    ///   - actor: Who gives the orders.
    ///   - now: The moment it opens.
    ///   - size: The terminal's size.
    ///   - registry: The commands, with the operator's own keys.
    ///   - themes: The themes that `:theme` offers.
    ///   - mouse: Whether the terminal sends mouse events at first; better off over ssh.
    ///   - access: Whether anything may be changed; nil lets production be looked at only.
    ///   - views: The views that were kept.
    ///   - theme: The theme that is worn; nil for the one that suits the terminal.
    ///   - contexts: The engines that can be gone to.
    ///   - context: Which of them this is.
    ///   - about: Which program this is, and what changed in it, in lines.
    ///   - ownsEngine: Whether the engine runs in this process, and ends with it.
    ///   - press: Makes moments small that are gone back to seldom.
    package init(
        actor: String,
        at now: Instant,
        size: Size = Size(columns: 80, rows: 24),
        registry: Registry = Registry(),
        themes: [String] = [],
        mouse: Effect.Capture = .on,
        access: Access? = nil,
        views: [String: Locator] = [:],
        theme: String? = nil,
        contexts: [Context] = [],
        context: String = "",
        about: [String] = [],
        ownsEngine: Bool = false,
        press: Moments.Press = .none
    ) {
        moments = Moments(press)
        self.ownsEngine = ownsEngine
        self.actor = actor
        self.about = about
        self.now = now
        self.size = size
        self.registry = registry
        self.themes = themes
        self.mouse = mouse
        self.access = access ?? .full
        hasSettledAccess = access != nil
        self.views = views
        self.theme = theme
        (self.contexts, self.context) = (contexts, context)
        staysReadOnly = access == .readOnly
        recallHabits()
    }

    /// The moment that is shown: the newest, or the one it is frozen at.
    package var snapshot: Snapshot? {
        switch timeline {
        case .live: moments.last
        case .frozen: moments.opened
        }
    }

    /// Whether what is shown is the newest and the engine can be reached.
    package var isLive: Bool { timeline == .live }

    /// The moment that is shown, where it is not now.
    package var past: Instant? { isLive ? nil : snapshot?.at }

    /// The runs that are shown: those of now, or of the moment.
    var shownRuns: RunBook { pastRunsAt != nil && pastRunsAt == past ? pastRuns : runs }

    /// The age of the data on the screen; nil before there is any.
    package var age: Duration? { snapshot.map { max(.zero, now - $0.at) } }

    /// Whether the data is so old that it is drawn dim.
    package var isStale: Bool {
        guard let age else { return false }
        return link != .up || age >= Self.staleAfter + (rate ?? .zero)
    }

    /// Data older than this is dimmed: five times the longest gap between snapshots.
    static let staleAfter = Duration.seconds(10)

    /// The pane that has the focus.
    package var focus: PaneID { focused[place] ?? place.panes.first ?? .help }

    /// The list that the focused pane is about.
    package var list: ListState { lists[focus.master] ?? ListState() }

    /// The object that a key would act on.
    package var selected: ObjectID? {
        let list = self.list
        if focus.master.isList { return list.index == nil ? nil : list.selection }
        if case .run(let id) = place { return .run(id) }
        return nil
    }

    /// The objects that a key would act on: the marked ones, else the selected one.
    package var subjects: [ObjectID] {
        let list = self.list
        guard list.marks.isEmpty else { return list.marked }
        return selected.map { [$0] } ?? []
    }

    /// What cells are drawn with.
    ///
    /// Time goes on only while news come: an age that grows beside old data would be a guess.
    func moment(_ glyphs: Glyphs = .blocks) -> Moment {
        let isCurrent = isLive && link == .up
        return Moment(
            now: isCurrent ? now : snapshot?.at ?? now,
            glyphs: glyphs,
            simulated: simulated
        )
    }

    /// Says something on the message line.
    mutating func say(_ text: String, _ tone: Notice.Tone = .hint) {
        // What a key means is said again whenever it is pressed; it is no news to look up.
        if tone != .hint { record(text, tone) }
        notice = Notice(text: text, tone: tone, until: now + .seconds(tone == .hint ? 6 : 30))
    }
}
