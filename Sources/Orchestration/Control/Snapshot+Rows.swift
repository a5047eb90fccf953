/// A value with no measurement is nil and drawn `-`, never 0.
package struct WorkflowRow: Hashable, Sendable, Codable {
    package var name = ""
    package var state = StateWord.idle
    package var owner = ""
    package var summary = ""
    package var version = ""
    package var isPaused = false
    package var open = 0
    package var completed = 0
    package var failed = 0
    /// Share of the runs ended in the last 24 h that completed, from 0 to 1.
    package var successShare: Double?
    package var p50: Duration?
    package var p95: Duration?
    /// Outcomes of the newest runs, oldest first: at most 14.
    package var lastOutcomes: [StateWord] = []
    /// What starts it, in words, for example `event order_completed` or `cron 0 2 * * *`.
    package var trigger = ""
    /// The next scheduled start.
    package var next: Instant?
    /// What starts it by the clock; nil where nothing does.
    package var schedule: Schedule?
    /// Step names in order with the kind of each, for the graph line.
    package var steps: [StepSketch] = []
    /// The step its runs spend most time in now, with the share of run time from 0 to 1.
    package var bottleneck: String?
    package var versionSeen: Int64 = 0
    package init() {}
}

/// A step as drawn in a graph.
package struct StepSketch: Hashable, Sendable, Codable {
    package var name = ""
    /// `call`, `write`, `send`, `wait`, `update` or `compute`, with its route where it has one.
    package var kind = ""
    package var route = ""
    /// Indices of its predecessors.
    package var after: [Int] = []
    package init(name: String, kind: String, route: String = "", after: [Int] = []) {
        self.name = name
        self.kind = kind
        self.route = route
        self.after = after
    }
}

package struct ModelRow: Hashable, Sendable, Codable {
    package var name = ""
    /// `native`, `openai`, ...
    package var provider = ""
    package var kind = ""
    package var version = ""
    /// True when a scripted provider stands in for the real one.
    package var isSimulated = false
    package var state = StateWord.idle
    /// Calls per second over the last minute.
    package var rate: Double?
    package var p50: Duration?
    package var p95: Duration?
    package var p99: Duration?
    package var firstToken95: Duration?
    package var tokensPerSecond: Double?
    /// Share of failed calls over the last minute, from 0 to 1.
    package var errorShare: Double?
    /// Failed calls of the last minute by class, greatest first.
    package var errors: [ErrorCount] = []
    package var calls = 0
    /// PSI of the newest scores against the reference; nil while there are too few.
    package var drift: Double?
    package var driftLimit: Double?
    /// How the drift was computed, for example `PSI, 10 reference quantiles, n 1,204`.
    package var driftMethod = ""
    /// Its features, those that have drifted first; nil from an engine that does not watch them.
    package var features: [FeatureRow]? = []
    /// p95 in seconds per bucket, oldest first; nil where nothing was measured.
    package var trend: [Double?] = []
    /// Calls per bucket, oldest first.
    package var rateTrend: [Double?] = []
    /// Share of failed calls per bucket, oldest first.
    package var errorTrend: [Double?] = []
    /// Seconds a bucket of the trends covers.
    package var trendBucketSeconds = 5
    /// Why it is in this state, in words; empty when there is nothing to say.
    package var reason = ""
    /// Names of the routes that use it.
    package var routes: [String] = []
    /// The span that `p50`, `p95`, `p99` and `firstToken95` come from: the last minute, or the
    /// shortest longer one in which it was called; nil where it never was.
    package var figuresSpan: MetricSpan?
    /// Figures over 1 m, 5 m, 15 m, 1 h and 24 h, in that order; they survive a restart.
    package var windows: [MetricReport] = []
    /// What outcomes say of its quality, one for each outcome rule that follows it.
    package var feedback: [FeedbackRow] = []
    /// What its calls cost now; nil where nobody said.
    package var price: ModelPrice?
    /// How much of each limit on its use is used.
    package var quotas: [QuotaUse] = []
    /// The longest prompt it takes, in tokens; nil where nobody said.
    package var contextTokens: Int?
    /// p95 above which an alert fires; nil where no rule says so.
    package var latencyLimit: Duration?
    /// Share of failed calls above which an alert fires; nil where no rule says so.
    package var errorLimit: Double?
    package init() {}
}

/// A price as rows carry it, in the unit of money that the project keeps to.
package struct ModelPrice: Hashable, Sendable, Codable {
    /// Per million tokens of the prompt.
    package var input: Double
    /// Per million tokens of the answer.
    package var output: Double
    package var perCall: Double
    /// In force since then.
    package var from: Instant
    package init(input: Double, output: Double, perCall: Double, from: Instant) {
        self.input = input
        self.output = output
        self.perCall = perCall
        self.from = from
    }
}

/// A limit on a model's use, and how much of it is used.
package struct QuotaUse: Hashable, Sendable, Codable {
    /// As a project writes it: `calls_per_minute`.
    package var name: String
    package var used: Double
    package var limit: Double
    package init(name: String, used: Double, limit: Double) {
        self.name = name
        self.used = used
        self.limit = limit
    }
}

package struct ErrorCount: Hashable, Sendable, Codable {
    package var kind: String
    package var count: Int
    package init(kind: String, count: Int) {
        self.kind = kind
        self.count = count
    }
}

