/// How an operator divides a route's calls among its targets, whatever its policy says.
///
/// Weaker than an override, which sends everything to one target, and than a breaker: a target that
/// may not be called gets nothing, and its share goes to the others.
package struct Split: RouteOrder {
    package let route: String
    /// Percent by model, 100 together; a target that is not named gets nothing.
    package let shares: [String: Int]
    package let by: String
    package let reason: String
    package let at: Instant
    /// What becomes of runs that began before it.
    package let openRuns: OpenRuns
    /// How many runs were open on the route when it was given.
    package let others: Int
    package var releases: [Release]

    package init(
        route: String,
        shares: [String: Int],
        by: String,
        reason: String,
        at: Instant,
        openRuns: OpenRuns = .keep,
        others: Int = 0,
        releases: [Release] = []
    ) {
        self.route = route
        self.shares = shares
        self.by = by
        self.reason = reason
        self.at = at
        self.openRuns = openRuns
        self.others = others
        self.releases = releases
    }

    package var goal: String { words }

    /// A split never ends by itself.
    package func holds(at now: Instant) -> Bool { true }

    /// The shares in words, the greatest first: `scribe-a 60%, scribe-b 40%`.
    package var words: String { Self.words(shares) }

    /// Shares in words; the policy where there are none.
    package static func words(_ shares: [String: Int]) -> String {
        guard !shares.isEmpty else { return "policy" }
        return shares.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
            .map { "\($0.key) \($0.value)%" }.joined(separator: ", ")
    }
}

/// Why a split was refused.
package enum SplitError: Error, Hashable, Sendable {
    case unknownRoute(String, known: [String])
    case notATarget(String, of: String, targets: [String])
    case notWhole(Int)
    case notSplit(String)

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .unknownRoute(let route, let known):
            "There is no route `\(route)`. Routes: \(known.joined(separator: ", "))."
        case .notATarget(let target, let route, let targets):
            "`\(target)` takes no share of route `\(route)`. "
                + "Divide among: \(targets.joined(separator: ", "))."
        case .notWhole(let sum):
            "The shares make \(sum) %. Give whole numbers from 0 that make 100."
        case .notSplit(let route): "`\(route)` is not divided by an operator: its policy decides."
        }
    }
}

extension Route.Target {
    /// Whether an operator may give it a share: a canary then counts as full, a shadow never
    /// answers anybody.
    package var takesShares: Bool {
        switch role {
        case .full, .canary: true
        case .shadow: false
        }
    }
}

extension Route {
    /// The route with an operator's shares in place of its policy.
    func divided(by split: Split) -> Route {
        var route = Route(
            name: name,
            policy: .weighted,
            targets: targets.map { target in
                guard target.role == .full || split.shares[target.model] != nil else {
                    return target
                }
                return Target(
                    model: target.model,
                    weight: Double(max(0, split.shares[target.model] ?? 0)),
                    when: target.when
                )
            },
            fallback: fallback,
            safeDefault: safeDefault,
            extras: extras
        )
        route.limits = limits
        return route
    }
}
