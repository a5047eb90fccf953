internal import Orchestration

extension Switchboard {
    /// What is new in a decision about its route; nil for nothing, and for the first of all.
    ///
    /// A call that keeps the route of a time before says nothing about the route as it is.
    func change(in decision: RouteDecision) -> String? {
        guard decision.passedOver == nil else { return nil }
        let view = RouteView(decision)
        return with { state -> String? in
            let old = state.views.updateValue(view, forKey: decision.route)
            return old.flatMap { view.change(since: $0) }
        }
    }

    /// What a call of a route is expected to use of a model.
    func estimate(_ call: RoutedCall, of model: String, at now: Instant) -> Quota.Estimate? {
        with { state -> Quota.Estimate? in
            guard let health = state.health[model], health.quota.isLimited else { return nil }
            return call.estimate(of: state.table.cards[model], health, at: now)
        }
    }

    /// What a route does beside choosing.
    func extras(of route: String) -> RouteExtras {
        with { $0.table.routes[route]?.extras ?? RouteExtras() }
    }

    /// A kept answer to exactly this question.
    func cached(_ key: ResponseCache.Key, within age: Duration, at now: Instant)
        -> ResponseCache.Entry?
    {
        with { $0.cache.answer(to: key, within: age, at: now) }
    }

    /// Keeps an answer.
    func keep(_ entry: ResponseCache.Entry, for key: ResponseCache.Key) {
        with { $0.cache.keep(entry, for: key) }
    }

    /// Whether a second target may be asked now, which is counted: within the route's share and its
    /// upstream's budget.
    func mayHedge(_ call: RoutedCall, with model: String, share: Double, at now: Instant) -> Bool {
        with { state -> Bool in
            let counts = state.hedges[call.route] ?? (0, 0)
            guard state.table.lets(model, take: call.route, of: call.tenant, at: now),
                Double(counts.hedged + 1) <= share * Double(counts.calls),
                state.health[model]?.mayBegin(at: now) ?? false,
                state.health.withdrawRetry(model, at: now)
            else { return false }
            state.hedges[call.route] = (counts.calls, counts.hedged + 1)
            return true
        }
    }

    /// Counts a call of a route that may hedge.
    func countForHedges(_ route: String) {
        with { state in
            let counts = state.hedges[route] ?? (0, 0)
            state.hedges[route] = (counts.calls + 1, counts.hedged)
        }
    }

    /// How every model stands as a target.
    func standings(at now: Instant) -> [(model: String, CooldownLog.Standing)] {
        with { state in
            state.health.names.compactMap { name in
                state.health[name].map { (name, $0.standing(at: now)) }
            }
        }
    }

    /// Looks for outliers among the targets of every route.
    /// - Returns: Those newly set aside.
    func sweep(at now: Instant) -> [String] {
        with { state in
            let routes = state.table.routes.values.sorted { $0.name < $1.name }
            var found: [String] = []
            var swept: Set<[String]> = []
            for route in routes {
                // Two routes with the same targets are one set of peers, judged once.
                let peers = route.targets.map(\.model).sorted()
                guard swept.insert(peers).inserted else { continue }
                found += state.health.sweep(peers: peers, at: now)
            }
            return found
        }
    }

    /// Takes in what models spent today before a restart.
    func restore(spent: [String: Int], at now: Instant) {
        with { state in
            for (model, micros) in spent {
                state.health.update(model) { $0.quota.spend(Int64(micros), at: now) }
            }
        }
    }
}
