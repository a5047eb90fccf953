/// How whole numbers are spread: counts in buckets of two significant digits, only those in use.
///
/// Answers as a high dynamic range histogram of two digits does, so every quantile is within 1 %.
/// Two spreads merge without loss, which percentiles never do.
/// Source: G. Tene, HdrHistogram.
package struct Spread: Hashable, Sendable {
    /// Greater numbers are counted as this: an hour in microseconds.
    package static let greatest = 3_600_000_000
    static let digits = 2

    /// The least number of each bucket in use, ascending, and how many fell into it.
    private var lows: [Int] = []
    private var counts: [Int] = []
    /// Numbers taken in.
    package private(set) var count = 0

    /// A spread of nothing.
    package init() {}

    /// Takes in a number; a negative one counts as 0.
    package mutating func add(_ number: Int, times: Int = 1) {
        guard times > 0 else { return }
        let kept = min(max(0, number), Self.greatest)
        let low = HighDynamicRange.bucket(of: kept, digits: Self.digits).low
        let place = place(of: low)
        if place < lows.count, lows[place] == low {
            counts[place] = counts[place].addingClamped(times)
        } else {
            lows.insert(low, at: place)
            counts.insert(times, at: place)
        }
        count = count.addingClamped(times)
    }

    /// Takes in all that another one holds.
    package mutating func merge(_ other: Spread) {
        for (low, times) in zip(other.lows, other.counts) { add(low, times: times) }
    }

    /// The end of the bucket in which that share of the numbers is reached; nil where there is none.
    package func quantile(_ share: Double) -> Int? {
        guard count > 0 else { return nil }
        let rank = Quantile.clamped(share) * Double(count) + 0.5
        var left = rank < Double(count) ? max(1, Int(rank)) : count
        for (low, times) in zip(lows, counts) {
            left -= times
            if left <= 0 { return HighDynamicRange.bucket(of: low, digits: Self.digits).high }
        }
        return lows.last
    }

    /// The share of numbers in buckets that begin above `limit`; nil where there are no numbers.
    package func share(above limit: Int) -> Double? {
        guard count > 0 else { return nil }
        let above = zip(lows, counts).reduce(0) { $0 + ($1.0 > limit ? $1.1 : 0) }
        return Double(above) / Double(count)
    }

    /// The first place whose bucket is not below `low`.
    private func place(of low: Int) -> Int {
        var (from, to) = (0, lows.count)
        while from < to {
            let middle = (from + to) / 2
            if lows[middle] < low { from = middle + 1 } else { to = middle }
        }
        return from
    }
}

extension Spread {
    /// As it is journaled: a flat list of bucket and count, one after the other.
    var value: Value {
        .list(zip(lows, counts).flatMap { [.int(Int64($0)), .int(Int64($1))] })
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
    func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
