/// Every route, and the operators' overrides of them.
///
/// Health is not in here: overrides survive a restart, and what is known of targets does not.
package struct RoutingTable: Hashable, Sendable {
    package private(set) var routes: [String: Route] = [:]
    /// Overrides by route, those that have expired but were not swept yet included.
    package private(set) var overrides: [String: Override] = [:]
    package let cards: [String: ModelCard]
    /// What operators have switched off, so that safe defaults answer.
    ///
    /// Those that have expired but were not swept yet are included.
    package private(set) var kills: [KillScope: KillSwitch] = [:]

    /// How operators divide calls, by route.
    package private(set) var splits: [String: Split] = [:]

    /// A table of these routes.
    /// - Parameters:
    ///   - routes: The last of two with one name wins.
    ///   - models: Only their context limits and prices are used.
    ///   - overrides: As journaled; those for unknown routes or targets are left out.
    package init(routes: [Route], models: [ModelCard] = [], overrides: [Override] = []) {
        for route in routes { self.routes[route.name] = route }
        cards = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        for override in overrides where leads(override) {
            self.overrides[override.route] = override
        }
    }

    /// The override that holds for a route now; nil for none.
    package func override(of route: String, at now: Instant) -> Override? {
        overrides[route].flatMap { $0.holds(at: now) ? $0 : nil }
    }

    /// Sends all of a route's calls to one target.
    /// - Throws: `OverrideError` where the route or target is unknown or the end is past.
    package mutating func override(
        route: String,
        to target: String,
        by actor: String,
        reason: String,
        at now: Instant,
        expires: Instant?,
        guarded: RouteGuard? = nil,
        forecast: Override.Forecast? = nil
    ) throws(OverrideError) -> OverrideChange {
        guard let known = routes[route] else {
            throw .unknownRoute(route, known: routes.keys.sorted())
        }
        guard known.targets.contains(where: { $0.model == target }) else {
            throw .notATarget(target, of: route, targets: known.targets.map(\.model))
        }
        if let expires, expires <= now { throw .alreadyExpired(expires) }
        let after = Override(
            route: route,
            target: target,
            by: actor,
            reason: reason,
            at: now,
            expires: expires,
            guarded: guarded,
            forecast: forecast,
            before: self.override(of: route, at: now)?.target
        )
        return exchange(after, on: route, at: now)
    }

    /// Keeps a split, or none, for this type's own extensions.
    mutating func put(_ split: Split?, on route: String) { splits[route] = split }

    /// Keeps a kill switch, or none, for this type's own extensions.
    mutating func put(_ kill: KillSwitch?, on scope: KillScope) { kills[scope] = kill }

    /// Puts a journaled override back as it was; one that leads nowhere is left out.
    package mutating func restore(_ override: Override) {
        if leads(override) { overrides[override.route] = override }
    }

    /// Gives the choice back to the route's policy; nil where nothing was overridden.
    package mutating func release(route: String, at now: Instant) -> OverrideChange? {
        guard overrides[route] != nil else { return nil }
        return exchange(nil, on: route, at: now)
    }

    /// Does a change again, or its inverse; one that leads nowhere is left out.
    package mutating func apply(_ change: OverrideChange) {
        guard change.after.map(leads) ?? true else { return }
        overrides[change.route] = change.after
    }

    /// Removes overrides whose time is over, and says which.
    package mutating func expire(at now: Instant) -> [OverrideChange] {
        overrides.values.filter { !$0.holds(at: now) }
            .sorted { $0.route < $1.route }
            .map { override in
                overrides[override.route] = nil
                return OverrideChange(route: override.route, before: override, after: nil)
            }
    }

    private mutating func exchange(
        _ after: Override?,
        on route: String,
        at now: Instant
    ) -> OverrideChange {
        // An override that has run out is not worth coming back to.
        let before = override(of: route, at: now)
        overrides[route] = after
        return OverrideChange(route: route, before: before, after: after)
    }

    private func leads(_ override: Override) -> Bool {
        routes[override.route]?.targets.contains { $0.model == override.target } ?? false
    }
}
