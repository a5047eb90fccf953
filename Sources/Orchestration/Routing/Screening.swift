/// The targets of one route, as one call sees them.
struct Screening {
    /// A target that may be called, with what orders it.
    struct Eligible {
        let target: Route.Target
        let place: Int
        let health: TargetHealth
        let isTrial: Bool
        let estimate: Quota.Estimate
    }

    let call: RoutedCall
    let route: Route
    let override: Override?
    let now: Instant
    /// What is switched off for the whole call, by whom and why; nil for nothing.
    var killed: String?
    var eligible: [Eligible] = []
    /// Those that nothing but their upstream's wish to be left alone keeps out, and until when.
    var waiting: [(found: Eligible, until: Instant)] = []
    /// Canaries whose share this call belongs to: tried before all others.
    var canaries: [Eligible] = []
    var rejections: [RouteDecision.Rejection] = []
    var shadows: [String] = []
    var standings: [RouteDecision.Standing] = []
    var exception: RouteDecision.Exception?

    init(call: RoutedCall, route: Route, override: Override?, now: Instant) {
        self.call = call
        self.route = route
        self.override = override
        self.now = now
    }

    /// Decides whether a target may be called, and keeps how it stood.
    mutating func examine(
        _ target: Route.Target,
        at place: Int,
        health all: Health,
        card: ModelCard?,
        killed: String? = nil,
        _ random: inout SplitMix,
        answer: (Expression) -> RoutedCall.RuleAnswer
    ) {
        guard let index = all.index(of: target.model) else {
            return reject(target, .unknownModel)
        }
        let health = all[index]
        let permission = health.breaker.permission(at: now)
        let estimate = call.estimate(of: card, health, at: now)
        standings.append(
            RouteDecision.Standing(
                target.model,
                health,
                retries: all.retries(of: target.model, at: now),
                tokensOut: call.tokensOut,
                at: now
            )
        )
        let off = (self.killed ?? killed).map { RouteDecision.Reason.killed($0) }
        let ownWay: RouteDecision.Reason? =
            override == nil ? stale(for: card) ?? ruledOut(target, answer) : nil
        let reason =
            off
            ?? elsewhere(target, at: place)
            ?? (health.isPaused ? .paused : nil)
            ?? tooLong(for: card?.contextTokens)
            ?? permission.refusal
            ?? overLimit(health.quota, estimate)
            ?? ownWay
            ?? permission.wish
        let found = Eligible(
            target: target,
            place: place,
            health: health,
            isTrial: permission == .trial,
            estimate: estimate
        )
        if let reason {
            if case .askedToWait(let until) = reason, target.role == .full || override != nil {
                waiting.append((found, until))
            }
            return reject(target, reason)
        }
        admit(
            found,
            failed: all.failedCanaries[Health.Canary(route.name, target.model)],
            &random
        )
    }

    /// The first source that is too old for a model which does without rather than with old data.
    private func stale(for card: ModelCard?) -> RouteDecision.Reason? {
        guard let card, card.whenStale == .fallBack, !call.ages.isEmpty else { return nil }
        for (source, limit) in card.needs.sorted(by: { $0.key < $1.key }) {
            if let age = call.ages[source], age > limit {
                return .staleInput(source: source, age: age, limit: limit)
            }
        }
        return nil
    }

    /// Puts a target among those that may be called, as its role says.
    private mutating func admit(
        _ found: Eligible,
        failed: String?,
        _ random: inout SplitMix
    ) {
        guard override == nil else { return eligible.append(found) }
        switch found.target.role {
        case .full: eligible.append(found)
        case .canary(let share):
            if let failed { return reject(found.target, .canaryFailed(failed)) }
            guard random.unit() < share else { return reject(found.target, .canaryNotDrawn) }
            canaries.append(found)
        case .shadow(let share):
            reject(found.target, .shadow)
            if random.unit() < share { shadows.append(found.target.model) }
        }
    }

    /// Calls the one that may be called again first where all that may be called at all were asked to
    /// wait: a route is left without anybody by what failed, and not by a wish.
    mutating func callSomebody() {
        guard eligible.isEmpty, canaries.isEmpty,
            let first = waiting.min(by: { ($0.until, $0.found.place) < ($1.until, $1.found.place) })
        else { return }
        rejections.removeAll { $0.model == first.found.target.model }
        eligible = [first.found]
        exception = .asked(until: first.until)
    }

    /// Leaves outliers out, unless less than half of the route's targets would remain.
    mutating func setOutliersAside() {
        guard override == nil, eligible.contains(where: { $0.health.asideUntil > now }) else {
            return
        }
        let healthy = eligible.filter { $0.health.asideUntil <= now }
        let targets = route.targets.count
        guard healthy.count > 0, healthy.count * 2 >= targets else {
            exception = .panic(healthy: healthy.count, of: targets)
            return
        }
        for outlier in eligible where outlier.health.asideUntil > now {
            reject(outlier.target, .setAside(until: outlier.health.asideUntil))
        }
        eligible = healthy
    }

    private mutating func reject(_ target: Route.Target, _ reason: RouteDecision.Reason) {
        rejections.append(RouteDecision.Rejection(model: target.model, reason: reason))
    }

    private func elsewhere(_ target: Route.Target, at place: Int) -> RouteDecision.Reason? {
        if let override {
            return override.target == target.model ? nil : .overridden(to: override.target)
        }
        return route.policy == .pinned && place > 0 && target.role == .full ? .notPinned : nil
    }

    private func tooLong(for limit: Int?) -> RouteDecision.Reason? {
        guard let limit, let tokens = call.tokensIn, tokens > limit else { return nil }
        return .contextTooLong(tokens: tokens, limit: limit)
    }

    private func overLimit(_ quota: Quota, _ estimate: Quota.Estimate) -> RouteDecision.Reason? {
        guard quota.isLimited else { return nil }
        return quota.hit(by: estimate, at: now).map {
            .overLimit($0, retryAt: quota.retryAt($0, at: now))
        }
    }

    private func ruledOut(
        _ target: Route.Target,
        _ answer: (Expression) -> RoutedCall.RuleAnswer
    ) -> RouteDecision.Reason? {
        guard let rule = target.when else { return nil }
        return switch answer(rule) {
        case .holds: nil
        case .doesNotHold: .ruleFalse(rule.source)
        case .unanswered: .ruleFailed(rule.source)
        }
    }
}

extension RoutedCall {
    /// What such a call is expected to use of a model.
    package func estimate(
        of card: ModelCard?,
        _ health: TargetHealth,
        at now: Instant
    ) -> Quota.Estimate {
        let answer = health.answerTokens.value(at: now).map { Int(min($0, 1e9).rounded(.up)) }
        let tokensOut = answer ?? tokensOut
        return Quota.Estimate(
            tokens: (tokensIn ?? 0).addingClamped(tokensOut),
            cost: card?.cost(tokensIn: tokensIn, tokensOut: tokensOut, at: now) ?? .unknown
        )
    }
}

extension Breaker.Permission {
    /// Why a call may not begin; nil where it may, or where only a wish stands against it.
    fileprivate var refusal: RouteDecision.Reason? {
        switch self {
        case .allowed, .trial, .asked: nil
        case .refused(let until): .breakerOpen(until: until)
        case .trialsTaken: .trialsTaken
        case .forced: .forcedOpen
        }
    }
    /// That the upstream asked to be left alone; nil where it did not.
    fileprivate var wish: RouteDecision.Reason? {
        guard case .asked(let until) = self else { return nil }
        return .askedToWait(until: until)
    }
}
