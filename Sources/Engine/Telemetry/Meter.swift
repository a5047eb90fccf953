internal import Histogram
internal import Orchestration

/// Latency, errors and rate of one model over sliding windows.
///
/// Five-second buckets for 15 minutes; the histograms of the last minute are kept whole and merged
/// when read, since percentiles of percentiles would lie.
struct Meter: Sendable {
    static let bucketSeconds: Int64 = 5
    static let bucketsKept = 180
    /// Buckets that make up "the last minute".
    static let bucketsRecent = 12
    static let span = Duration.seconds(bucketSeconds * Int64(bucketsRecent))

    /// What calls used.
    struct Use: Sendable {
        var tokensIn = 0
        var tokensOut = 0
        /// In millionths of the unit of money.
        var cost = 0
        /// Calls whose cost nobody knows.
        var unpriced = 0

        mutating func add(_ call: MetricPoint) {
            tokensIn = tokensIn.addingClamped(call.tokensIn ?? 0)
            tokensOut = tokensOut.addingClamped(call.tokensOut ?? 0)
            switch call.cost {
            case .nothing: break
            case .micros(let micros): cost = cost.addingClamped(Int(clamping: max(0, micros)))
            case .unknown: unpriced += 1
            }
        }

        mutating func add(_ other: Use) {
            tokensIn = tokensIn.addingClamped(other.tokensIn)
            tokensOut = tokensOut.addingClamped(other.tokensOut)
            cost = cost.addingClamped(other.cost)
            unpriced += other.unpriced
        }
    }

    private struct Bucket: Sendable {
        var number: Int64 = .min
        var calls = 0
        var failed: [FailureKind: Int] = [:]
        var use = Use()
        var tokensOut = 0
        /// Time between the first and the last token, for tokens per second.
        var streaming = 0.0
        /// Seconds; nil until the bucket is over or when nothing was measured.
        var p95: Double?
    }

    private var buckets = [Bucket](repeating: Bucket(), count: bucketsKept)
    /// What merging begins with; a copy costs nothing until it is added to.
    private let empty: Histogram<UInt32>
    private var latencies: [Histogram<UInt32>]
    private var firstTokens: [Histogram<UInt32>]
    private var newest: Int64 = .min
    private(set) var calls = 0

    init() {
        // Microseconds to an hour within 1 %: 13 kB each.
        let empty = Histogram<UInt32>(
            lowestDiscernibleValue: 1,
            highestTrackableValue: 3_600_000_000,
            numberOfSignificantValueDigits: .two
        )
        self.empty = empty
        latencies = Array(repeating: empty, count: Self.bucketsRecent)
        firstTokens = latencies
    }

    /// Counts one call; what ended before the running bucket is counted in it.
    mutating func record(_ call: MetricPoint, at now: Instant) {
        roll(to: Self.number(now))
        let slot = Self.slot(newest, Self.bucketsKept)
        let recent = Self.slot(newest, Self.bucketsRecent)
        calls += 1
        buckets[slot].calls += 1
        buckets[slot].use.add(call)
        // Nobody knows how long it would have taken.
        if call.outcome == .overtaken { return }
        if let failure = call.failure { buckets[slot].failed[failure, default: 0] += 1 }
        latencies[recent].record(Self.microseconds(call.took))
        if let first = call.firstToken {
            firstTokens[recent].record(Self.microseconds(first))
            if let tokens = call.tokensOut {
                buckets[slot].tokensOut = buckets[slot].tokensOut.addingClamped(tokens)
                buckets[slot].streaming += call.streamingSeconds
            }
        }
    }

    /// Closes buckets that are over; a clock that went back changes nothing.
    private mutating func roll(to number: Int64) {
        guard number > newest else { return }
        let from = max(newest == .min ? number : newest + 1, number - Int64(Self.bucketsKept) + 1)
        if newest != .min { closeNewest() }
        for next in from...number {
            buckets[Self.slot(next, Self.bucketsKept)] = Bucket(number: next)
            let recent = Self.slot(next, Self.bucketsRecent)
            // Most are empty after a pause, and clearing one costs 13 kB.
            if latencies[recent].totalCount > 0 { latencies[recent].reset() }
            if firstTokens[recent].totalCount > 0 { firstTokens[recent].reset() }
        }
        newest = number
    }

