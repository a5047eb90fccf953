/// What operators have throttled: one rate for each subject.
package struct ThrottleBook: Hashable, Sendable {
    package private(set) var all: [Throttle.Subject: Throttle] = [:]

    package init() {}

    /// Every one, by its object.
    package var sorted: [Throttle] { all.values.sorted { $0.subject.object < $1.subject.object } }

    /// Sets one, or lifts it where `rate` is nil.
    /// - Returns: What stood there before; nil for nothing.
    package mutating func set(
        _ subject: Throttle.Subject,
        to rate: Rate?,
        until: Instant?,
        by actor: String,
        reason: String,
        at now: Instant
    ) throws(ThrottleError) -> Throttle? {
        let before = all[subject]
        guard let rate else {
            guard before != nil else { throw .notThrottled(subject) }
            all[subject] = nil
            return before
        }
        if let until, until <= now { throw .alreadyOver }
        if let before, before.rate == rate, before.until == until { throw .unchanged(before) }
        all[subject] = Throttle(subject, to: rate, until: until, by: actor, reason: reason, at: now)
        return before
    }

    /// Puts one back that stood before a restart.
    package mutating func restore(_ throttle: Throttle) { all[throttle.subject] = throttle }

    /// Takes out those whose time is over.
    package mutating func expire(at now: Instant) -> [Throttle] {
        let over = sorted.filter { throttle in throttle.until.map { $0 <= now } ?? false }
        for throttle in over { all[throttle.subject] = nil }
        return over
    }
}

/// Why a throttle was refused.
package enum ThrottleError: Error, Hashable, Sendable {
    case notThrottled(Throttle.Subject)
    case alreadyOver
    case unchanged(Throttle)

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .notThrottled(let subject): "Nothing throttles \(subject.object)."
        case .alreadyOver:
            "The throttle would have ended before it began. Give an end in the future, or lift it."
        case .unchanged(let throttle):
            "It is throttled so already: \(throttle.words), by \(throttle.by)."
        }
    }
}
