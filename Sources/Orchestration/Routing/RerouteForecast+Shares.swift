extension RoutingTable {
    /// Forecasts shares that an operator would divide a route's calls by.
    ///
    /// Each target's figures are its own, and count by its share. One that was not called leaves
    /// what depends on it unknown; how sure the whole is follows from the target that was called
    /// least.
    /// - Throws: `SplitError` where the route or a target is unknown, or the shares make no whole.
    package func forecast(
        route name: String,
        divided shares: [String: Int],
        from basis: ForecastBasis,
        at now: Instant
    ) throws(SplitError) -> RerouteForecast {
        guard let route = routes[name] else {
            throw .unknownRoute(name, known: routes.keys.sorted())
        }
        let split = Split(route: name, shares: shares, by: "", reason: "", at: now)
        if let error = route.objection(to: split) { throw error }
        let whole = basis.slice(.route(name), at: now)
        let mixture = Mixture(
            of: shares.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { model, percent in
                Mixture.Part(
                    share: Double(percent) / 100,
                    slice: basis.slice(.model(model), at: now),
                    card: cards[model]
                )
            },
            taking: whole
        )
        return RerouteForecast(
            route: name,
            target: nil,
            minutes: basis.minutes,
            calls: whole.calls,
            shares: self.shares(route, basis, at: now) { Double(shares[$0] ?? 0) / 100 },
            p95: .init(now: whole.took.seconds95, then: mixture.seconds95(\.took)),
            firstToken95: .init(
                now: whole.firstToken.seconds95,
                then: mixture.seconds95(\.firstToken)
            ),
            errorShare: .init(now: whole.errorShare, then: mixture.errorShare),
            cost: .init(now: whole.money, then: mixture.cost(at: now)),
            quota: mixture.quota(minutes: basis.minutes),
            tooLong: mixture.tooLong,
            openRuns: basis.openRuns,
            workflows: basis.workflows,
            sureness: RerouteForecast.Sureness(calls: mixture.evidence),
            evidence: mixture.evidence,
            obstacle: basis.obstacle
        )
    }
}

/// Targets that share a route's calls.
private struct Mixture {
    struct Part {
        /// From 0 to 1.
        let share: Double
        /// What it did itself, on any route.
        let slice: MetricSlice
        let card: ModelCard?
    }

    private let parts: [Part]
    /// All calls of the route.
    private let whole: MetricSlice

    init(of parts: [Part], taking whole: MetricSlice) {
        self.parts = parts
        self.whole = whole
    }

    /// Calls of the target that was called least.
    var evidence: Int { parts.map(\.slice.calls).min() ?? 0 }

    /// Nil where one of them has no numbers of that kind.
    func seconds95(_ spread: (MetricSlice) -> Spread) -> Double? {
        let spreads = parts.map { (weight: $0.share, spread: spread($0.slice)) }
        guard spreads.allSatisfy({ $0.spread.count > 0 }) else { return nil }
        return Spread.mixed(spreads).seconds95
    }

    /// Nil where one of them was not called.
    var errorShare: Double? { sum { $0.slice.errorShare } }

    /// Nil where the price of one is not known.
    func cost(at now: Instant) -> Double? { sum { $0.card?.money(for: whole, at: now) } }

    /// Share of the prompts that are too long for the target that gets them; nil where no target
    /// says how long they may be.
    var tooLong: Double? {
        let known = parts.compactMap { part in
            part.card?.contextTokens.flatMap { whole.promptTokens.share(above: $0) }
                .map { $0 * part.share }
        }
        return known.isEmpty ? nil : known.reduce(0, +)
    }

    /// The first limit that would be passed, with whose it is; empty for none.
    func quota(minutes: Int) -> String {
        for part in parts {
            let passed = part.card?.limits.passed(by: whole, share: part.share, minutes: minutes)
            if let passed, !passed.isEmpty { return "\(part.card?.name ?? ""): \(passed)" }
        }
        return ""
    }

    /// A figure of all of them, each by its share; nil where one is not known.
    private func sum(_ figure: (Part) -> Double?) -> Double? {
        let figures = parts.map { part in figure(part).map { $0 * part.share } }
        guard !figures.isEmpty, figures.allSatisfy({ $0 != nil }) else { return nil }
        return figures.compactMap(\.self).reduce(0, +)
    }
}
