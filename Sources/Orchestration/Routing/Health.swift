/// What is known of every model now, by name and in a dense array.
package struct Health: Hashable, Sendable {
    /// Where a model stands in `targets`; stable while this value lives.
    package struct Index: Hashable, Sendable { let position: Int }

    private var indices: [String: Index] = [:]
    package private(set) var names: [String] = []
    private var targets: [TargetHealth] = []
    /// By upstream: models of one endpoint share what retries they are owed.
    private var budgets: [String: RetryBudget] = [:]
    private var upstreams: [String: String] = [:]
    /// What was learned of the targets of each route.
    package var bandits: [String: Bandit] = [:]
    /// Canaries that failed their analysis, and why.
    package internal(set) var failedCanaries: [Canary: String] = [:]

    /// One canary of one route.
    package struct Canary: Hashable, Sendable {
        package let route: String
        package let model: String
        package init(_ route: String, _ model: String) {
            self.route = route
            self.model = model
        }
    }

    /// Knows these models, and nothing about them yet.
    package init(models: [String], at now: Instant) {
        for model in models where indices[model] == nil {
            indices[model] = Index(position: names.count)
            names.append(model)
            targets.append(TargetHealth())
            budgets[model] = RetryBudget(at: now)
        }
    }

    /// Knows the models of these cards, with their limits and upstreams.
    package init(cards: [ModelCard], at now: Instant) {
        self.init(models: cards.map(\.name), at: now)
        for card in cards {
            _ = update(card.name) { $0.quota = Quota(card.limits) }
            upstreams[card.name] = card.upstream
            budgets[card.upstream] = RetryBudget(at: now)
        }
    }

    private func upstream(of model: String) -> String { upstreams[model] ?? model }

    /// Retries that the upstream of a model is owed, 0 to 10.
    package func retries(of model: String, at now: Instant) -> Double {
        budgets[upstream(of: model)]?.tokens(at: now) ?? 0
    }

    /// Notes a first attempt, which earns its upstream a tenth of a retry.
    package mutating func depositRetry(_ model: String, at now: Instant) {
        budgets[upstream(of: model)]?.deposit(at: now)
    }

    /// Takes a retry out of the upstream's budget; false, and nothing is taken, where none is left.
    package mutating func withdrawRetry(_ model: String, at now: Instant) -> Bool {
        budgets[upstream(of: model)]?.withdraw(at: now) ?? false
    }

    /// Takes in what a call of a route was worth, from 0 to 1, for the policy that learns.
    package mutating func reward(_ route: String, _ model: String, _ worth: Double) {
        bandits[route, default: Bandit()].reward(model, worth)
    }

    /// Takes a canary out, or lets it go on where `why` is nil.
    package mutating func judge(_ canary: Canary, failed why: String?) {
        failedCanaries[canary] = why
    }

    /// Where a model stands; nil for one it was not made with.
    package func index(of model: String) -> Index? { indices[model] }

    package subscript(index: Index) -> TargetHealth {
        get { targets[index.position] }
        _modify { yield &targets[index.position] }
    }

    /// What is known of a model by name; nil for one it was not made with.
    package subscript(model: String) -> TargetHealth? {
        indices[model].map { targets[$0.position] }
    }

    /// Does something to a model's health; nil, and nothing is done, for an unknown one.
    package mutating func update<Result>(
        _ model: String,
        _ change: (inout TargetHealth) -> Result
    ) -> Result? {
        guard let index = indices[model] else { return nil }
        return change(&targets[index.position])
    }

    /// Looks for outliers among peers and sets them aside; call it every ten seconds or so.
    /// - Returns: The models newly set aside.
    package mutating func sweep(peers: [String], at now: Instant) -> [String] {
        let known = peers.compactMap { indices[$0] }
        let shares = known.map { index in
            self[index].failing.value(at: now).map { 1 - $0 }
        }
        let far = Set(Outlier.positions(of: shares))
        return known.indices.compactMap { at in
            mark(known[at], isOutlier: far.contains(at), at: now) ? names[known[at].position] : nil
        }
    }

    private mutating func mark(_ index: Index, isOutlier: Bool, at now: Instant) -> Bool {
        guard self[index].asideUntil <= now else { return false }
        guard isOutlier else {
            self[index].ejections = max(0, self[index].ejections - 1)
            return false
        }
        self[index].ejections += 1
        self[index].asideUntil = now + Outlier.time(ejection: self[index].ejections)
        return true
    }
}
