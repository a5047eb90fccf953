internal import Orchestration

/// What goes wrong in the demo, and when: a pure function of seed, time and what the operator did.
///
///     0 s      40        75       100                      300 …
///     │         ├ provider silent ──────┤                    next cycle, at other moments
///     │         │         ├ feed silent ─┤
///     │         │         │        ├ scores drift ──────┤
///
/// Within two minutes all three have begun. A provider's trouble ends soon after the operator has
/// routed around it; everything ends by itself after a while, and comes back later.
package struct IncidentPlan: Hashable, Sendable {
    /// The kinds of trouble, in the order in which they come.
    package enum Kind: Int, Hashable, Sendable, CaseIterable {
        case providerSilent
        case feedSilent
        case scoresDrift
    }

    /// One incident.
    package struct Window: Hashable, Sendable {
        package let kind: Kind
        /// 0 for the first round.
        package let cycle: Int
        /// Since the start of the demo.
        package let from: Duration
        package var until: Duration
    }

    /// The length of one round.
    package static let cycle = Duration.seconds(300)
    /// How long after a reroute the provider recovers.
    package static let recovery = Duration.seconds(20)

    /// The model whose provider falls silent.
    package let model: String
    private let seed: UInt64
    private var endedEarly: [Int: Duration] = [:]

    package init(seed: UInt64, model: String = "scribe-a") {
        self.seed = seed
        self.model = model
    }

    /// The incident of a kind in a round.
    package func window(_ kind: Kind, cycle: Int) -> Window {
        let cycle = max(0, cycle)
        var random = SplitMix(seed: seed &+ UInt64(cycle) &* 31 &+ UInt64(kind.rawValue))
        let usual: (begin: Double, length: Double) =
            switch kind {
            case .providerSilent: (40, 110)
            case .feedSilent: (75, 60)
            case .scoresDrift: (100, 130)
            }
        // The first round keeps its moments: a visitor shall see it all within two minutes.
        let shift = cycle == 0 ? 0 : random.unit() * 60
        let from = Self.cycle * cycle + .seconds(usual.begin + shift)
        var until = from + .seconds(usual.length * (0.8 + 0.4 * random.unit()))
        if kind == .providerSilent, let end = endedEarly[cycle] { until = min(until, end) }
        return Window(kind: kind, cycle: cycle, from: from, until: until)
    }

    /// The incidents under way.
    package func underWay(at elapsed: Duration) -> [Window] {
        let cycle = Int(max(0, elapsed.inSeconds) / Self.cycle.inSeconds)
        // The longest incident ends within its round or the next.
        return [cycle - 1, cycle].filter { $0 >= 0 }.flatMap { cycle in
            Kind.allCases.map { window($0, cycle: cycle) }
        }.filter { $0.from <= elapsed && elapsed < $0.until }
    }

    /// Notes that the operator has routed around a model: its provider recovers soon after.
    package mutating func rerouted(around model: String, at elapsed: Duration) {
        guard model == self.model else { return }
        for window in underWay(at: elapsed) where window.kind == .providerSilent {
            endedEarly[window.cycle] = elapsed + Self.recovery
        }
    }

    /// The faults of a model's provider; fits `ScriptedProvider.start(weather:)`.
    package func faults(of model: String, at elapsed: Duration) -> Set<Fault> {
        guard model == self.model else { return [] }
        return underWay(at: elapsed).contains { $0.kind == .providerSilent } ? [.silent] : []
    }

    /// What the feed does.
    package func feed(at elapsed: Duration) -> ScriptedFeed.Conditions {
        var conditions = ScriptedFeed.Conditions()
        for window in underWay(at: elapsed) {
            switch window.kind {
            case .providerSilent: break
            case .feedSilent: conditions.isSilent = true
            // It comes over twenty seconds, as a change of customers would come over weeks.
            case .scoresDrift:
                conditions.drift = min(0.85, (elapsed - window.from).inSeconds / 20)
            }
        }
        return conditions
    }
}
