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
    }

    private let state: Mutex<State>

    package init(project: Project, seed: UInt64, at now: Instant) {
        let models = project.models.map(\.name)
        state = Mutex(
            State(
                table: RoutingTable(routes: project.routes, models: project.models),
                health: Health(models: models, at: now),
                random: SplitMix(seed: seed)
            )
        )
    }

    /// Chooses a target, with reasons.
    package func choose(_ call: RoutedCall, at now: Instant) -> RouteDecision {
        state.withLock { $0.table.choose(for: call, given: $0.health, at: now, random: &$0.random) }
    }

    /// Notes that a call begins; nil where the target's breaker lets none through.
    package func begin(_ model: String, route: String, at now: Instant) -> Breaker.Ticket? {
        state.withLock { state in
            state.shares[route, default: [:]][model, default: SlidingCount()].add(at: now)
            return state.health.update(model) { $0.begin(at: now) } ?? nil
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

    /// Where a failed call goes next.
    package func fallback(
        from decision: RouteDecision,
        after kind: FailureKind,
        tried: [String],
        at now: Instant
    ) -> FallbackStep {
        state.withLock {
            $0.table.fallback(from: decision, after: kind, tried: tried, given: $0.health, at: now)
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
