extension RoutingTable {
    /// Switches something off.
    /// - Throws: `KillError` where it is unknown, off already, or would have ended before now.
    package mutating func kill(_ kill: KillSwitch, at now: Instant) throws(KillError) {
        switch kill.scope {
        case .route(let name) where routes[name] == nil:
            throw .unknownRoute(name, known: routes.keys.sorted())
        case .model(let name) where cards[name] == nil && !isTarget(name):
            throw .unknownModel(name, known: cards.keys.sorted())
        case .tenant(let name) where name.isEmpty: throw .namelessTenant
        case .everything, .route, .model, .tenant: break
        }
        guard kill.holds(at: now) else { throw .alreadyExpired }
        guard !isOff(kill.scope, at: now) else { throw .isOff(kill.scope) }
        put(kill, on: kill.scope)
    }

    /// Switches something on again.
    /// - Returns: The switch that is gone.
    /// - Throws: `KillError.isOn` where it is not off.
    @discardableResult
    package mutating func revive(_ scope: KillScope) throws(KillError) -> KillSwitch {
        guard let kill = kills[scope] else { throw .isOn(scope) }
        put(nil, on: scope)
        return kill
    }

    /// Puts a journaled switch back; one for a route or model that is gone is left out.
    package mutating func restore(_ kill: KillSwitch) {
        switch kill.scope {
        case .route(let name) where routes[name] == nil: break
        case .model(let name) where cards[name] == nil && !isTarget(name): break
        case .everything, .route, .model, .tenant: put(kill, on: kill.scope)
        }
    }

    /// Removes switches whose time is over, and says which.
    package mutating func expireKills(at now: Instant) -> [KillSwitch] {
        let over = kills.values.filter { !$0.holds(at: now) }
            .sorted { $0.scope.object < $1.scope.object }
        for kill in over { put(nil, on: kill.scope) }
        return over
    }

    /// Whether exactly this is switched off.
    package func isOff(_ scope: KillScope, at now: Instant) -> Bool {
        kill(of: scope, at: now) != nil
    }

    /// The switch in the way of every call on a route, and of a tenant where it is not empty.
    package func kill(route: String, tenant: String, at now: Instant) -> KillSwitch? {
        guard !kills.isEmpty else { return nil }
        return kill(of: .everything, at: now) ?? kill(of: .route(route), at: now)
            ?? (tenant.isEmpty ? nil : kill(of: .tenant(tenant), at: now))
    }

    /// The switch in the way of one model; nil for none.
    package func kill(model: String, at now: Instant) -> KillSwitch? {
        kills.isEmpty ? nil : kill(of: .model(model), at: now)
    }

    /// Whether no switch is in the way of a call that goes to a further target.
    package func lets(
        _ model: String,
        take route: String,
        of tenant: String,
        at now: Instant
    ) -> Bool {
        kill(route: route, tenant: tenant, at: now) == nil && kill(model: model, at: now) == nil
    }

    private func kill(of scope: KillScope, at now: Instant) -> KillSwitch? {
        kills[scope].flatMap { $0.holds(at: now) ? $0 : nil }
    }

    private func isTarget(_ model: String) -> Bool {
        routes.values.contains { $0.targets.contains { $0.model == model } }
    }
}
