/// A model as screens and commands show it.
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
    /// How much of them has drifted; nil while nothing can be said of any.
    package var dataset: DatasetDrift?
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
    /// What a judge says of its answers, and how far people agree; nil where nobody judges them.
    package var judged: JudgeRow?
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

/// How often something went wrong in one way.
package struct ErrorCount: Hashable, Sendable, Codable {
    package var kind: String
    package var count: Int
    package init(kind: String, count: Int) {
        self.kind = kind
        self.count = count
    }
}
