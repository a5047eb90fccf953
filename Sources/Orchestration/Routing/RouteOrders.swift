/// An operator's order about where the calls of a route go.
package protocol RouteOrder: Hashable, Sendable {
    var route: String { get }
    var by: String { get }
    /// When it was given; no two on one route share a moment.
    var at: Instant { get }
    var openRuns: OpenRuns { get }
    /// How many runs were open on the route when it was given.
    var others: Int { get }
    /// When the choice was given back to the policy; empty while the order stands.
    var releases: [Release] { get set }
    /// Where it sends calls, in words.
    var goal: String { get }
    func holds(at now: Instant) -> Bool
}

/// The choice of a route, given back to its policy.
package struct Release: Hashable, Sendable {
    package let at: Instant
    package let by: String
    package let openRuns: OpenRuns
    /// How many runs were open on the route then.
    package let others: Int
}

/// The orders of one kind about one route, the newest last.
///
/// Which of them a call follows depends on when its run began:
/// ```
///   runs begin ──a──────b───────c──────▶     a, b: orders that let open runs keep their route
///                policy │ a     │ b          c: moves them, so all follow c while it stands
/// ```
/// An older order stays beneath a newer one for the runs it still concerns, and for the time when
/// the newer one has ended or was taken back.
package struct RouteOrders<Order: RouteOrder>: Hashable, Sendable {
    /// So many are kept; the oldest goes first, and its runs follow the policy.
    package static var limit: Int { 16 }

    package private(set) var all: [Order] = []

    package init(_ orders: [Order] = []) {
        all = Array(orders.sorted { $0.at < $1.at }.suffix(Self.limit))
    }

    package var isEmpty: Bool { all.isEmpty }

    /// The order that a call follows; nil where the route's policy chooses.
    ///
    /// `began` is when its run began; nil for one that begins now.
    package func standing(for began: Instant? = nil, at now: Instant) -> Order? {
        all.last { $0.holds(at: now) && $0.concerns(began) }
    }

    mutating func give(_ order: Order) {
        all.append(order)
        if all.count > Self.limit { all.removeFirst() }
    }

    /// Gives the choice back to the policy: for everybody, or for runs that begin after it.
    /// - Returns: False where nobody is routed otherwise for it.
    mutating func release(_ release: Release) -> Bool {
        let hasEffect = all.contains { order in
            release.openRuns == .move
                ? !order.releases.contains { $0.openRuns == .move } : order.releases.isEmpty
        }
        guard hasEffect else { return false }
        // Those it means nothing for now have it as well: an earlier release may be taken back.
        for place in all.indices { all[place].releases.append(release) }
        return true
    }

    /// Takes back what was ordered at a moment, an order or a release, as though it never had been.
    /// - Returns: What was taken back: an order, or how it was released; nil where nothing was.
    mutating func takeBack(_ moment: Instant) -> TakenBack? {
        if let place = all.firstIndex(where: { $0.at == moment }) {
            return .order(all.remove(at: place))
        }
        var found: Release?
        for place in all.indices {
            found = found ?? all[place].releases.first { $0.at == moment }
            all[place].releases.removeAll { $0.at == moment }
        }
        return found.map { .release($0) }
    }

    /// What was taken back.
    enum TakenBack {
        case order(Order)
        case release(Release)
    }

    /// Removes what has run out.
    /// - Returns: What was removed.
    mutating func sweep(at now: Instant) -> [Order] {
        let over = all.filter { !$0.holds(at: now) }
        if !over.isEmpty { all.removeAll { !$0.holds(at: now) } }
        return over
    }

    /// The moment of the newest order or release; nil for none.
    package var newest: Instant? { all.flatMap { [$0.at] + $0.releases.map(\.at) }.max() }

    /// The moments on whose sides runs may be routed differently, with how many runs were open then.
    var borders: [Instant: Int] {
        let orders = all.filter { $0.openRuns == .keep && $0.others > 0 }.map { ($0.at, $0.others) }
        let releases = all.flatMap(\.releases).filter { $0.openRuns == .keep && $0.others > 0 }
            .map { ($0.at, $0.others) }
        return Dictionary(orders + releases, uniquingKeysWith: max)
    }

    /// What runs that begin now follow and this one does not, as it began before.
    func passedOver(_ began: Instant?, at now: Instant) -> PassedOver? {
        guard let began else { return nil }
        let (current, own) = (standing(at: now), standing(for: began, at: now))
        guard current != own else { return nil }
        if let current, current.at > began {
            return PassedOver(at: current.at, by: current.by, goal: current.goal, began: began)
        }
        return all.flatMap(\.releases).max { $0.at < $1.at }.map {
            PassedOver(at: $0.at, by: $0.by, goal: "its policy", began: began)
        }
    }
}

/// A newer order that a run does not follow, as it began before it.
package struct PassedOver: Hashable, Sendable {
    package let at: Instant
    package let by: String
    package let goal: String
    /// When the run began.
    package let began: Instant
}

extension RouteOrder {
    /// Whether it is for a run that began then; nil for one that begins now.
    func concerns(_ began: Instant?) -> Bool {
        let mayConcern = releases.allSatisfy { release in
            release.openRuns == .keep && began.map { $0 < release.at } ?? false
        }
        guard mayConcern else { return false }
        guard openRuns == .keep, let began else { return true }
        return began >= at
    }
}
