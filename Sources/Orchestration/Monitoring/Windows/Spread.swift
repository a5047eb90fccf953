/// How whole numbers are spread: counts in buckets of two significant digits, only those in use.
///
/// Answers as a high dynamic range histogram of two digits does, so every quantile is within 1 %.
/// Two spreads merge without loss, which percentiles never do.
/// Source: G. Tene, HdrHistogram.
package struct Spread: Hashable, Sendable {
    /// Greater numbers are counted as this: an hour in microseconds.
    package static let greatest = 3_600_000_000
    static let digits = 2

    private struct Bucket: Hashable, Sendable {
        /// The least number that falls into it.
        let low: Int
        var count: Int
    }

    /// Those in use, ascending.
    private var buckets: [Bucket] = []
    /// Numbers taken in.
    package private(set) var count = 0

    /// A spread of nothing.
    package init() {}

    /// A number with the bucket it falls into: worked out once for all spreads that take it in.
    package struct Place: Hashable, Sendable {
        /// From 0 to `greatest`.
        package let number: Int
        /// The least number of its bucket.
        let low: Int

        /// A negative number counts as 0.
        init(_ number: Int) {
            self.number = min(max(0, number), Spread.greatest)
            low = HighDynamicRange.bucket(of: self.number, digits: Spread.digits).low
        }
    }

    /// Takes in a number; a negative one counts as 0.
    package mutating func add(_ number: Int, times: Int = 1) {
        add(Place(number), times: times)
    }

    /// Takes in a number whose bucket is known.
    mutating func add(_ place: Place, times: Int = 1) {
        guard times > 0 else { return }
        add(low: place.low, times: times, from: 0)
    }

    /// Takes in all that another one holds.
    package mutating func merge(_ other: Spread) {
        guard count > 0 else {
            self = other
            return
        }
        var from = 0
        for bucket in other.buckets {
            from = add(low: bucket.low, times: bucket.count, from: from)
        }
    }

    /// The spread without what another one holds, which was taken into this one before.
    package func without(_ other: Spread) -> Spread {
        var rest = Spread()
        var gone = Dictionary(
            other.buckets.map { ($0.low, $0.count) },
            uniquingKeysWith: { $0.addingClamped($1) }
        )
        for bucket in buckets {
            let left = bucket.count - (gone.removeValue(forKey: bucket.low) ?? 0)
            if left > 0 { rest.add(low: bucket.low, times: left, from: rest.buckets.count) }
        }
        return rest
    }

    /// The spread of a mixture, in which each part counts by its weight.
    ///
    /// How many numbers a part holds has no say; one of none, or without weight, has none at all.
    package static func mixed(_ parts: [(weight: Double, spread: Spread)]) -> Spread {
        let known = parts.filter { $0.weight > 0 && $0.weight.isFinite && $0.spread.count > 0 }
        let whole = known.reduce(0) { $0 + $1.weight }
        var mixture = Spread()
        for (weight, spread) in known {
            let each = weight / whole * 1e6 / Double(spread.count)
            for bucket in spread.buckets {
                let times = Int((each * Double(bucket.count)).rounded())
                if times > 0 { mixture.add(low: bucket.low, times: times, from: 0) }
            }
        }
        return mixture
    }

    /// Counts in the bucket that begins at `low`, which is at place `from` or after it.
    /// - Returns: Its place.
    @discardableResult
    private mutating func add(low: Int, times: Int, from: Int) -> Int {
        let place = place(of: low, from: from)
        if place < buckets.count, buckets[place].low == low {
            buckets[place].count = buckets[place].count.addingClamped(times)
        } else {
            buckets.insert(Bucket(low: low, count: times), at: place)
        }
        count = count.addingClamped(times)
        return place
    }

    /// The end of the bucket in which that share of the numbers is reached; nil where there is none.
    package func quantile(_ share: Double) -> Int? {
        guard count > 0 else { return nil }
        let rank = Quantile.clamped(share) * Double(count) + 0.5
        var left = rank < Double(count) ? max(1, Int(rank)) : count
        for bucket in buckets {
            left -= bucket.count
            if left <= 0 {
                return HighDynamicRange.bucket(of: bucket.low, digits: Self.digits).high
            }
        }
        return buckets.last?.low
    }

    /// The share of numbers in buckets that begin above `limit`; nil where there are no numbers.
    package func share(above limit: Int) -> Double? {
        guard count > 0 else { return nil }
        let above = buckets.reduce(0) { $0 + ($1.low > limit ? $1.count : 0) }
        return Double(above) / Double(count)
    }

    /// The first place, from `from` on, whose bucket is not below `low`.
    private func place(of low: Int, from: Int) -> Int {
        var (from, to) = (from, buckets.count)
        while from < to {
            let middle = (from + to) / 2
            if buckets[middle].low < low { from = middle + 1 } else { to = middle }
        }
        return from
    }
}

extension Spread {
    /// As it is journaled: a flat list of bucket and count, one after the other.
    var value: Value {
        .list(buckets.flatMap { [.int(Int64($0.low)), .int(Int64($0.count))] })
    }

    /// Read back; what is no spread, or more of one than there are buckets, is one of nothing.
    init(value: Value?) {
        let numbers = (value?.elements ?? []).prefix(16_384).compactMap(\.whole)
        for pair in stride(from: 0, to: numbers.count - 1, by: 2) {
            add(Int(clamping: numbers[pair]), times: Int(clamping: max(0, numbers[pair + 1])))
        }
    }
}

extension Int {
    /// The sum, stopped at the greatest number.
    package func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
