/// How long something took on its way, over the last hour.
package struct LagWindow: Hashable, Sendable {
    static let bucketSeconds: Int64 = 300
    static let bucketCount = 12

    private struct Bucket: Hashable, Sendable {
        var number = Int64.min
        /// Milliseconds.
        var spread = Spread()
    }

    private var buckets = [Bucket](repeating: Bucket(), count: Self.bucketCount)

    package init() {}

    /// Takes in one lag; a negative one counts as none, one over a thousand hours as that.
    package mutating func add(_ lag: Duration, at now: Instant) {
        let number = Self.number(of: now)
        let place = Int(number % Int64(Self.bucketCount))
        guard buckets[place].number <= number else { return }
        if buckets[place].number < number { buckets[place] = Bucket(number: number) }
        buckets[place].spread.add(Int(min(max(0, lag.inSeconds), 3_600_000) * 1000))
    }

    /// Median and 95th percentile of the last hour; nil where there was none.
    package func reading(at now: Instant) -> Lag? {
        let newest = Self.number(of: now)
        var all = Spread()
        for bucket in buckets
        where bucket.number > newest - Int64(Self.bucketCount) && bucket.number <= newest {
            all.merge(bucket.spread)
        }
        guard let median = all.quantile(0.5), let high = all.quantile(0.95) else { return nil }
        return Lag(p50: .milliseconds(median), p95: .milliseconds(high))
    }

    private static func number(of moment: Instant) -> Int64 {
        max(0, moment.milliseconds) / (bucketSeconds * 1000)
    }
}

/// A lag of the last hour.
package struct Lag: Hashable, Sendable, Codable {
    package var p50: Duration
    package var p95: Duration
    package init(p50: Duration, p95: Duration) {
        self.p50 = p50
        self.p95 = p95
    }
}

/// The three lags of a source, kept apart since each has its own cause; nil where none was seen.
package struct SourceLags: Hashable, Sendable, Codable {
    /// From the event's own time to its arrival: the sender's.
    package var event: Lag?
    /// From its arrival to the profile that has it: ours.
    package var load: Lag?
    /// The age of the newest event when a model that needs the source answered.
    package var serving: Lag?
    package init() {}

    /// Each that is known, with its name.
    package var named: [(name: String, lag: Lag)] {
        [("event", event), ("load", load), ("serving", serving)].compactMap { name, lag in
            lag.map { (name, $0) }
        }
    }
}
