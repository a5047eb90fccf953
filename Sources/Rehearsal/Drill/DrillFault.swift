internal import Orchestration

/// What a drill breaks, and what must be seen of it.
package enum DrillFault: String, Hashable, Sendable, CaseIterable {
    /// The provider refuses every connection.
    case outage
    /// The provider takes requests and never answers.
    case silent
    /// Half of the calls are told 503.
    case overloaded
    /// Every call is told 429.
    case quota
    /// Answers begin and stop in the middle.
    case stalls
    /// Everything takes twelve times as long.
    case slow
    /// A feed stops.
    case silentFeed = "silent_feed"
    /// A feed brings a tenth of what it usually does.
    case partialLoad = "partial_load"
    /// A field of every event changes its type.
    case schemaChange = "schema_change"
    /// A field of every event is a number that its source never sends.
    case outOfRange = "out_of_range"
    /// A field whose absence is counted is missing in every event.
    case nulls
    /// A key that comes once comes in every event.
    case repeatedKeys = "repeated_keys"
    /// A feed brings three times what this hour of the week usually does.
    case flood
    /// A model's scores move by as much as makes a PSI of 0.3.
    case scoreDrift = "score_drift"
    /// One feature of what a model is asked about moves by as much as makes a PSI of 0.3.
    case featureDrift = "feature_drift"

    /// What kind of thing breaks.
    package enum Target: Hashable, Sendable { case provider, source, scores, features }

    package var target: Target {
        switch self {
        case .outage, .silent, .overloaded, .quota, .stalls, .slow: .provider
        case .silentFeed, .partialLoad, .schemaChange, .outOfRange, .nulls, .repeatedKeys, .flood:
            .source
        case .scoreDrift: .scores
        case .featureDrift: .features
        }
    }

    /// Whether what counts is how many rows it takes.
    var countsRows: Bool { target == .scores || target == .features }

    /// How one call of a broken provider ends; nil where it is answered.
    func ending(of card: ModelCard, _ random: inout SplitMix) -> (FailureKind, Duration)? {
        switch self {
        case .outage: (.connect, .milliseconds(5))
        case .silent: (.timeout, card.clocks.firstToken)
        case .overloaded: random.unit() < 0.5 ? (.overloaded, .milliseconds(40)) : nil
        case .quota: (.rateLimited, .milliseconds(30))
        case .stalls: (.timeout, card.clocks.betweenTokens + .milliseconds(400))
        case .slow, .silentFeed, .partialLoad, .schemaChange, .outOfRange, .nulls, .repeatedKeys,
            .flood, .scoreDrift, .featureDrift:
            nil
        }
    }

    /// Within what time, or how many rows, it must be seen; nil where no bar is set.
    /// - Parameter sla: Of the source that is broken; nil where it is none.
    /// - Returns: The bar, from the moment the fault begins.
    package func bar(sla: Duration?) -> DrillBar? {
        switch self {
        case .outage, .silent: .within(.seconds(10))
        case .silentFeed: sla.map { .within($0 * 1.2) }
        case .scoreDrift, .featureDrift: .rows(1000)
        case .overloaded, .quota, .stalls, .slow, .partialLoad, .schemaChange, .outOfRange, .nulls,
            .repeatedKeys, .flood:
            nil
        }
    }

    /// How long it stays: until it can have been seen.
    var stay: Duration {
        switch self {
        case .partialLoad: .seconds(900)
        // What an hour brought is known when it is over, and the first was half as usual.
        case .flood: .seconds(7200)
        case .outage, .silent, .overloaded, .quota, .stalls, .slow, .silentFeed, .schemaChange,
            .outOfRange, .nulls, .repeatedKeys, .scoreDrift, .featureDrift:
            .seconds(600)
        }
    }

    /// Whether a source promises what this fault breaks.
    func breaks(_ card: SourceCard) -> Bool {
        switch self {
        case .outOfRange, .nulls, .repeatedKeys: card.checks.contains(where: breaks)
        case .silentFeed, .partialLoad, .schemaChange, .flood: !card.fields.isEmpty
        case .outage, .silent, .overloaded, .quota, .stalls, .slow, .scoreDrift, .featureDrift:
            false
        }
    }

    /// Whether a check is what this fault breaks.
    func breaks(_ check: FieldCheck) -> Bool {
        switch self {
        case .outOfRange: check.lowest != nil || check.highest != nil
        case .nulls: check.missingAtMost != nil
        case .repeatedKeys: check.uniqueWithin != nil
        case .outage, .silent, .overloaded, .quota, .stalls, .slow, .silentFeed, .partialLoad,
            .schemaChange, .flood, .scoreDrift, .featureDrift:
            false
        }
    }
}

/// By when a fault must have been seen.
package enum DrillBar: Hashable, Sendable {
    case within(Duration)
    case rows(Int)
}
