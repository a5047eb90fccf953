extension Screening {
    /// The candidates in the order they will be tried: canaries, then level by level.
    func ordered(_ bandit: Bandit, _ random: inout SplitMix) -> [RouteDecision.Candidate] {
        guard override == nil else {
            return eligible.map { candidate($0, .place($0.place)) }
        }
        var found = canaries.map { canary -> RouteDecision.Candidate in
            guard case .canary(let share) = canary.target.role else {
                return candidate(canary, .place(canary.place))
            }
            return candidate(canary, .canary(share))
        }
        for level in Set(eligible.map(\.target.level)).sorted() {
            let peers = eligible.filter { $0.target.level == level }
            found += ordered(peers, by: route.policy, bandit, &random)
        }
        return found
    }

    private func ordered(
        _ peers: [Eligible],
        by policy: Route.Policy,
        _ bandit: Bandit,
        _ random: inout SplitMix
    ) -> [RouteDecision.Candidate] {
        switch policy {
        case .priority, .pinned: peers.map { candidate($0, .place($0.place)) }
        case .leastBusy:
            peers.sorted { ($0.health.inFlight, $0.place) < ($1.health.inFlight, $1.place) }
                .map { candidate($0, .calls($0.health.inFlight)) }
        case .weighted: weighted(peers, &random)
        case .leastLatency: fastest(peers, &random)
        case .cheapest: cheapest(peers)
        case .bandit:
            bandit.ordered(
                peers.map(\.target.model),
                penalties: penalties(of: peers),
                &random
            ).map { at, propensity in
                let belief = bandit.belief(in: peers[at].target.model)
                return candidate(peers[at], .belief(mean: belief.mean, propensity: propensity))
            }
        case .sticky:
            peers.map { ($0, Affinity.score(call.session, $0.target.model)) }
                .sorted { (-$0.1, $0.0.place) < (-$1.1, $1.0.place) }
                .map { candidate($0.0, .affinity($0.1)) }
        }
    }

    /// What cost takes off each one's reward: its share of the dearest one's, by the route's weight;
    /// one whose price nobody knows counts as the dearest.
    private func penalties(of peers: [Eligible]) -> [Double] {
        let weight = route.extras.costWeight
        guard weight > 0 else { return [] }
        let costs = peers.map { peer -> Double? in
            if case .unknown = peer.estimate.cost { nil } else { Double(peer.estimate.cost.micros) }
        }
        let dearest = costs.compactMap(\.self).max() ?? 0
        return costs.map { cost in
            guard let cost else { return weight }
            return dearest > 0 ? weight * cost / dearest : 0
        }
    }

    private func candidate(
        _ eligible: Eligible,
        _ score: RouteDecision.Score
    ) -> RouteDecision.Candidate {
        RouteDecision.Candidate(
            model: eligible.target.model,
            score: score,
            isTrial: eligible.isTrial
        )
    }

    /// By expected cost those that meet the objective, then the others by expected time.
    ///
    /// A target nothing is known of meets it, so that something becomes known; one without a price
    /// comes after all that have one.
    private func cheapest(_ peers: [Eligible]) -> [RouteDecision.Candidate] {
        let limit = route.extras.objective?.inSeconds ?? .infinity
        let times = peers.map { $0.health.firstToken.value(at: now) ?? 0 }
        let prices = peers.map { peer -> Int64? in
            switch peer.estimate.cost {
            case .nothing: 0
            case .micros(let micros): micros
            case .unknown: nil
            }
        }
        let meets = peers.indices.filter { times[$0] <= limit }
            .sorted { (prices[$0] ?? .max, $0) < (prices[$1] ?? .max, $1) }
        let late = peers.indices.filter { times[$0] > limit }
            .sorted { (times[$0], $0) < (times[$1], $1) }
        return meets.map { candidate(peers[$0], .money(prices[$0])) }
            + late.map { candidate(peers[$0], .seconds(times[$0])) }
    }

    /// One drawn by weight; the others by falling weight.
    ///
    /// Weights that are no weights count as 0, and where all are, all weigh the same.
    private func weighted(_ peers: [Eligible], _ random: inout SplitMix)
        -> [RouteDecision.Candidate]
    {
        let raw = peers.map { $0.target.weight.isFinite ? max(0, $0.target.weight) : 0 }
        // Scaled by the greatest, so that their sum stays finite.
        let top = raw.max() ?? 0
        let weights = top > 0 ? raw.map { $0 / top } : raw.map { _ in 1 }
        let total = weights.reduce(0, +)
        var order = weights.indices.sorted { (-weights[$0], $0) < (-weights[$1], $1) }
        if let drawn = draw(weights, total, &random), let at = order.firstIndex(of: drawn) {
            order.insert(order.remove(at: at), at: 0)
        }
        return order.map { candidate(peers[$0], .share(weights[$0] / total)) }
    }

    private func draw(_ weights: [Double], _ total: Double, _ random: inout SplitMix) -> Int? {
        guard weights.count > 1 else { return weights.indices.first }
        var left = random.unit() * total
        for (index, weight) in weights.enumerated() where weight > 0 {
            left -= weight
            if left < 0 { return index }
        }
        return weights.lastIndex { $0 > 0 }
    }

    /// The better of two drawn at random, then the others by expected time.
    ///
    /// Always taking the best would send every caller to the same target at once.
    /// Source: M. Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", 1996.
    private func fastest(_ peers: [Eligible], _ random: inout SplitMix)
        -> [RouteDecision.Candidate]
    {
        let tokens = Double(max(1, call.tokensOut))
        let costs = peers.map { $0.health.cost(tokens: tokens, at: now) }
        var order = costs.indices.sorted { (costs[$0] ?? 0, $0) < (costs[$1] ?? 0, $1) }
        if order.count > 2 {
            let one = Int(random.next() % UInt64(order.count))
            let other = (one + 1 + Int(random.next() % UInt64(order.count - 1))) % order.count
            // `order` ascends by cost, so the lower position is the better of the two.
            order.insert(order.remove(at: min(one, other)), at: 0)
        }
        return order.map { candidate(peers[$0], .seconds(costs[$0])) }
    }
}
