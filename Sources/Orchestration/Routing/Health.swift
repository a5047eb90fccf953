/// What is known of every model now, by name and in a dense array.
package struct Health: Hashable, Sendable {
    /// Where a model stands in `targets`; stable while this value lives.
    package struct Index: Hashable, Sendable { let position: Int }

    private var indices: [String: Index] = [:]
    package private(set) var names: [String] = []
    private var targets: [TargetHealth] = []

    /// Knows these models, and nothing about them yet.
    package init(models: [String], at now: Instant) {
        for model in models where indices[model] == nil {
            indices[model] = Index(position: names.count)
            names.append(model)
            targets.append(TargetHealth(at: now))
        }
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
