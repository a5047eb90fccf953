extension RoutingTable {
    /// The override that a call of a route follows; nil for none.
    ///
    /// `began` is when its run began; nil for one that begins now.
    package func override(of route: String, for began: Instant? = nil, at now: Instant)
        -> Override?
    {
        overrides[route]?.standing(for: began, at: now)
    }

    /// The shares that a call of a route follows where nothing overrides them.
    package func split(of route: String, for began: Instant? = nil, at now: Instant) -> Split? {
        splits[route]?.standing(for: began, at: now)
    }

    /// Sends a route's calls to one target.
    /// - Throws: `OverrideError` where the route or target is unknown or the end is past.
    package mutating func override(
        route: String,
        to target: String,
        by actor: String,
        reason: String,
        at now: Instant,
        expires: Instant?,
        guarded: RouteGuard? = nil,
        forecast: Override.Forecast? = nil,
        openRuns: OpenRuns = .keep,
        others: Int = 0
    ) throws(OverrideError) -> OverrideChange {
        let known = try self.known(route)
        guard known.targets.contains(where: { $0.model == target }) else {
            throw .notATarget(target, of: route, targets: known.targets.map(\.model))
        }
        if let expires, expires <= now { throw .alreadyExpired(expires) }
        let after = Override(
            route: route,
            target: target,
            by: actor,
            reason: reason,
            at: free(route, now),
            expires: expires,
            guarded: guarded,
            forecast: forecast,
            openRuns: openRuns,
            others: others
        )
        let before = override(of: route, at: now)
        overrides[route, default: RouteOrders()].give(after)
        return OverrideChange(route: route, before: before, after: after)
    }

    /// Gives the choice back to the route's policy, or to an operator's shares.
    /// - Returns: Its moment; nil where nobody is sent elsewhere for it.
    package mutating func release(
        route: String,
        by actor: String,
        openRuns: OpenRuns,
        others: Int = 0,
        at now: Instant
    ) -> Instant? {
        let release = Release(at: free(route, now), by: actor, openRuns: openRuns, others: others)
        return overrides[route]?.release(release) == true ? release.at : nil
    }

    /// Takes back what was ordered about a route at a moment, as though it had not been ordered.
    ///
    /// No moment stands for the newest order.
    /// - Returns: The order that brings it about again.
    /// - Throws: `OverrideError` where there is nothing to take back.
    package mutating func takeBack(_ moment: Instant?, on route: String)
        throws(OverrideError) -> Control.Action
    {
        _ = try known(route)
        let newest = [overrides[route]?.newest, splits[route]?.newest].compactMap(\.self).max()
        guard let moment = moment ?? newest else { throw .nothingOf(nil, on: route) }
        defer { dropEmpty(route) }
        switch overrides[route]?.takeBack(moment) {
        case .order(let order)?:
            return .reroute(route: route, target: order.target, openRuns: order.openRuns)
        case .release(let release)?:
            return .reroute(route: route, target: nil, openRuns: release.openRuns)
        case nil: break
        }
        switch splits[route]?.takeBack(moment) {
        case .order(let order)?:
            return .split(route: route, shares: order.shares, openRuns: order.openRuns)
        case .release(let release)?:
            return .split(route: route, shares: [:], openRuns: release.openRuns)
        case nil: throw .nothingOf(moment, on: route)
        }
    }

    /// Puts journaled overrides back as they were; those that lead nowhere are left out.
    package mutating func restore(_ orders: RouteOrders<Override>) {
        for (route, orders) in Dictionary(grouping: orders.all.filter(leads), by: \.route) {
            overrides[route] = RouteOrders(orders)
        }
    }

    /// Removes overrides whose time is over, and says which.
    package mutating func expire(at now: Instant) -> [OverrideChange] {
        overrides.keys.sorted().flatMap { route -> [OverrideChange] in
            let over = overrides[route]?.sweep(at: now) ?? []
            dropEmpty(route)
            return over.map {
                OverrideChange(route: route, before: $0, after: override(of: route, at: now))
            }
        }
    }

    /// What runs that begin now follow on a route, and one that began before them does not.
    func passedOver(_ route: String, _ began: Instant?, at now: Instant) -> PassedOver? {
        let found = [
            overrides[route]?.passedOver(began, at: now), splits[route]?.passedOver(began, at: now),
        ]
        return found.compactMap(\.self).max { $0.at < $1.at }
    }

    /// Who routes runs by when they began, in words; empty where all are routed alike.
    package func eras(of route: String, at now: Instant) -> String {
        let borders = (overrides[route]?.borders ?? [:]).merging(splits[route]?.borders ?? [:]) {
            max($0, $1)
        }
        var eras: [(before: Instant?, goal: String)] = []
        for border in borders.keys.sorted().map(Optional.some) + [nil] {
            let goal = goal(route, border.map { $0 - .milliseconds(1) }, at: now)
            if eras.last?.goal == goal { eras.removeLast() }
            eras.append((border, goal))
        }
        return eras.compactMap { era in
            era.before.map {
                "runs begun before \($0.clock) keep \(era.goal) (\(borders[$0] ?? 0) then)"
            }
        }.joined(separator: "; ")
    }

    private func goal(_ route: String, _ began: Instant?, at now: Instant) -> String {
        override(of: route, for: began, at: now)?.goal
            ?? split(of: route, for: began, at: now)?.goal ?? "its policy"
    }

    /// A route that is known.
    func known(_ route: String) throws(OverrideError) -> Route {
        guard let known = routes[route] else {
            throw .unknownRoute(route, known: routes.keys.sorted())
        }
        return known
    }

    /// The first moment from now on that names no order on a route yet.
    func free(_ route: String, _ now: Instant) -> Instant {
        [overrides[route]?.newest, splits[route]?.newest].compactMap(\.self)
            .reduce(now) { max($0, $1 + .milliseconds(1)) }
    }

    func leads(_ override: Override) -> Bool {
        routes[override.route]?.targets.contains { $0.model == override.target } ?? false
    }

    private mutating func dropEmpty(_ route: String) {
        if overrides[route]?.isEmpty ?? false { overrides[route] = nil }
        if splits[route]?.isEmpty ?? false { splits[route] = nil }
    }
}
