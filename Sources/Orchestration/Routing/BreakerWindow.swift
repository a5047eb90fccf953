/// The newest calls of one target: at most 50, none older than 60 seconds.
///
/// ```
///        first           (first + count) % 50
///          v                   v
///  [ . . . o x o o s x o o x o . . . ]    o good  x failed  s slow
/// ```
/// Invariant: `tally` counts exactly the entries between `first` and `first + count`.
package struct BreakerWindow: Hashable, Sendable {
    /// What one call was.
    enum Verdict: UInt8, Hashable, Sendable {
        case good, slow, failed, rateLimited, failedSlowly
    }

    /// Counts of the window.
    package struct Tally: Hashable, Sendable {
        /// All calls that count.
        package internal(set) var calls = 0
        /// Failed ones, those refused by a rate limit included.
        package internal(set) var failed = 0
        /// Those refused by a rate limit.
        package internal(set) var rateLimited = 0
        /// Late ones, those cut off by a clock included.
        package internal(set) var slow = 0
    }

    static let callsMax = 50
    static let span = Duration.seconds(60)

    private struct Entry: Hashable, Sendable {
        var at: Instant
        var verdict: Verdict
    }

    private var entries: [Entry] = []
    private var first = 0
    /// What the window holds.
    package private(set) var tally = Tally()

    mutating func add(_ verdict: Verdict, at now: Instant) {
        forget(before: now - Self.span)
        if tally.calls == Self.callsMax { dropOldest() }
        let entry = Entry(at: now, verdict: verdict)
        if entries.count < Self.callsMax {
            // A ring that still grows must have no hole: dropped entries leave first.
            if entries.count != tally.calls { straighten() }
            entries.append(entry)
        } else {
            entries[(first + tally.calls) % Self.callsMax] = entry
        }
        count(verdict, by: 1)
    }

    /// Drops what is older than `moment`.
    mutating func forget(before moment: Instant) {
        while tally.calls > 0, entries[first].at < moment { dropOldest() }
    }

    private mutating func dropOldest() {
        count(entries[first].verdict, by: -1)
        first = (first + 1) % entries.count
    }

    private mutating func straighten() {
        entries = (0..<tally.calls).map { entries[(first + $0) % entries.count] }
        first = 0
    }

    private mutating func count(_ verdict: Verdict, by step: Int) {
        tally.calls += step
        switch verdict {
        case .good: break
        case .slow: tally.slow += step
        case .failed: tally.failed += step
        case .rateLimited:
            tally.failed += step
            tally.rateLimited += step
        case .failedSlowly:
            tally.failed += step
            tally.slow += step
        }
    }
}
