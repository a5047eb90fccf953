/// An operator's order that all of a route's calls go to one target.
package struct Override: Hashable, Sendable {
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
    /// Who had all calls before, by an override of then; nil for the policy.
    package let before: String?

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
        before: String? = nil
    ) {
        self.route = route
        self.target = target
        self.by = by
        self.reason = reason
        self.at = at
        self.expires = expires
        self.guarded = guarded
        self.forecast = forecast
        self.before = before
    }

    /// Whether it still holds.
    package func holds(at now: Instant) -> Bool { expires.map { now < $0 } ?? true }
}

/// A change to the overrides, with what takes it back.
package struct OverrideChange: Hashable, Sendable {
    package let route: String
    /// What held before; nil for none.
    package let before: Override?
    /// What holds now; nil for none.
    package let after: Override?

    /// The change that takes this one back.
    package var inverse: OverrideChange {
        OverrideChange(route: route, before: after, after: before)
    }
}

/// Why an override was refused.
package enum OverrideError: Error, Hashable, Sendable {
    case unknownRoute(String, known: [String])
    case notATarget(String, of: String, targets: [String])
    case alreadyExpired(Instant)

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
        }
    }
}
