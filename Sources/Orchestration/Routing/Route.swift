/// A way to a model: steps name a route, and the route chooses the target at the moment of the
/// call.
package struct Route: Hashable, Sendable {
    package let name: String
    package let policy: Policy
    /// In order of preference.
    package let targets: [Target]
    /// Which failures move on to the next target.
    package let fallback: Set<FailureKind>
    /// The answer where no target may be called; nil fails the call.
    package let safeDefault: Value?

    package init(
        name: String,
        policy: Policy = .priority,
        targets: [Target],
        fallback: Set<FailureKind> = [.connect, .timeout, .rateLimited, .overloaded, .breakerOpen],
        safeDefault: Value? = nil
    ) {
        self.name = name
        self.policy = policy
        self.targets = targets
        self.fallback = fallback
        self.safeDefault = safeDefault
    }

    /// How a target is chosen among those that may be called.
    package enum Policy: String, Hashable, Sendable, CaseIterable {
        /// The first in order.
        case priority
        /// At random by weight.
        case weighted
        /// The better of two drawn at random, by decayed time to first token and per token.
        case leastLatency = "least_latency"
        case leastBusy = "least_busy"
        /// The first in order only: no fallback.
        case pinned
    }

    /// One model behind a route.
    package struct Target: Hashable, Sendable {
        package let model: String
        /// Relative share for `weighted`; greater than 0.
        package let weight: Double
        /// The target is a candidate only where this is true of the call's context.
        package let when: Expression?

        package init(model: String, weight: Double = 1, when: Expression? = nil) {
            self.model = model
            self.weight = weight
            self.when = when
        }
    }
}
