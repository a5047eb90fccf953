internal import Orchestration

/// Says when the next attempt under a rate may begin.
///
/// The generic cell rate algorithm: one number instead of a count of tokens and a time of refilling.
/// `n/span` lets n begin at once after a pause of a span, and one each span/n from then on.
/// Source: ITU-T I.371, annex A.
struct TokenBucket: Hashable, Sendable {
    /// Microseconds that n take.
    private let span: Int64
    /// Microseconds between two.
    private let interval: Int64
    /// When the next would be due if all came evenly, in microseconds since the epoch.
    private(set) var due = Int64.min / 2

    init(_ rate: Rate) {
        span = rate.span.duration.milliseconds * 1000
        interval = max(1, span / Int64(rate.count))
    }

    /// Takes over what another process has let begin.
    mutating func restore(due: Int64) { self.due = max(self.due, due) }

    /// The earliest moment one may begin, as far as is known `now`.
    func opens(seenAt now: Instant) -> Instant {
        let micros = due(seenAt: Self.micros(now)) - (span - interval)
        // Rounded up: a moment too early would find it closed still.
        return Instant(milliseconds: micros / 1000 + (micros % 1000 > 0 ? 1 : 0))
    }

    /// Whether one may begin.
    func isOpen(at now: Instant) -> Bool { opens(seenAt: now) <= now }

    /// Counts one that begins.
    mutating func take(at now: Instant) {
        let now = Self.micros(now)
        due = max(due(seenAt: now), now) + interval
    }

    /// Whether it is as it was at first: forgetting it changes nothing.
    func isFull(at now: Instant) -> Bool { due <= Self.micros(now) }

    /// Never more than a span ahead, unless the clock was set back: then nobody waits for the hour
    /// to come again.
    private func due(seenAt micros: Int64) -> Int64 { min(due, micros + span) }

    /// Within half the range, so that no sum overflows.
    private static func micros(_ now: Instant) -> Int64 {
        let bound = Int64.max / 4000
        return min(max(now.milliseconds, -bound), bound) * 1000
    }
}
