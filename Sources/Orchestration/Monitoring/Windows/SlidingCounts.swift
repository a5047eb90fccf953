/// Counts of a model's or route's calls over the last 15 minutes, in buckets of 5 seconds.
///
/// ```
///  bucket number = moment / 5 s      place = number % 180
///  [ 361 | 362 | 363 | 184 | 185 … 360 ]     a place whose number is old counts as empty
///                 ^ newest
/// ```
/// Latency percentiles are not here: averages of percentiles would be wrong.
package struct SlidingCounts: Hashable, Sendable {
    /// One call, as counted.
    package struct Sample: Hashable, Sendable {
        /// The class of its failure; nil where it was answered.
        package var failure: FailureKind?
        package var tokensIn = 0
        package var tokensOut = 0
        package init(failure: FailureKind? = nil, tokensIn: Int = 0, tokensOut: Int = 0) {
            self.failure = failure
            self.tokensIn = tokensIn
            self.tokensOut = tokensOut
        }
    }

    /// What some span of time held.
    package struct Totals: Hashable, Sendable {
        package internal(set) var calls = 0
        package internal(set) var failed = 0
        package internal(set) var tokensIn = 0
        package internal(set) var tokensOut = 0
        /// The span the counts come from; shorter than asked for while little time has passed.
        package internal(set) var seconds = 0.0

        /// Calls per second; nil over no time.
        package var rate: Double? { seconds > 0 ? Double(calls) / seconds : nil }
        /// Share of failed calls, from 0 to 1; nil without calls: no data, not health.
        package var errorShare: Double? { calls > 0 ? Double(failed) / Double(calls) : nil }
        /// Tokens written per second; nil over no time or where none are known.
        package var tokensPerSecond: Double? {
            seconds > 0 && tokensOut > 0 ? Double(tokensOut) / seconds : nil
        }
    }

    package static let bucketSeconds = 5
    package static let bucketCount = 180

    fileprivate struct Bucket: Hashable, Sendable {
        var number = Int64.min
        var totals = Totals()
        /// Failed calls by class; empty while none failed.
        var kinds: [Int32] = []
    }

    private var buckets = [Bucket](repeating: Bucket(), count: Self.bucketCount)
    /// The first moment anything was counted.
    private var since: Instant?

    /// Counts of nothing.
    package init() {}

    /// Counts a call that ended at `now`; one older than the ring is left out.
    package mutating func add(_ sample: Sample, at now: Instant) {
        let number = Self.number(of: now)
        let place = Self.place(of: number)
        guard buckets[place].number <= number else { return }
        if buckets[place].number < number { buckets[place] = Bucket(number: number) }
        buckets[place].count(sample)
        since = min(since ?? now, now)
    }

    /// What the last `span` held; whole buckets, the running one included.
    package func totals(over span: Duration, at now: Instant) -> Totals {
        let newest = Self.number(of: now)
        let places = Self.buckets(in: span)
        var totals = Totals()
        for bucket in buckets where bucket.number > newest - places && bucket.number <= newest {
            totals.add(bucket.totals)
        }
        totals.seconds = seconds(over: places, at: now)
        return totals
    }

    /// Failed calls of the last `span` by class, greatest first, then by name.
    package func failures(over span: Duration, at now: Instant) -> [ErrorCount] {
        let newest = Self.number(of: now)
        let places = Self.buckets(in: span)
        var sums = [Int](repeating: 0, count: FailureKind.allCases.count)
        for bucket in buckets where bucket.number > newest - places && bucket.number <= newest {
            for (kind, count) in bucket.kinds.enumerated() { sums[kind] += Int(count) }
        }
        return zip(FailureKind.allCases, sums).filter { $0.1 > 0 }
            .map { ErrorCount(kind: $0.0.rawValue, count: $0.1) }
            .sorted { (-$0.count, $0.kind) < (-$1.count, $1.kind) }
    }

    /// A figure per bucket, oldest first; nil where nothing was called.
    ///
    /// The running bucket is left out, because its figures still grow.
    package func trend(
        _ buckets: Int,
        at now: Instant,
        of figure: (Totals) -> Double?
    ) -> [Double?] {
        let newest = Self.number(of: now)
        let wanted = Int64(max(0, min(buckets, Self.bucketCount - 1)))
        return (0..<wanted).reversed().map { age in
            let number = newest - 1 - age
            let bucket = self.buckets[Self.place(of: number)]
            guard bucket.number == number, bucket.totals.calls > 0 else { return nil }
            var totals = bucket.totals
            totals.seconds = Double(Self.bucketSeconds)
            return figure(totals)
        }
    }

    private func seconds(over places: Int64, at now: Instant) -> Double {
        guard let since, since <= now else { return 0 }
        let rest = now.milliseconds % 5000
        let running = Double(rest < 0 ? rest + 5000 : rest) / 1000
        let whole = Double((places - 1) * Int64(Self.bucketSeconds)) + running
        return min(whole, max(1, (now - since).inSeconds))
    }

    private static func buckets(in span: Duration) -> Int64 {
        let seconds = Int64(min(86_400, max(0, span.inSeconds)).rounded(.up))
        let places = (seconds + Int64(bucketSeconds) - 1) / Int64(bucketSeconds)
        return max(1, min(places, Int64(bucketCount)))
    }

    private static func number(of moment: Instant) -> Int64 {
        let (number, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 5000)
        return rest < 0 ? number - 1 : number
    }

    private static func place(of number: Int64) -> Int {
        let rest = Int(number % Int64(bucketCount))
        return rest < 0 ? rest + bucketCount : rest
    }
}

extension SlidingCounts.Bucket {
    fileprivate init(number: Int64) { self.number = number }

    fileprivate mutating func count(_ sample: SlidingCounts.Sample) {
        totals.calls += 1
        totals.tokensIn = totals.tokensIn.addingClamped(max(0, sample.tokensIn))
        totals.tokensOut = totals.tokensOut.addingClamped(max(0, sample.tokensOut))
        guard let kind = sample.failure, let place = FailureKind.allCases.firstIndex(of: kind)
        else {
            return
        }
        totals.failed += 1
        if kinds.isEmpty { kinds = [Int32](repeating: 0, count: FailureKind.allCases.count) }
        kinds[place] &+= 1
    }
}

extension SlidingCounts.Totals {
    fileprivate mutating func add(_ other: Self) {
        calls += other.calls
        failed += other.failed
        tokensIn = tokensIn.addingClamped(other.tokensIn)
        tokensOut = tokensOut.addingClamped(other.tokensOut)
    }
}
