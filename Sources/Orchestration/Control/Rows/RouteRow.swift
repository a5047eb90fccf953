/// A route as screens and commands show it.
package struct RouteRow: Hashable, Sendable, Codable {
    package var name = ""
    package var policy = ""
    package var targets: [TargetRow] = []
    /// The operator's override, in words, with who and until when; empty for none.
    package var override = ""
    package var overriddenTo: String?
    /// How runs are routed that began before an order, in words; empty where all are routed alike.
    package var openRuns = ""
    /// How an operator divides its calls, in words, with who and why; empty where the policy does.
    package var split = ""
    /// When the override ends by itself; nil for never, or where there is none.
    package var overrideEnds: Instant?
    /// What the override really did, beside what was forecast; nil where there is none.
    package var effect: RerouteEffect?
    /// What of it is switched off for all its calls, by whom and why; empty while it is on.
    package var killed = ""
    /// Who holds its calls back, since when and why; empty while nobody has.
    package var paused = ""
    package var versionSeen: Int64 = 0
    package init() {}

    /// Whether an operator holds it back.
    package var isPaused: Bool { !paused.isEmpty }
}

/// A model behind a route, as it does there.
package struct TargetRow: Hashable, Sendable, Codable {
    package var model = ""
    package var state = StateWord.idle
    /// The breaker's state in words, for example `open until 14:36:40Z: 9 of 10 failed`.
    package var breaker = ""
    /// The breaker's state in one word, for example `half_open`; empty where nothing is known.
    package var breakerState = ""
    /// Share of the route's calls that went here in the last minute, from 0 to 1.
    package var share: Double?
    package var p95: Duration?
    package var errorShare: Double?
    /// What its calls on this route cost an hour now; nil where nobody knows.
    package var costPerHour: Double?
    /// The share its weight, an operator or its canary asks for, from 0 to 1; nil where nothing does.
    package var setShare: Double?
    /// `canary` or `shadow`; empty for a full target.
    package var role = ""
    /// What a canary's analysis says, in words.
    package var analysis = ""
    /// Retries its upstream is owed now, 0 to 10.
    package var retriesLeft: Double?
    /// The limit on its use that stands in the way now, in words.
    package var limit = ""
    /// Who switched the model off and why; empty while it is on.
    package var killed = ""
    package init() {}
}
