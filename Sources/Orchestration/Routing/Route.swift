/// A way to a model: steps name a route, and the route chooses the target at the moment of the
/// call.
package struct Route: Hashable, Sendable {
    package let name: String
    package let policy: Policy
    /// In order of preference.
    package let targets: [Target]
    /// Which failures move on to the next target.
    package var fallback: Set<FailureKind>
    /// The answer where no target may be called; nil fails the call.
    package let safeDefault: Value?
    /// What it does beside choosing.
    package let extras: RouteExtras
    /// What holds for attempts of steps that take it.
    package var limits = Limits()

    package init(
        name: String,
        policy: Policy = .priority,
        targets: [Target],
        fallback: Set<FailureKind> = Route.usualFallback,
        safeDefault: Value? = nil,
        extras: RouteExtras = RouteExtras()
    ) {
        self.name = name
        self.policy = policy
        self.targets = targets
        self.fallback = fallback
        self.safeDefault = safeDefault
        self.extras = extras
    }

    /// What another target may answer, where a route does not say: a prompt that was too long only
    /// moves to one that takes more.
    package static let usualFallback: Set<FailureKind> = [
        .connect, .timeout, .rateLimited, .overloaded, .breakerOpen, .contextTooLong,
        .unknownModel, .quotaSpent,
    ]

    /// How a target is chosen among those that may be called.
    package enum Policy: String, Hashable, Sendable, CaseIterable {
        /// The first in order.
        case priority
        /// At random by weight.
        case weighted
        /// The better of two drawn at random, by decayed time to first token and per token.
        case leastLatency = "least_latency"
        case leastBusy = "least_busy"
        /// The cheapest that is expected to answer within the route's objective.
        case cheapest
        /// The one believed best, learned from outcomes: discounted Thompson sampling.
        case bandit
        /// The same one for the same subject, while it may be called.
        case sticky
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
        /// Tried before every target of a greater level; 0 where nothing else is said.
        package let level: Int
        package let role: Role
        /// What becomes of it where it is a canary that fails.
        package let consequence: CanaryAnalysis.Consequence

        package init(
            model: String,
            weight: Double = 1,
            when: Expression? = nil,
            level: Int = 0,
            role: Role = .full,
            consequence: CanaryAnalysis.Consequence = .takesOut
        ) {
            self.model = model
            self.weight = weight
            self.when = when
            self.level = level
            self.role = role
            self.consequence = consequence
        }
    }

    /// What a target is there for.
    package enum Role: Hashable, Sendable {
        case full
        /// Takes this share of the calls, 0 ... 1, before all others; judged against them.
        case canary(share: Double)
        /// Gets a copy of this share of the calls; its answers are measured and thrown away.
        case shadow(share: Double)
    }
}
