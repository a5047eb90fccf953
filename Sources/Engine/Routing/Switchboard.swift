internal import Synchronization
package import Orchestration

/// The routing table and what is known of every target, shared by all performers.
///
/// Holds no rule: choosing and breaking are the core's; this is the lock around them.
package final class Switchboard: Sendable {
    struct State: Sendable {
        var table: RoutingTable
        var health: Health
        var random: SplitMix
        /// Calls of the last minute by route and target, for real shares.
        var shares: [String: [String: SlidingCount]] = [:]
        var cache = ResponseCache()
        /// Calls and hedged calls by route, since the start.
        var hedges: [String: (calls: Int, hedged: Int)] = [:]
        /// What stood in the way at the newest decision of each route.
        var views: [String: RouteView] = [:]
        /// Routes that learned something since it was last written down.
        var learned: Set<String> = []
    }

    private let state: Mutex<State>

    package init(project: Project, seed: UInt64, at now: Instant) {
        state = Mutex(
            State(
                table: RoutingTable(routes: project.routes, models: project.models),
                health: Health(cards: project.models, at: now),
                random: SplitMix(seed: seed)
            )
        )
    }

    /// Chooses a target, with reasons.
    package func choose(_ call: RoutedCall, at now: Instant) -> RouteDecision {
        state.withLock { $0.table.choose(for: call, given: $0.health, at: now, random: &$0.random) }
    }

    /// Notes that a call begins; nil where the target's breaker lets none through.
    ///
    /// A first call earns its upstream a tenth of a retry, a repeated one takes one.
    package func begin(
        _ model: String,
        route: String,
        as turn: CallTurn = .first,
        estimate: Quota.Estimate? = nil,
        at now: Instant
    ) -> Breaker.Ticket? {
        state.withLock { state in
            guard let ticket = state.health.update(model, { $0.begin(at: now) }) ?? nil else {
                return nil
            }
            state.shares[route, default: [:]][model, default: SlidingCount()].add(at: now)
            switch turn {
            case .first: state.health.depositRetry(model, at: now)
            case .repeated: _ = state.health.withdrawRetry(model, at: now)
            case .moved, .copy: break
            }
            if let estimate { state.health.update(model) { $0.quota.reserve(estimate, at: now) } }
            return ticket
        }
    }

    /// Notes how a call ended.
    package func end(
        _ model: String,
        _ report: CallReport,
        _ ticket: Breaker.Ticket,
        at now: Instant
    ) {
        state.withLock { state in
            var random = state.random
            _ = state.health.update(model) { $0.end(report, ticket, at: now, random: &random) }
            state.random = random
        }
    }

    /// Notes that a call was cut off that had given no content for so long.
    func wasOvertaken(_ model: String, after elapsed: Duration, at now: Instant) {
        state.withLock { _ = $0.health.update(model) { $0.wasOvertaken(after: elapsed, at: now) } }
    }

    /// Notes that content of a call has come.
    func spoke(_ model: String, _ ticket: Breaker.Ticket, at now: Instant) {
        state.withLock { _ = $0.health.update(model) { $0.spoke(ticket, at: now) } }
    }

    /// Looks for targets that have fallen silent.
    /// - Returns: Those whose breaker opened for it, with why.
    func listen(at now: Instant) -> [(model: String, why: String)] {
        state.withLock { state in
            var random = state.random
            defer { state.random = random }
            return state.health.names.compactMap { name in
                state.health.update(name) { health -> (String, String)? in
                    guard health.listen(at: now, random: &random),
                        case .open(_, let cause) = health.breaker.state
                    else { return nil }
                    return (name, cause.words)
                } ?? nil
            }
        }
    }

    /// Replaces what a call reserved by what it used.
    func settle(
        _ model: String,
        _ estimate: Quota.Estimate,
        tokens: Int?,
        cost: Cost,
        at now: Instant
    ) {
        state.withLock {
            $0.health.update(model) {
                $0.quota.settle(estimate, tokens: tokens, cost: cost, at: now)
            }
        }
    }

    /// Tells the policy that learns what a call was worth, from 0 to 1.
    func reward(_ route: String, _ model: String, _ worth: Double) {
        state.withLock { state in
            guard state.table.routes[route]?.policy == .bandit else { return }
            state.health.reward(route, model, worth)
            state.learned.insert(route)
        }
    }

    /// Where a failed call goes next; the retry is taken from the budget in the same breath, or
    /// others that look at it meanwhile would spend it as well.
    package func fallback(
        from decision: RouteDecision,
        after kind: FailureKind,
        tried: [String],
        progress: CallProgress = .beforeFirstToken,
        tenant: String = "",
        at now: Instant
    ) -> FallbackStep {
        state.withLock { state in
            let step = state.table.fallback(
                from: decision,
                after: kind,
                tried: tried,
                progress: progress,
                tenant: tenant,
                given: state.health,
                at: now
            )
            guard case .move(let other) = step, !state.health.withdrawRetry(other, at: now) else {
                return step
            }
            return .stop(.budgetSpent(other))
        }
    }

    /// The answer of a route where no target may be called.
    package func safeDefault(of route: String) -> Value? {
        state.withLock { $0.table.routes[route]?.safeDefault }
    }

    /// Reads or changes table and health in one step.
    func with<Result: Sendable>(_ body: (inout State) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}

/// What a call is to the retry budget of its upstream.
package enum CallTurn: Hashable, Sendable {
    case first
    /// A further attempt of the step.
    case repeated
    /// To another target, after a failure or beside a call that is slow to begin: the budget has
    /// paid for it.
    case moved
    /// For a shadow: nobody asked for it.
    case copy
}

/// How often something happened in the last minute, in buckets of five seconds.
struct SlidingCount: Sendable {
    private var buckets: [Int64: Int] = [:]

    mutating func add(at now: Instant) {
        let number = now.milliseconds / 5000
        buckets[number, default: 0] += 1
        if buckets.count > 24 { buckets = buckets.filter { $0.key > number - 12 } }
    }

    func count(at now: Instant) -> Int {
        let number = now.milliseconds / 5000
        return buckets.reduce(0) { $0 + ($1.key > number - 12 && $1.key <= number ? $1.value : 0) }
    }
}
