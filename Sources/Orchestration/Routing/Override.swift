/// An operator's order that all of a route's calls go to one target.
package struct Override: RouteOrder {
    package let route: String
    package let target: String
    package let by: String
    package let reason: String
    package let at: Instant
    /// When it ends by itself; nil for never.
    package let expires: Instant?
    /// What must stay true for it to stand; nil for nothing.
    package let guarded: RouteGuard?
    /// What was forecast of the target when it was made; nil where nothing was known.
    package let forecast: Forecast?
    /// What becomes of runs that began before it.
    package let openRuns: OpenRuns
    /// How many runs were open on the route when it was given.
    package let others: Int
    package var releases: [Release]

    /// The figures that the real effect is shown beside.
    package struct Forecast: Hashable, Sendable {
        /// From 0 to 1.
        package let errorShare: Double?
        /// Seconds.
        package let p95: Double?
        package init(errorShare: Double?, p95: Double?) {
            self.errorShare = errorShare
            self.p95 = p95
        }
    }

    package init(
        route: String,
        target: String,
        by: String,
        reason: String,
        at: Instant,
        expires: Instant?,
        guarded: RouteGuard? = nil,
        forecast: Forecast? = nil,
        openRuns: OpenRuns = .keep,
        others: Int = 0,
        releases: [Release] = []
    ) {
        self.route = route
        self.target = target
        self.by = by
        self.reason = reason
        self.at = at
        self.expires = expires
        self.guarded = guarded
        self.forecast = forecast
        self.openRuns = openRuns
        self.others = others
        self.releases = releases
    }

    package var goal: String { target }

    /// Whether it still holds.
    package func holds(at now: Instant) -> Bool { expires.map { now < $0 } ?? true }
}

/// What an order, an end or a guard did to where the runs that begin now are sent.
package struct OverrideChange: Hashable, Sendable {
    package let route: String
    /// What held before; nil for none.
    package let before: Override?
    /// What holds now; nil for none.
    package let after: Override?
}

/// Why an override was refused.
package enum OverrideError: Error, Hashable, Sendable {
    case unknownRoute(String, known: [String])
    case notATarget(String, of: String, targets: [String])
    case alreadyExpired(Instant)
    case nothingOf(Instant?, on: String)

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .unknownRoute(let route, let known):
            "There is no route `\(route)`. Routes: \(known.joined(separator: ", "))."
        case .notATarget(let target, let route, let targets):
            "`\(target)` is no target of route `\(route)`. "
                + "Choose one of: \(targets.joined(separator: ", "))."
        case .alreadyExpired:
            "The override would have ended before it began. Give an end in the future."
        case .nothingOf(let moment, let route):
            "Nothing stands on \(route) that was ordered\(moment.map { " at \($0.clock)" } ?? ""). "
                + "It has ended, or was taken back before."
        }
    }
}