package struct RouteRow: Hashable, Sendable, Codable {
    package var name = ""
    package var policy = ""
    package var targets: [TargetRow] = []
    /// The operator's override, in words, with who and until when; empty for none.
    package var override = ""
    package var overriddenTo: String?
    /// How an operator divides its calls, in words, with who and why; empty where the policy does.
    package var split = ""
    /// When the override ends by itself; nil for never, or where there is none.
    package var overrideEnds: Instant?
    /// What the override really did, beside what was forecast; nil where there is none.
    package var effect: RerouteEffect?
    /// What of it is switched off for all its calls, by whom and why; empty while it is on.
    package var killed = ""
    /// Whether an operator holds its calls back.
    package var isPaused = false
    package var versionSeen: Int64 = 0
    package init() {}
}

package struct TargetRow: Hashable, Sendable, Codable {
    package var model = ""
    package var state = StateWord.idle
    /// The breaker's state in words, for example `open until 14:36:40Z: 9 of 10 failed`.
    package var breaker = ""
    /// Share of the route's calls that went here in the last minute, from 0 to 1.
    package var share: Double?
    package var p95: Duration?
    package var errorShare: Double?
    /// What its calls on this route cost an hour now; nil where nobody knows.
    package var costPerHour: Double?
    /// The share its weight, an operator or its canary asks for, from 0 to 1; nil where nothing does.
    package var setShare: Double?
    /// `canary` or `shadow`; empty for a full target.
    package var role = ""
    /// What a canary's analysis says, in words.
    package var analysis = ""
    /// Retries its upstream is owed now, 0 to 10.
    package var retriesLeft: Double?
    /// The limit on its use that stands in the way now, in words.
    package var limit = ""
    /// Who switched the model off and why; empty while it is on.
    package var killed = ""
    package init() {}
}

package struct AlertRow: Hashable, Sendable, Codable {
    /// Stable while the alert lives, for example `model.errors/scribe-a`.
    package var id = ""
    package var severity = Severity.warning
    package var state = AlertState.firing
    package var object = ""
    package var summary = ""
    package var rule = ""
    package var since = Instant.epoch
    package var count = 1
    package var owner = ""
    /// When it comes back: the end of a snooze or of an acknowledgement's timer.
    package var returns: Instant?
    package var value = ""
    /// Alerts that are taken for its consequences, at most 20, as `source.late orders: 19m old`.
    package var hides: [String] = []
    /// Who has been told since it last fired.
    package var told: [String] = []
    /// Who is told next while nobody has it, and when; nil where nobody is.
    package var tells: Instant?
    package var tellsWhom = ""
    /// What depends on the object: routes, workflows, runs.
    package var blast: [String] = []
    /// What can be done now, each with its key, for example `R  reroute copywriter to scribe-b`.
    package var suggestions: [String] = []
    /// The same suggestions as actions, in the same order, where they can be performed.
    package var actions: [Control.Action] = []
    /// Until when and by whom nobody is told of it; empty where it is not silenced.
    package var silenced = ""
    /// A link or file for whoever is woken; empty for none.
    package var runbook = ""
    /// What happened to it, oldest first: the alert's own lines, so that the many snapshots a console
    /// keeps share them.
    package var history: [Alert.Line] = []
    package var versionSeen: Int64 = 0
    package init() {}
}

package enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    case critical = "CRIT"
    case warning = "WARN"
    case info = "INFO"
}

package enum AlertState: String, Hashable, Sendable, Codable, CaseIterable {
    case pending = "PEND"
    case firing = "FIRE"
    case acknowledged = "ACK"
    case snoozed = "SNOOZ"
    case resolved = "OK"
    case noData = "NODATA"
}

package struct SourceRow: Hashable, Sendable, Codable {
    package var name = ""
    package var kind = ""
    package var state = StateWord.noData
    package var owner = ""
    /// Age of the newest event by its own time.
    package var age: Duration?
    package var sla: Duration?
    /// Events in the last hour.
    package var count = 0
    package var ratePerMinute: Double?
    package var rejected = 0
    /// Rejected events by the code of their reason, greatest first.
    package var rejections: [ErrorCount] = []
    /// Fields that came and that the contract does not name, most often first.
    package var newFields: [ErrorCount] = []
    /// The greatest share of the last hour's events that lacked a field whose absence is counted.
    package var lackShare: Double?
    /// Arrivals of the last hour against the same hour of other weeks: 0.5 is half as many more.
    package var againstUsual: Double?
    /// Arrivals per bucket, oldest first.
    package var trend: [Double?] = []
    /// When the next event is expected.
    package var nextDue: Instant?
    package var lags = SourceLags()
    /// Runs that wait because of it.
    package var blocked = 0
    /// Models, routes and workflows that depend on it.
    package var dependents: [String] = []
    package var reason = ""
    /// Events kept until the source goes on.
    package var held = 0
    /// How fresh it was hour by hour; nil before anybody looked.
    package var calendar: FreshnessCalendar?
    package init() {}
}

/// One line of the live event tail.
package struct EventLine: Hashable, Sendable, Codable {
    package var at: Instant
    /// The state word in front: `FAIL`, `RTRY`, `OPER`, `ALRT`, `ROUT`, `OK`...
    package var word: String
    package var object: String
    package var text: String
    package init(at: Instant, word: String, object: String, text: String) {
        self.at = at
        self.word = word
        self.object = object
        self.text = text
    }
}
