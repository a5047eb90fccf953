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
    /// A model's scores move by as much as makes a PSI of 0.3.
    case drift

    /// What kind of thing breaks.
    package enum Target: Hashable, Sendable { case provider, source, scores }

    package var target: Target {
        switch self {
        case .outage, .silent, .overloaded, .quota, .stalls, .slow: .provider
        case .silentFeed, .partialLoad, .schemaChange: .source
        case .drift: .scores
        }
    }

    /// How one call of a broken provider ends; nil where it is answered.
    func ending(of card: ModelCard, _ random: inout SplitMix) -> (FailureKind, Duration)? {
        switch self {
        case .outage: (.connect, .milliseconds(5))
        case .silent: (.timeout, card.clocks.firstToken)
        case .overloaded: random.unit() < 0.5 ? (.overloaded, .milliseconds(40)) : nil
        case .quota: (.rateLimited, .milliseconds(30))
        case .stalls: (.timeout, card.clocks.betweenTokens + .milliseconds(400))
        case .slow, .silentFeed, .partialLoad, .schemaChange, .drift: nil
        }
    }

    /// Within what time, or how many rows, it must be seen; nil where no bar is set.
    /// - Parameter sla: Of the source that is broken; nil where it is none.
    /// - Returns: The bar, from the moment the fault begins.
    package func bar(sla: Duration?) -> DrillBar? {
        switch self {
        case .outage, .silent: .within(.seconds(10))
        case .silentFeed: sla.map { .within($0 * 1.2) }
        case .drift: .rows(1000)
        case .overloaded, .quota, .stalls, .slow, .partialLoad, .schemaChange: nil
        }
    }
}

/// By when a fault must have been seen.
package enum DrillBar: Hashable, Sendable {
    case within(Duration)
    case rows(Int)
}