    private mutating func closeNewest() {
        let recent = Self.slot(newest, Self.bucketsRecent)
        buckets[Self.slot(newest, Self.bucketsKept)].p95 = Self.seconds(latencies[recent], 95)
    }

    private static func number(_ now: Instant) -> Int64 {
        now.milliseconds / (bucketSeconds * 1000)
    }

    private static func slot(_ number: Int64, _ count: Int) -> Int {
        let rest = Int(number % Int64(count))
        return rest < 0 ? rest + count : rest
    }

    private static func microseconds(_ place: Spread.Place) -> UInt64 {
        UInt64(min(max(1, place.number), Spread.greatest))
    }

    private static func seconds(_ histogram: Histogram<UInt32>, _ percentile: Double) -> Double? {
        guard histogram.totalCount > 0 else { return nil }
        return Double(histogram.valueAtPercentile(percentile)) / 1_000_000
    }
}

extension Meter {
    /// What the meter shows at a moment; nil stands for what was not measured.
    struct Reading: Sendable {
        var rate: Double?
        var p50: Double?
        var p95: Double?
        var p99: Double?
        var firstToken95: Double?
        var tokensPerSecond: Double?
        var errorShare: Double?
        var errors: [(kind: FailureKind, count: Int)] = []
        var recentCalls = 0
        var use = Use()
        var p95Trend: [Double?] = []
        var rateTrend: [Double?] = []
        var errorTrend: [Double?] = []
    }

    /// Reads the last minute, and the trend of the last `trend` buckets.
    func reading(at now: Instant, trend: Int = 36) -> Reading {
        let current = Self.number(now)
        var reading = Reading()
        var merged = empty
        var mergedFirst = empty
        var failed: [FailureKind: Int] = [:]
        var tokens = 0
        var streaming = 0.0
        for number in (current - Int64(Self.bucketsRecent) + 1)...current {
            guard let bucket = bucket(number), bucket.calls > 0 else { continue }
            merged.add(latencies[Self.slot(number, Self.bucketsRecent)])
            mergedFirst.add(firstTokens[Self.slot(number, Self.bucketsRecent)])
            reading.recentCalls += bucket.calls
            reading.use.add(bucket.use)
            failed.merge(bucket.failed, uniquingKeysWith: +)
            tokens = tokens.addingClamped(bucket.tokensOut)
            streaming += bucket.streaming
        }
        if newest != .min { fill(&reading, merged, mergedFirst, failed) }
        if streaming > 0 { reading.tokensPerSecond = Double(tokens) / streaming }
        for number in (current - Int64(trend) + 1)...current {
            extend(&reading, bucket(number), number)
        }
        return reading
    }

    private func bucket(_ number: Int64) -> Bucket? {
        let bucket = buckets[Self.slot(number, Self.bucketsKept)]
        return bucket.number == number ? bucket : nil
    }

    private func fill(
        _ reading: inout Reading,
        _ latency: Histogram<UInt32>,
        _ first: Histogram<UInt32>,
        _ failed: [FailureKind: Int]
    ) {
        let window = Double(Self.bucketSeconds) * Double(Self.bucketsRecent)
        reading.rate = Double(reading.recentCalls) / window
        guard reading.recentCalls > 0 else { return }
        reading.p50 = Self.seconds(latency, 50)
        reading.p95 = Self.seconds(latency, 95)
        reading.p99 = Self.seconds(latency, 99)
        reading.firstToken95 = Self.seconds(first, 95)
        let failures = failed.values.reduce(0, +)
        reading.errorShare = Double(failures) / Double(reading.recentCalls)
        reading.errors = failed.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
            .map { ($0.key, $0.value) }
    }

    private func extend(_ reading: inout Reading, _ bucket: Bucket?, _ number: Int64) {
        guard let bucket, bucket.calls > 0 else {
            reading.p95Trend.append(nil)
            reading.rateTrend.append(nil)
            reading.errorTrend.append(nil)
            return
        }
        let isRunning = number == newest
        let running = latencies[Self.slot(number, Self.bucketsRecent)]
        reading.p95Trend.append(isRunning ? Self.seconds(running, 95) : bucket.p95)
        reading.rateTrend.append(Double(bucket.calls) / Double(Self.bucketSeconds))
        let failures = bucket.failed.values.reduce(0, +)
        reading.errorTrend.append(Double(failures) / Double(bucket.calls))
    }
}
