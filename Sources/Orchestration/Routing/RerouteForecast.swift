/// What sending all of a route's calls to one target would have meant for recorded traffic.
///
/// Figures of the target come from what it did itself in that time, on any route: nothing is
/// extrapolated from other models. Where it did little, the forecast says how sure it is.
package struct RerouteForecast: Hashable, Sendable, Codable {
    /// How much the figures of the target are worth.
    package enum Sureness: String, Hashable, Sendable, Codable {
        /// 200 calls of the target or more.
        case good
        /// 30 or more.
        case fair
        /// Fewer.
        case weak
        /// It was not called: nothing is known.
        case none
    }

    /// One figure now and then; nil where it is not known.
    package struct Change: Hashable, Sendable, Codable {
        package let now: Double?
        package let then: Double?
    }

    /// A target's share of the route's calls, from 0 to 1.
    package struct Share: Hashable, Sendable, Codable {
        package let model: String
        package let now: Double
        package let then: Double
    }

    package var route: String
    /// Where all calls would go; nil for back to the policy, and where shares divide them.
    package var target: String?
    /// Minutes of recorded traffic it is based on.
    package var minutes: Int
    /// Calls of the route in that time.
    package var calls: Int
    package var shares: [Share] = []
    /// Seconds.
    package var p95: Change
    package var firstToken95: Change
    /// From 0 to 1.
    package var errorShare: Change
    /// For the calls of that time, in the price list's unit of money.
    package var cost: Change
    /// The limit of the target that the traffic would pass; empty for none.
    package var quota = ""
    /// Share of the prompts that are longer than the target takes; nil where neither is known.
    package var tooLong: Double?
    /// Runs that are open and use the route.
    package var openRuns = 0
    package var workflows: [String] = []
    package var sureness: Sureness
    /// Calls of the target that its figures come from.
    package var evidence: Int
    /// What stands in the way of the target now, for example an open breaker; empty for nothing.
    package var obstacle = ""
}

/// What a forecast is made from.
package struct ForecastBasis: Sendable {
    package var ledger: MetricLedger
    package var minutes: Int
    package var openRuns: Int
    package var workflows: [String]
    package var obstacle: String

    package init(
        ledger: MetricLedger,
        minutes: Int,
        openRuns: Int = 0,
        workflows: [String] = [],
        obstacle: String = ""
    ) {
        self.ledger = ledger
        self.minutes = max(1, min(minutes, 120))
        self.openRuns = openRuns
        self.workflows = workflows
        self.obstacle = obstacle
    }
}

extension RoutingTable {
    /// Forecasts an override.
    /// - Throws: `OverrideError` where the route or the target is unknown.
    package func forecast(
        route name: String,
        to target: String?,
        from basis: ForecastBasis,
        at now: Instant
    ) throws(OverrideError) -> RerouteForecast {
        guard let route = routes[name] else {
            throw .unknownRoute(name, known: routes.keys.sorted())
        }
        if let target, !route.targets.contains(where: { $0.model == target }) {
            throw .notATarget(target, of: name, targets: route.targets.map(\.model))
        }
        let after = target ?? route.usual
        let whole = basis.slice(.route(name), at: now)
        let own = after.map { basis.slice(.model($0), at: now) } ?? MetricSlice()
        let money = after.flatMap { cards[$0] }
        return RerouteForecast(
            route: name,
            target: target,
            minutes: basis.minutes,
            calls: whole.calls,
            shares: after.map { after in
                shares(route, basis, at: now) { $0 == after ? 1 : 0 }
            } ?? [],
            p95: .init(now: whole.took.seconds95, then: own.took.seconds95),
            firstToken95: .init(now: whole.firstToken.seconds95, then: own.firstToken.seconds95),
            errorShare: .init(now: whole.errorShare, then: own.errorShare),
            cost: .init(now: whole.money, then: money.flatMap { $0.money(for: whole, at: now) }),
            quota: money.map { $0.limits.passed(by: whole, minutes: basis.minutes) } ?? "",
            tooLong: money?.contextTokens.flatMap { whole.promptTokens.share(above: $0) },
            openRuns: basis.openRuns,
            workflows: basis.workflows,
            sureness: RerouteForecast.Sureness(calls: own.calls),
            evidence: own.calls,
            obstacle: basis.obstacle
        )
    }

    /// What each target got, and what it would get.
    func shares(
        _ route: Route,
        _ basis: ForecastBasis,
        at now: Instant,
        then: (String) -> Double
    ) -> [RerouteForecast.Share] {
        let calls = route.targets.map {
            basis.slice(.target(route: route.name, model: $0.model), at: now).calls
        }
        let total = calls.reduce(0, +)
        guard total > 0 else { return [] }
        return zip(route.targets, calls).map { target, count in
            RerouteForecast.Share(
                model: target.model,
                now: Double(count) / Double(total),
                then: then(target.model)
            )
        }
    }
}

extension Route {
    /// Who gets all calls by the policy alone; nil where the policy spreads them.
    fileprivate var usual: String? {
        guard policy == .priority || policy == .pinned else { return nil }
        return targets.first { $0.role == .full }?.model
    }
}

extension ForecastBasis {
    func slice(_ subject: MetricSubject, at now: Instant) -> MetricSlice {
        ledger.slice(of: subject, minutes: minutes, at: now)
    }
}

extension RerouteForecast.Sureness {
    init(calls: Int) {
        self = calls >= 200 ? .good : calls >= 30 ? .fair : calls > 0 ? .weak : .none
    }
}

extension MetricSlice {
    /// From 0 to 1; nil without calls.
    package var errorShare: Double? { calls > 0 ? Double(failed) / Double(calls) : nil }

    var money: Double? { costMicros > 0 ? Double(costMicros) / 1e6 : nil }
}

extension Spread {
    /// Seconds of what holds microseconds; nil without any.
    package var seconds95: Double? { quantile(0.95).map { Double($0) / 1e6 } }
}

extension ModelCard {
    /// What the recorded tokens would have cost here; nil where no price is in force.
    func money(for slice: MetricSlice, at now: Instant) -> Double? {
        let cost = cost(tokensIn: slice.tokensIn, tokensOut: slice.tokensOut, at: now)
        guard case .micros(let micros) = cost, let price = prices.price(at: now) else { return nil }
        return Double(micros) / 1e6 + price.perCall * Double(max(0, slice.calls - 1))
    }
}

extension Quota.Limits {
    /// The limit that a share of so much traffic would pass, in words; empty for none.
    func passed(by slice: MetricSlice, share: Double = 1, minutes: Int) -> String {
        let calls = Double(slice.calls) * share / Double(minutes)
        let tokens = Double(slice.tokensIn.addingClamped(slice.tokensOut)) * share / Double(minutes)
        if let limit = callsPerMinute, calls > Double(limit) {
            return "\(calls.fixed(0)) calls a minute, calls_per_minute \(limit)"
        }
        if let limit = tokensPerMinute, tokens > Double(limit) {
            return "\(tokens.fixed(0)) tokens a minute, tokens_per_minute \(limit)"
        }
        return ""
    }
}
