extension RoutingTable {
    /// A route as it chooses for a run that began then: by an operator's shares, else by its policy.
    package func inForce(_ name: String, for began: Instant? = nil, at now: Instant) -> Route? {
        guard let route = routes[name] else { return nil }
        return split(of: name, for: began, at: now).map(route.divided(by:)) ?? route
    }

    /// Divides a route's calls; no shares give the choice back to its policy.
    /// - Returns: The shares before, empty where the policy chose, and the moment of the order.
    /// - Throws: `SplitError`, and nothing has changed.
    package mutating func split(
        _ name: String,
        _ shares: [String: Int],
        by actor: String,
        reason: String,
        openRuns: OpenRuns = .keep,
        others: Int = 0,
        at now: Instant
    ) throws(SplitError) -> (before: [String: Int], at: Instant) {
        guard let route = routes[name] else {
            throw .unknownRoute(name, known: routes.keys.sorted())
        }
        let before = split(of: name, at: now)?.shares ?? [:]
        let moment = free(name, now)
        guard !shares.isEmpty else {
            let release = Release(at: moment, by: actor, openRuns: openRuns, others: others)
            guard splits[name]?.release(release) == true else { throw .notSplit(name) }
            return (before, moment)
        }
        let split = Split(
            route: name,
            shares: shares,
            by: actor,
            reason: reason,
            at: moment,
            openRuns: openRuns,
            others: others
        )
        if let error = route.objection(to: split) { throw error }
        splits[name, default: RouteOrders()].give(split)
        return (before, moment)
    }

    /// Puts journaled splits back; those that do not fit their route any more are left out.
    package mutating func restore(_ orders: RouteOrders<Split>) {
        for (route, orders) in Dictionary(grouping: orders.all.filter(fits), by: \.route) {
            splits[route] = RouteOrders(orders)
        }
    }

    private func fits(_ split: Split) -> Bool {
        routes[split.route].map { $0.objection(to: split) == nil } ?? false
    }
}

extension Route {
    /// What is wrong with a split of this route; nil where nothing is.
    func objection(to split: Split) -> SplitError? {
        let takers = targets.filter(\.takesShares).map(\.model)
        if let stranger = split.shares.keys.sorted().first(where: { !takers.contains($0) }) {
            return .notATarget(stranger, of: name, targets: takers)
        }
        let isWhole = split.shares.values.allSatisfy { (0...100).contains($0) }
        let sum = split.shares.values.reduce(0) { $0.addingClamped($1) }
        return isWhole && sum == 100 ? nil : .notWhole(sum)
    }
}
