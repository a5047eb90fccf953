extension RoutingTable {
    /// Chooses a target for a call, with the reasons.
    ///
    /// An override beats the policy, the rules and the outlier sweep, but not a breaker, a pause or
    /// the context limit: those calls would fail anyway. Costs a few microseconds for ten targets.
    /// - Parameters:
    ///   - call: Whose route decides; an unknown route has no candidates.
    ///   - health: What is known of the targets.
    ///   - now: The moment of the decision.
    ///   - random: Drawn from where the policy, a canary or a shadow needs it.
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
        let route =
            inForce(call.route, for: call.began, at: now) ?? Route(name: call.route, targets: [])
        let override = override(of: route.name, for: call.began, at: now)
        var screen = Screening(call: call, route: route, override: override, now: now)
        screen.killed = kill(route: route.name, tenant: call.tenant, at: now)?.words
        for (place, target) in route.targets.enumerated() {
            screen.examine(
                target,
                at: place,
                health: health,
                card: cards[target.model],
                killed: kill(model: target.model, at: now)?.words,
                &random,
                answer: answer
            )
        }
        screen.setOutliersAside()
        screen.callSomebody()
        var decision = RouteDecision(
            route: route.name,
            at: now,
            policy: route.policy,
            candidates: screen.ordered(health.bandits[route.name] ?? Bandit(), &random),
            rejections: screen.rejections,
            override: override,
            exception: screen.exception
        )
        decision.passedOver = passedOver(route.name, call.began, at: now)
        decision.shadows = screen.shadows
        decision.standings = screen.standings
        return decision
    }
}
