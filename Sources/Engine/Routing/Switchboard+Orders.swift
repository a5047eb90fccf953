internal import Orchestration

extension Switchboard {
    /// Sends a route to one target.
    func override(
        route: String,
        to target: String,
        by actor: String,
        reason: String,
        at now: Instant,
        expires: Instant? = nil,
        guarded: RouteGuard? = nil,
        forecast: Override.Forecast? = nil,
        openRuns: OpenRuns = .keep,
        others: Int = 0
    ) throws(OverrideError) -> OverrideChange {
        let result = with { state in
            Result { () throws(OverrideError) -> OverrideChange in
                try state.table.override(
                    route: route,
                    to: target,
                    by: actor,
                    reason: reason,
                    at: now,
                    expires: expires,
                    guarded: guarded,
                    forecast: forecast,
                    openRuns: openRuns,
                    others: others
                )
            }
        }
        return try result.get()
    }

    /// Takes back what was ordered about a route at a moment; nil for the newest order.
    /// - Returns: The order that brings it about again.
    func takeBack(_ moment: Instant?, on route: String) throws(OverrideError) -> Control.Action {
        let result = with { state in
            Result { () throws(OverrideError) -> Control.Action in
                try state.table.takeBack(moment, on: route)
            }
        }
        return try result.get()
    }

    /// Ends overrides whose time is over.
    func expire(at now: Instant) -> [OverrideChange] { with { $0.table.expire(at: now) } }

    /// The state of a model's breaker; nil for an unknown model.
    func breaker(of model: String) -> Breaker.State? { with { $0.health[model]?.breaker.state } }

    /// The override that holds for a route; nil for none.
    func override(of route: String, at now: Instant) -> Override? {
        with { $0.table.override(of: route, at: now) }
    }

    /// A breaker in words; an opening whose time is over is said to be over.
    private static func words(_ breaker: Breaker?, at now: Instant) -> String {
        guard let breaker else { return "unknown" }
        if case .open(let until, let cause) = breaker.state, until <= now {
            return "rested until \(until.clock), next call is a trial: \(cause.words)"
        }
        if let asked = breaker.askedToWait(at: now) {
            return "closed, asked to be left alone until \(asked.clock)"
        }
        return breaker.words { $0.clock }
    }

    /// A route as the console shows it.
    func row(of route: Route, _ models: [ModelRow], at now: Instant) -> RouteRow {
        with { state in
            var row = RouteRow()
            row.name = route.name
            row.policy = route.policy.rawValue
            let override = state.table.override(of: route.name, at: now)
            row.overriddenTo = override?.target
            row.override = override.map { "\($0.target) by \($0.by)".because($0.reason) } ?? ""
            row.overrideEnds = override?.expires
            row.split =
                state.table.split(of: route.name, at: now).map {
                    "\($0.words) by \($0.by)".because($0.reason)
                } ?? ""
            row.openRuns = state.table.eras(of: route.name, at: now)
            let inForce = state.table.inForce(route.name, at: now) ?? route
            row.killed =
                state.table.kill(route: route.name, tenant: "", at: now)?.words ?? ""
            let counts = state.shares[route.name] ?? [:]
            let total = counts.values.reduce(0) { $0 + $1.count(at: now) }
            row.targets = inForce.targets.map { target in
                var cell = TargetRow()
                let model = models.first { $0.name == target.model }
                cell.model = target.model
                cell.state = model?.state ?? .idle
                cell.p95 = model?.p95
                cell.errorShare = model?.errorShare
                cell.breaker = Self.words(state.health[target.model]?.breaker, at: now)
                cell.breakerState = state.health[target.model]?.breaker.state.word ?? ""
                let count = counts[target.model]?.count(at: now) ?? 0
                cell.share = total > 0 ? Double(count) / Double(total) : nil
                cell.setShare = inForce.setShare(of: target)
                cell.role = target.role.word
                cell.retriesLeft = state.health.retries(of: target.model, at: now)
                let none = Quota.Estimate(tokens: 1, cost: .micros(1))
                let hit = state.health[target.model]?.quota.hit(by: none, at: now)
                cell.limit = hit?.words ?? ""
                cell.killed = state.table.kill(model: target.model, at: now)?.words ?? ""
                return cell
            }
            return row
        }
    }
}

extension Route {
    /// The share of the route's calls that weights or a canary ask for.
    fileprivate func setShare(of target: Target) -> Double? {
        switch target.role {
        case .canary(let share), .shadow(let share): return share
        case .full: break
        }
        guard policy == .weighted else { return nil }
        let peers = targets.filter { $0.role == .full && $0.level == target.level }
        let total = peers.reduce(0) { $0 + $1.weight }
        return total > 0 && total.isFinite ? target.weight / total : nil
    }
}

extension Route.Role {
    /// The role in a word; empty for a full target.
    fileprivate var word: String {
        switch self {
        case .full: ""
        case .canary: "canary"
        case .shadow: "shadow"
        }
    }
}
