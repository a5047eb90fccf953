extension RouteDecision {
    /// The decision in sentences, the choice first; for the `why` view.
    package var sentences: [String] {
        [headline] + (passedOver.map { [$0.sentence] } ?? [])
            + (exception.map { [$0.sentence] } ?? [])
            + candidates.dropFirst().map { "Then \($0.model), \($0.score.words)." }
            + rejections.map { "Not \($0.model): \($0.reason.words(at: at))." }
            + shadows.map { "A copy goes to \($0)." }
    }

    private var headline: String {
        guard let first = candidates.first else {
            let wait = retryAt.map { " The first may be tried in \(($0 - at).inWords)." } ?? ""
            // Who and why before what follows from it: a list shows the first words only.
            let who = rejections.map { "\($0.model) \($0.reason.tag)" }.joined(separator: ", ")
            let head = who.isEmpty ? "No" : "\(who): no"
            return "\(head) target of \(route) may be called.\(wait)"
        }
        let trial = first.isTrial ? ", as a trial of its breaker" : ""
        guard let override else {
            return "\(route) chose \(first.model) by \(policy.words): "
                + "\(first.score.words)\(trial)."
        }
        return "\(override.by) sent \(route) to \(first.model)\(trial)\(override.tail(at: at))."
    }
}

extension PassedOver {
    /// Whose order of when is not for this call's run.
    fileprivate var sentence: String {
        "\(by)'s order of \(at.clock), to \(goal), is for runs that begin after it: "
            + "this one began at \(began.clock)."
    }
}

extension Override {
    /// The end and the reason in words, for example ` for 12 min more: provider incident`.
    fileprivate func tail(at now: Instant) -> String {
        let end = expires.map { " for \(($0 - now).inWords) more" } ?? ""
        return reason.isEmpty ? end : "\(end): \(reason)"
    }
}

extension Route.Policy {
    /// The policy in words.
    package var words: String {
        switch self {
        case .priority: "priority"
        case .weighted: "weight"
        case .leastLatency: "least latency"
        case .leastBusy: "least busy"
        case .pinned: "pin"
        case .cheapest: "least cost"
        case .bandit: "learned reward"
        case .sticky: "affinity"
        }
    }
}

extension RouteDecision.Score {
    /// The score in words, with its unit.
    package var words: String {
        switch self {
        case .place(let place): "place \(place + 1)"
        case .share(let share): "share \(share.percent)"
        case .seconds(let seconds?): "\(seconds.fixed(2)) s expected"
        case .seconds(nil): "not measured yet"
        case .calls(let calls): "\(calls) calls under way"
        case .money(let micros?): "\((Double(micros) / 1e6).fixed(4)) expected to cost"
        case .money(nil): "price unknown"
        case .belief(let mean, let propensity):
            "reward \(mean.fixed(2)) believed, chosen with probability \(propensity.fixed(2))"
        case .affinity(let score): "affinity \(score.fixed(2))"
        case .canary(let share): "canary for \(share.percent)"
        }
    }
}

extension RouteDecision.Exception {
    fileprivate var sentence: String {
        switch self {
        case .panic(let healthy, let all):
            "Only \(healthy) of \(all) targets are healthy: outliers are called as well."
        case .asked(let until):
            "Everybody was asked to wait, the chosen one until \(until.clock), "
                + "and a route is not left without anybody."
        }
    }
}

extension RouteDecision.Reason {
    /// The reason in a word or two, for lists; of a limit and a switch all that is known.
    fileprivate var tag: String {
        switch self {
        case .breakerOpen: "COOL"
        case .askedToWait: "asked to wait"
        case .trialsTaken: "on trial"
        case .forcedOpen: "forced open"
        case .paused: "paused"
        case .ruleFalse, .ruleFailed: "not for this call"
        case .overridden: "overridden"
        case .contextTooLong: "too small"
        case .setAside: "set aside"
        case .notPinned: "not pinned"
        case .unknownModel: "unknown"
        case .overLimit(let hit, _): hit.words
        case .canaryNotDrawn: "canary"
        case .canaryFailed: "failed canary"
        case .shadow: "copies only"
        case .staleInput: "stale input"
        case .killed(let why): "switched off: \(why)"
        }
    }

    /// The reason in words, times counted from `now`.
    package func words(at now: Instant) -> String {
        switch self {
        case .breakerOpen(let until): "its breaker is open for \((until - now).inWords) more"
        case .askedToWait(let until):
            "its upstream asked to be left alone for \((until - now).inWords) more"
        case .trialsTaken: "its breaker is half open and every trial is under way"
        case .forcedOpen: "an operator forced its breaker open"
        case .paused: "an operator paused it"
        case .ruleFalse(let rule): "`\(rule)` is false for this call"
        case .ruleFailed(let rule): "`\(rule)` could not be answered for this call"
        case .overridden(let target): "an operator sends everything to \(target)"
        case .contextTooLong(let tokens, let limit):
            "the prompt has \(tokens) tokens and it takes \(limit)"
        case .setAside(let until):
            "it fails more often than its peers, set aside for \((until - now).inWords) more"
        case .notPinned: "the route is pinned to its first target"
        case .unknownModel: "no model has this name"
        case .overLimit(let hit, _): hit.words
        case .canaryNotDrawn: "a canary, and this call is not of its share"
        case .canaryFailed(let why): "a canary that failed its analysis: \(why)"
        case .shadow: "it only gets copies"
        case .staleInput(let source, let age, let limit):
            "its source \(source) is \(age.inWords) old, and it allows \(limit.inWords)"
        case .killed(let why): "switched off: \(why)"
        }
    }
}
