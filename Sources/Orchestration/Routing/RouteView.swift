/// What of a decision concerns every call of its route: who is out and why, not who was drawn.
///
/// Two decisions with the same view differ by chance or by what the call itself is; a change of it
/// is news.
package struct RouteView: Hashable, Sendable {
    /// Where an operator sends everything; nil where nobody does.
    package let overriddenTo: String?
    /// The first choice of a route that always takes the first; a canary's calls go there beside it.
    package let first: String?
    /// Whether that may be compared: not where the call's own context kept targets out.
    package let isForAnyCall: Bool
    /// Targets that may not be called, with the kind of reason.
    package let out: [String: String]
    package let panics: Bool
    /// Targets of which nothing else is known: an operator's order kept them out before their state
    /// was looked at.
    private let unseen: Set<String>

    /// The view that a decision has of its route.
    package init(_ decision: RouteDecision) {
        overriddenTo = decision.override?.target
        let isFixed = decision.policy == .priority || decision.policy == .pinned
        first =
            isFixed || decision.override != nil
            ? decision.candidates.first { !$0.isCanary }?.model : nil
        isForAnyCall = !decision.rejections.contains { $0.reason.concernsItsCall }
        panics = if case .panic? = decision.exception { true } else { false }
        unseen = Set(
            decision.rejections.filter { $0.reason.isOverride }.map(\.model)
        )
        out = Dictionary(
            decision.rejections.compactMap { rejection in
                rejection.reason.concernsRoute.map { (rejection.model, $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What is different from an older view, in one sentence; nil for nothing worth a line.
    package func change(since old: RouteView) -> String? {
        var words: [String] = []
        if overriddenTo != old.overriddenTo {
            words.append(overriddenTo.map { "all calls to \($0)" } ?? "back to its policy")
        } else if first != old.first, isForAnyCall, old.isForAnyCall {
            words.append("\(old.first ?? "nobody") -> \(first ?? "nobody")")
        }
        for model in Set(out.keys).union(old.out.keys).sorted()
        where out[model] != old.out[model] && !unseen.contains(model) {
            words.append(out[model].map { "\(model) out: \($0)" } ?? "\(model) back")
        }
        if panics != old.panics { words.append(panics ? "outliers are called as well" : "calm") }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}

extension RouteDecision.Candidate {
    fileprivate var isCanary: Bool {
        if case .canary = score { true } else { false }
    }
}

extension RouteDecision.Reason {
    /// Whether it is that an operator sends the route's calls elsewhere.
    fileprivate var isOverride: Bool {
        if case .overridden = self { true } else { false }
    }

    /// Whether another call might not have been refused.
    fileprivate var concernsItsCall: Bool {
        switch self {
        case .ruleFalse, .ruleFailed, .contextTooLong: true
        default: false
        }
    }

    /// The reason in a few words that stay the same from call to call; nil where it is the call's.
    fileprivate var concernsRoute: String? {
        switch self {
        case .breakerOpen, .trialsTaken: "its breaker is open"
        case .askedToWait: "asked to wait"
        case .forcedOpen: "forced open"
        case .paused: "paused"
        case .setAside: "fails more than its peers"
        case .canaryFailed: "canary failed"
        case .overLimit(let hit, _): hit.name
        case .unknownModel: "unknown model"
        case .killed: "switched off"
        case .staleInput(let source, _, _): "source \(source) is too old"
        case .ruleFalse, .ruleFailed, .overridden, .contextTooLong, .notPinned, .canaryNotDrawn,
            .shadow:
            nil
        }
    }
}

extension Quota.Hit {
    /// The name of the limit, as a project writes it.
    package var name: String {
        switch self {
        case .calls: "calls_per_minute"
        case .tokens: "tokens_per_minute"
        case .money, .priceUnknown: "money_per_day"
        }
    }
}
