extension RoutingTable {
    /// Chooses a target for a call, with the reasons.
    ///
    /// An override beats the policy, the rules and the outlier sweep, but not a breaker, a pause or
    /// the context limit: those calls would fail anyway. Costs a few microseconds for ten targets.
    /// - Parameters:
    ///   - call: Whose route decides; an unknown route has no candidates.
    ///   - health: What is known of the targets.
    ///   - now: The moment of the decision.
    ///   - random: Drawn from by `weighted` and `leastLatency` only.
    /// - Returns: A decision that may have no candidate; then the route's safe default or a
    ///   `breakerOpen` failure is the answer.
    package func choose(
        for call: RoutedCall,
        given health: Health,
        at now: Instant,
        random: inout SplitMix
    ) -> RouteDecision {
        choose(for: call, given: health, at: now, random: &random, answer: call.answer)
    }

    func choose(
        for call: RoutedCall,
        given health: Health,
        at now: Instant,
        random: inout SplitMix,
        answer: (Expression) -> RoutedCall.RuleAnswer
    ) -> RouteDecision {
        let route = routes[call.route] ?? Route(name: call.route, targets: [])
        let override = override(of: route.name, at: now)
        var screen = Screening(call: call, override: override, now: now)
        for (place, target) in route.targets.enumerated() {
            screen.examine(
                target,
                at: place,
                of: route.policy,
                health: health.index(of: target.model).map { health[$0] },
                limit: contextTokens[target.model],
                answer: answer
            )
        }
        screen.setOutliersAside(of: route.targets.count)
        return RouteDecision(
            route: route.name,
            at: now,
            policy: route.policy,
            candidates: screen.ordered(by: override == nil ? route.policy : .pinned, &random),
            rejections: screen.rejections,
            override: override,
            exception: screen.exception
        )
    }
}

/// The targets of one route, as one call sees them.
private struct Screening {
    struct Eligible {
        let target: Route.Target
        let place: Int
        let health: TargetHealth
        let isTrial: Bool
    }

    let call: RoutedCall
    let override: Override?
    let now: Instant
    var eligible: [Eligible] = []
    var rejections: [RouteDecision.Rejection] = []
    var exception: RouteDecision.Exception?

    init(call: RoutedCall, override: Override?, now: Instant) {
        self.call = call
        self.override = override
        self.now = now
    }

    mutating func examine(
        _ target: Route.Target,
        at place: Int,
        of policy: Route.Policy,
        health: TargetHealth?,
        limit: Int?,
        answer: (Expression) -> RoutedCall.RuleAnswer
    ) {
        guard let health else { return reject(target, .unknownModel) }
        let permission = health.breaker.permission(at: now)
        let reason =
            elsewhere(target, at: place, of: policy)
            ?? (health.isPaused ? .paused : nil)
            ?? tooLong(for: limit)
            ?? permission.refusal
            ?? (override == nil ? ruledOut(target, answer) : nil)
        if let reason { return reject(target, reason) }
        eligible.append(
            Eligible(target: target, place: place, health: health, isTrial: permission == .trial)
        )
    }

    /// Leaves outliers out, unless less than half of the route's targets would remain.
    mutating func setOutliersAside(of targets: Int) {
        guard override == nil, eligible.contains(where: { $0.health.asideUntil > now }) else {
            return
        }
        let healthy = eligible.filter { $0.health.asideUntil <= now }
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

    private func elsewhere(
        _ target: Route.Target,
        at place: Int,
        of policy: Route.Policy
    ) -> RouteDecision.Reason? {
        if let override {
            return override.target == target.model ? nil : .overridden(to: override.target)
        }
        return policy == .pinned && place > 0 ? .notPinned : nil
    }

    private func tooLong(for limit: Int?) -> RouteDecision.Reason? {
        guard let limit, let tokens = call.tokensIn, tokens > limit else { return nil }
        return .contextTooLong(tokens: tokens, limit: limit)
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

extension Screening {
    /// The candidates in the order they will be tried.
    func ordered(
        by policy: Route.Policy,
        _ random: inout SplitMix
    ) -> [RouteDecision.Candidate] {
        switch policy {
        case .priority, .pinned: eligible.map { candidate($0, .place($0.place)) }
        case .leastBusy:
            eligible.sorted { ($0.health.inFlight, $0.place) < ($1.health.inFlight, $1.place) }
                .map { candidate($0, .calls($0.health.inFlight)) }
        case .weighted: weighted(&random)
        case .leastLatency: fastest(&random)
        }
    }

    private func candidate(
        _ eligible: Eligible,
        _ score: RouteDecision.Score
    ) -> RouteDecision.Candidate {
        RouteDecision.Candidate(
            model: eligible.target.model,
            score: score,
            isTrial: eligible.isTrial
        )
    }

    /// One drawn by weight; the others by falling weight.
    ///
    /// Weights that are no weights count as 0, and where all are, all weigh the same.
    private func weighted(_ random: inout SplitMix) -> [RouteDecision.Candidate] {
        let raw = eligible.map { $0.target.weight.isFinite ? max(0, $0.target.weight) : 0 }
        // Scaled by the greatest, so that their sum stays finite.
        let top = raw.max() ?? 0
        let weights = top > 0 ? raw.map { $0 / top } : raw.map { _ in 1 }
        let total = weights.reduce(0, +)
        var order = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        if let drawn = draw(weights, total, &random), let at = order.firstIndex(of: drawn) {
            order.insert(order.remove(at: at), at: 0)
        }
        return order.map { candidate(eligible[$0], .share(weights[$0] / total)) }
    }

    private func draw(_ weights: [Double], _ total: Double, _ random: inout SplitMix) -> Int? {
        guard weights.count > 1 else { return weights.indices.first }
        var left = random.unit() * total
        for (index, weight) in weights.enumerated() where weight > 0 {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 }
    }

    /// The better of two drawn at random, then the others by expected time.
    ///
    /// Always taking the best would send every caller to the same target at once.
    /// Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 1996.
    private func fastest(_ random: inout SplitMix) -> [RouteDecision.Candidate] {
        let tokens = Double(max(1, call.tokensOut))
        let costs = eligible.map { $0.health.cost(tokens: tokens, at: now) }
        var order = costs.indices.sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }
        if order.count > 2 {
            let one = Int(random.next() % UInt64(order.count))
            let other = (one + 1 + Int(random.next() % UInt64(order.count - 1))) % order.count
            // `order` ascends by cost, so the lower position is the better of the two.
            order.insert(order.remove(at: min(one, other)), at: 0)
        }
        return order.map { candidate(eligible[$0], .seconds(costs[$0])) }
    }
}

extension Breaker.Permission {
    /// Why a call may not begin; nil where it may.
    fileprivate var refusal: RouteDecision.Reason? {
        switch self {
        case .allowed, .trial: nil
        case .refused(let until): .breakerOpen(until: until)
        case .trialsTaken: .trialsTaken
        case .forced: .forcedOpen
        }
    }
}
