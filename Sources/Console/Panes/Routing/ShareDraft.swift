package import Orchestration
package import Screen

/// Shares of a route that an operator moves about before anything is applied.
///
/// 1. The shares always make 100: what one target gets, others give, the greatest first.
/// 2. A draft stays until it is applied or dropped, wherever the operator goes meanwhile.
package struct ShareDraft: Hashable, Sendable {
    package let route: String
    /// Percent by model, in the order of the route's targets.
    package private(set) var shares: [Share]
    /// The place of the target that keys change.
    package private(set) var chosen = 0
    /// When it was opened last: keys of the first moments are not for it.
    package var opened: Instant
    /// What the shares as they stand would have meant for recorded traffic; nil until that is known.
    package private(set) var forecast: RerouteForecast?

    /// What one target gets.
    package struct Share: Hashable, Sendable {
        package let model: String
        package fileprivate(set) var percent: Int
        /// What it gets now, as far as that is known.
        package let before: Int?
    }

    /// What a key led to.
    package enum Verdict: Hashable, Sendable { case open, kept, dropped, ready }

    /// One press moves so many percent.
    package static let step = 5

    /// A draft that begins with what a route does now; nil for a route with fewer than two targets
    /// that take calls.
    package init?(_ route: RouteRow, choosing model: String, at now: Instant) {
        let takers = route.targets.filter { $0.role.isEmpty }
        guard takers.count > 1 else { return nil }
        self.route = route.name
        opened = now
        let known = takers.map { $0.setShare ?? $0.share }
        let whole = Self.whole(known.map { $0 ?? 0 })
        shares = zip(takers, zip(known, whole)).map { target, share in
            let before = share.0.map { Int((min(1, max(0, $0)) * 100).rounded()) }
            return Share(model: target.model, percent: share.1, before: before)
        }
        chosen = takers.firstIndex { $0.model == model } ?? 0
    }

    /// Whole percents that make 100, as near to the parts as can be; all to the first of nothing.
    private static func whole(_ parts: [Double]) -> [Int] {
        let parts = parts.map { $0.isFinite ? max(0, $0) : 0 }
        let sum = parts.reduce(0, +)
        guard sum > 0 else { return parts.indices.map { $0 == 0 ? 100 : 0 } }
        var whole = parts.map { Int(($0 / sum * 100).rounded(.down)) }
        let greatest = parts.indices.max { parts[$0] < parts[$1] } ?? 0
        whole[greatest] += 100 - whole.reduce(0, +)
        return whole
    }

    /// The shares as an order takes them.
    package var table: [String: Int] {
        Dictionary(shares.map { ($0.model, $0.percent) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether it differs from what is done now.
    package var isChanged: Bool { shares.contains { $0.percent != $0.before } }

    /// Takes a forecast; one of shares that were moved meanwhile is dropped.
    package mutating func take(_ forecast: RerouteForecast, of shares: [String: Int]) {
        guard shares == table else { return }
        self.forecast = forecast
    }

    /// Takes a key.
    package mutating func take(_ key: Key, at now: Instant) -> Verdict {
        guard now - opened >= Confirmation.grace else { return .open }
        switch key.code {
        case .escape: return .kept
        case .enter: return .ready
        case .down, .character("j"), .tab: chosen = min(chosen + 1, shares.count - 1)
        case .up, .character("k"), .backTab: chosen = max(chosen - 1, 0)
        case .right, .character("l"), .character("+"), .character("="): move(by: Self.step)
        case .left, .character("h"), .character("-"): move(by: -Self.step)
        case .end, .character("G"): move(by: 100)
        case .home, .character("g"): move(by: -100)
        case .delete, .backspace, .character("d"): return .dropped
        default: break
        }
        return .open
    }

    /// Gives the chosen target more or less; the others make up for it.
    private mutating func move(by percent: Int) {
        let others = shares.indices.filter { $0 != chosen }
            .sorted { (-shares[$0].percent, $0) < (-shares[$1].percent, $1) }
        let wanted = min(100, max(0, shares[chosen].percent + percent))
        var left = wanted - shares[chosen].percent
        guard left != 0 else { return }
        forecast = nil
        shares[chosen].percent = wanted
        if left < 0, let heir = others.first {
            shares[heir].percent -= left
            return
        }
        for other in others where left > 0 {
            let given = min(left, shares[other].percent)
            shares[other].percent -= given
            left -= given
        }
    }
}
