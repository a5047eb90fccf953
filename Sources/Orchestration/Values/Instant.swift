/// A moment: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
///
/// The core never asks what time it is; every moment comes in with a fact or as an argument.
package struct Instant: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the epoch; negative before it.
    package let milliseconds: Int64

    /// The moment `milliseconds` after the epoch.
    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The epoch itself; a handy origin for tests.
    package static let epoch = Instant(milliseconds: 0)

    /// The last second of the year 9999.
    ///
    /// What lasts until then lasts until something else ends it.
    package static let never = Instant(milliseconds: 253_402_300_799_000)

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// The moment `duration` later, saturating at the ends of time.
    package static func + (a: Instant, duration: Duration) -> Instant {
        let (sum, overflow) = a.milliseconds.addingReportingOverflow(duration.milliseconds)
        guard overflow else { return Instant(milliseconds: sum) }
        return Instant(milliseconds: duration < .zero ? .min : .max)
    }

    /// The moment `duration` earlier.
    package static func - (a: Instant, duration: Duration) -> Instant { a + (.zero - duration) }

    /// The time from `b` to `a`; negative when `a` is earlier.
    package static func - (a: Instant, b: Instant) -> Duration {
        .milliseconds(a.milliseconds.subtractingReportingOverflow(b.milliseconds).partialValue)
    }
}

extension Duration {
    /// Whole milliseconds, rounded toward zero, saturating.
    package var milliseconds: Int64 {
        let (whole, overflow) = components.seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return components.seconds < 0 ? .min : .max }
        return whole.addingReportingOverflow(components.attoseconds / 1_000_000_000_000_000)
            .partialValue
    }

    /// Seconds with their fraction, for formulas and for people.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension Instant {
    /// The time of day in UTC, as screens show it.
    package var clock: String { String(text.dropFirst(11).prefix(8)) + "Z" }
}
