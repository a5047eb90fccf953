/// What the inventory knows of a model.
package struct ModelCard: Hashable, Sendable {
    package let name: String
    package let kind: Kind
    package let version: String
    package let owner: String
    /// Four limits of one call.
    package let clocks: Clocks
    /// Sources its features come from, each with the greatest age allowed.
    package let needs: [String: Duration]
    /// What becomes of its calls while a source it needs is too old.
    package let whenStale: WhenStale
    /// The longest prompt it takes, in tokens; nil where nobody said.
    package let contextTokens: Int?
    /// What its calls cost; empty where nobody said.
    package let prices: PriceList
    /// How much of it may be used.
    package let limits: Quota.Limits
    /// Figures it was accepted with, by name: `auc` is held against live ones.
    package let quality: [String: Double]
    /// How much each feature matters to it; empty where nobody said.
    package var importance: [String: Double] = [:]
    /// What its scores and features are held against.
    package var baseline = DriftBaseline.pinned
    /// The model that embeds its answers, so that a shift of what they mean is seen; nil for none.
    package var embeddedBy: String?
    /// Who judges a share of its answers; nil for nobody.
    package var judge: JudgeRule?

    package init(
        name: String,
        kind: Kind,
        version: String,
        owner: String = "",
        clocks: Clocks = Clocks(),
        needs: [String: Duration] = [:],
        contextTokens: Int? = nil,
        prices: PriceList = PriceList(),
        limits: Quota.Limits = Quota.Limits(),
        quality: [String: Double] = [:],
        whenStale: WhenStale = .use
    ) {
        self.name = name
        self.kind = kind
        self.version = version
        self.owner = owner
        self.clocks = clocks
        self.needs = needs
        self.contextTokens = contextTokens
        self.prices = prices
        self.limits = limits
        self.quality = quality
        self.whenStale = whenStale
    }

    /// What becomes of calls of a model whose input is too old.
    package enum WhenStale: String, Hashable, Sendable, CaseIterable {
        /// It answers all the same; alerts and screens say so.
        case use
        /// It is no candidate: the route takes another target, or none.
        case fallBack = "fall_back"
    }

    /// How a model is reached.
    package enum Kind: Hashable, Sendable {
        /// Evaluated in this process from a file of the project (path relative to its folder).
        case logistic(file: String)
        case xgboost(file: String)
        /// BG/NBD with Gamma-Gamma: expected value of a customer over a horizon.
        case customerValue(file: String)
        /// Candidates with conditions and scores, as expressions: the best one is the answer.
        case rules([Rule])
        /// An OpenAI-compatible chat endpoint; the key comes from that environment variable.
        case openAI(url: String, model: String, keyVariable: String?)
        /// An endpoint that speaks Anthropic's messages protocol.
        case anthropic(url: String, model: String, keyVariable: String?)
        /// Evaluated by another process, one row of features at a time.
        case hosted(HostedModel)
        /// Evaluated by a program of the project that is started here.
        case subprocess(ChildModel)
    }

    /// What retries are counted against: models of one endpoint share their budget.
    package var upstream: String {
        switch kind {
        case .openAI(let url, _, _), .anthropic(let url, _, _): url
        case .hosted(let model): model.url
        case .logistic, .xgboost, .customerValue, .rules, .subprocess: name
        }
    }

    /// What a call cost; a model of this process costs nothing unless a price says otherwise.
    package func cost(tokensIn: Int?, tokensOut: Int?, at now: Instant) -> Cost {
        if prices.isEmpty, kind.isLocal { return .nothing }
        return prices.cost(tokensIn: tokensIn, tokensOut: tokensOut, at: now)
    }

    /// One candidate of a rules model.
    package struct Rule: Hashable, Sendable {
        package let name: String
        /// Whether it is a candidate; nil means always.
        package let when: Expression?
        package let score: Expression
        /// Merged into the answer when it wins.
        package let output: Value

        package init(name: String, when: Expression?, score: Expression, output: Value) {
            self.name = name
            self.when = when
            self.score = score
            self.output = output
        }
    }

    /// Limits of one call; keep-alive frames count for none of them.
    package struct Clocks: Hashable, Sendable {
        package var connect = Duration.seconds(2)
        package var firstToken = Duration.seconds(10)
        package var betweenTokens = Duration.seconds(5)
        package var total = Duration.seconds(30)
        package init() {}
    }
}

extension ModelCard.Kind {
    /// Whether it is evaluated in this process.
    package var isLocal: Bool {
        switch self {
        case .logistic, .xgboost, .customerValue, .rules: true
        case .openAI, .anthropic, .hosted, .subprocess: false
        }
    }

    /// Whether its answers are texts.
    package var writes: Bool {
        switch self {
        case .openAI, .anthropic: true
        case .logistic, .xgboost, .customerValue, .rules, .hosted, .subprocess: false
        }
    }
}
