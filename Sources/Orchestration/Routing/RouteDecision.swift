/// Which target a call goes to, and why: candidates with their scores, and who was turned away.
///
/// Made without formatting anything: words are made when somebody asks (`sentences`).
package struct RouteDecision: Hashable, Sendable {
    package let route: String
    package let at: Instant
    package let policy: Route.Policy
    /// In the order they will be tried: the first is the choice, the others its fallbacks.
    package let candidates: [Candidate]
    package let rejections: [Rejection]
    /// The operator's override that decided; nil for none.
    package let override: Override?
    /// What was done against the rules so that somebody answers.
    package let exception: Exception?
    /// The newer order that the call does not follow, as its run began before; nil for none.
    package internal(set) var passedOver: PassedOver?
    /// Who gets a copy of the call, its answer being thrown away.
    package internal(set) var shadows: [String] = []
    /// How every target stood at that instant, in the route's order.
    package internal(set) var standings: [Standing] = []

    /// A target that may be called.
    package struct Candidate: Hashable, Sendable {
        package let model: String
        package let score: Score
        /// Whether the call would be a trial of a breaker that is half open.
        package let isTrial: Bool
    }

    /// What candidates were ordered by.
    package enum Score: Hashable, Sendable {
        /// Place in the route, from 0; lower is better.
        case place(Int)
        /// Share of the weights, 0 ... 1.
        case share(Double)
        /// Expected seconds of an answer; nil while nothing is known, which counts as best so that
        /// something becomes known.
        case seconds(Double?)
        /// Calls under way; fewer is better.
        case calls(Int)
        /// Expected cost in millionths of the unit of money; nil where it is not known.
        case money(Int64?)
        /// Expected reward, and the probability it had of being chosen.
        case belief(mean: Double, propensity: Double)
        /// How strongly the subject belongs to it, 0 ..< 1; greater is better.
        case affinity(Double)
        /// A canary's share of the calls, 0 ... 1.
        case canary(Double)
    }

    /// A target that may not be called.
    package struct Rejection: Hashable, Sendable {
        package let model: String
        package let reason: Reason
    }

    package enum Reason: Hashable, Sendable {
        case breakerOpen(until: Instant)
        /// Its upstream asked to be left alone (`Retry-After`).
        case askedToWait(until: Instant)
        /// Half open, and every trial is under way.
        case trialsTaken
        /// An operator forced its breaker open.
        case forcedOpen
        /// An operator paused the model.
        case paused
        /// Its `when` is false for this call; the source of the expression.
        case ruleFalse(String)
        /// Its `when` could not be evaluated, or gave no bool.
        case ruleFailed(String)
        /// An override sends everything elsewhere.
        case overridden(to: String)
        case contextTooLong(tokens: Int, limit: Int)
        /// Fails much more often than its peers.
        case setAside(until: Instant)
        /// The route is pinned to its first target.
        case notPinned
        /// No model of this name is known.
        case unknownModel
        /// A limit on its use would be passed.
        case overLimit(Quota.Hit, retryAt: Instant?)
        /// A canary whose share this call does not belong to.
        case canaryNotDrawn
        /// A canary that failed its analysis.
        case canaryFailed(String)
        /// It only ever gets copies.
        case shadow
        /// A source it needs is older than it allows.
        case staleInput(source: String, age: Duration, limit: Duration)
        /// An operator switched it off: what, who and why.
        case killed(String)
    }

    /// Why rules about outliers, or a wish to be left alone, were left aside.
    package enum Exception: Hashable, Sendable {
        /// Less than half of the targets would be left: all are used, and people should know.
        case panic(healthy: Int, of: Int)
        /// Whoever may be called was asked to wait: the one whose time is over first is called.
        case asked(until: Instant)
    }

    /// The target of the call; nil where none may be called.
    package var chosen: String? { candidates.first?.model }

    /// Who is tried after the choice, in order.
    package var fallbacks: [String] { candidates.dropFirst().map(\.model) }

    /// Whether nothing but old data stands in the way.
    package var isStale: Bool {
        candidates.isEmpty
            && rejections.contains {
                if case .staleInput = $0.reason { true } else { false }
            }
    }

    /// The class of the failure where no target may be called: what stands in the way, the limits
    /// of our own before breakers where both do, since waiting for these does not lift those.
    package var obstacle: FailureKind {
        if isStale { return .staleInput }
        let reasons = rejections.map(\.reason)
        let isOff = reasons.contains { if case .killed = $0 { true } else { false } }
        let isLimited = reasons.contains { if case .overLimit = $0 { true } else { false } }
        return isLimited ? .limitReached : isOff ? .switchedOff : .breakerOpen
    }

    /// When the first breaker that stands in the way may be tried; nil where time does not help.
    package var retryAt: Instant? {
        rejections.compactMap { rejection in
            switch rejection.reason {
            case .breakerOpen(let until), .askedToWait(let until), .setAside(let until): until
            case .overLimit(_, let retryAt): retryAt
            case .trialsTaken, .forcedOpen, .paused, .ruleFalse, .ruleFailed, .overridden,
                .contextTooLong, .notPinned, .unknownModel, .canaryNotDrawn, .canaryFailed,
                .shadow, .staleInput, .killed:
                nil
            }
        }.min()
    }
}
