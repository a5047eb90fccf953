extension RoutingTable {
    /// A route as it chooses now: by an operator's shares, else by its policy.
    package func inForce(_ name: String) -> Route? {
        guard let route = routes[name] else { return nil }
        return splits[name].map(route.divided(by:)) ?? route
    }

    /// Divides a route's calls; no shares give the choice back to its policy.
    /// - Returns: The shares before; empty where the policy chose.
    /// - Throws: `SplitError`, and nothing has changed.
    package mutating func split(
        _ name: String,
        _ shares: [String: Int],
        by actor: String,
        reason: String,
        at now: Instant
    ) throws(SplitError) -> [String: Int] {
        guard let route = routes[name] else {
            throw .unknownRoute(name, known: routes.keys.sorted())
        }
        let before = splits[name]?.shares ?? [:]
        guard !shares.isEmpty else {
            guard !before.isEmpty else { throw .notSplit(name) }
            put(nil, on: name)
            return before
        }
        let split = Split(route: name, shares: shares, by: actor, reason: reason, at: now)
        if let error = route.objection(to: split) { throw error }
        put(split, on: name)
        return before
    }

    /// Puts a journaled split back; one that does not fit the route any more is left out.
    package mutating func restore(_ split: Split) {
        guard let route = routes[split.route], route.objection(to: split) == nil else { return }
        put(split, on: split.route)
    }
}

extension Route {
    /// What is wrong with a split of this route; nil where nothing is.
    fileprivate func objection(to split: Split) -> SplitError? {
        let takers = targets.filter { $0.role == .full }.map(\.model)
        if let stranger = split.shares.keys.sorted().first(where: { !takers.contains($0) }) {
            return .notATarget(stranger, of: name, targets: takers)
        }
        let isWhole = split.shares.values.allSatisfy { (0...100).contains($0) }
        let sum = split.shares.values.reduce(0) { $0.addingClamped($1) }
        return isWhole && sum == 100 ? nil : .notWhole(sum)
    }
}
