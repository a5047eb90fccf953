internal import Glibc

/// A sketch of a distribution whose quantiles are within a relative error, and that merges.
///
/// Value x falls into bucket `⌈ln x / ln γ⌉`, γ = (1 + α) / (1 - α). Negative values have buckets of
/// their own. Beyond a span of e^41, 17 orders of magnitude, the lowest merge: high quantiles stay
/// exact to α. That is 2048 buckets at α = 0.01.
/// Source: C. Masson, J. Rim, H. Lee, "DDSketch", VLDB 2019.
package struct LogSketch: Hashable, Sendable {
    /// Buckets next to each other, the first of which has number `first`.
    private struct Store: Hashable, Sendable {
        let bucketsMax: Int
        var first = 0
        var counts: [Int] = []
        var total = 0

        mutating func add(_ index: Int, _ count: Int) {
            let place = makeRoom(for: index)
            counts[place] += count
            total += count
        }

        /// The place of a bucket; a bucket below what is kept is counted in the lowest.
        private mutating func makeRoom(for index: Int) -> Int {
            guard !counts.isEmpty else {
                first = index
                counts = [0]
                return 0
            }
            if index < first {
                let room = min(first - index, bucketsMax - counts.count)
                counts.insert(contentsOf: repeatElement(0, count: room), at: 0)
                first -= room
            } else if index >= first + counts.count {
                counts.append(
                    contentsOf: repeatElement(
                        0,
                        count: min(index - first - counts.count + 1, 2 * bucketsMax)
                    )
                )
                // A jump wider than all buckets leaves nothing of the old ones but their sum.
                if index >= first + counts.count { first = index - counts.count + 1 }
                collapse()
            }
            return max(0, index - first)
        }

        private mutating func collapse() {
            let surplus = counts.count - bucketsMax
            guard surplus > 0 else { return }
            counts[surplus] += counts[..<surplus].reduce(0, +)
            counts.removeFirst(surplus)
            first += surplus
        }

        /// The bucket of the `rank`-th value from below, from 0.
        func bucket(at rank: Int) -> Int {
            var left = rank
            for (place, count) in counts.enumerated() {
                left -= count
                if left < 0 { return first + place }
            }
            return first + max(0, counts.count - 1)
        }
    }

    /// The greatest relative error of a quantile, 0 ..< 1.
    package let accuracy: Double
    private let gamma: Double
    private let logGamma: Double
    private var positive: Store
    private var negative: Store
    private var zeros = 0

    package init(accuracy: Double = 0.01) {
        self.accuracy = min(0.5, max(1e-4, accuracy.isFinite ? accuracy : 0.01))
        gamma = (1 + self.accuracy) / (1 - self.accuracy)
        logGamma = log(gamma)
        positive = Store(bucketsMax: min(65_536, Int(2048 * 0.02 / logGamma) + 1))
        negative = positive
    }

    /// Values taken in.
    package var count: Int { positive.total + negative.total + zeros }

    /// Takes in a value; one that is not finite is left out.
    package mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        guard value.magnitude >= Double.leastNormalMagnitude else { return zeros += 1 }
        let bucket = Int((log(value.magnitude) / logGamma).rounded(.up))
        if value > 0 { positive.add(bucket, 1) } else { negative.add(bucket, 1) }
    }

    /// The estimate of the value at rank `⌊q (n - 1)⌋`; nil while the sketch is empty.
    package func quantile(_ q: Double) -> Double? {
        guard count > 0 else { return nil }
        let rank = Int(Double(count - 1) * Quantile.clamped(q))
        if rank < negative.total {
            // The lowest value is the one of greatest magnitude.
            return -value(of: negative.bucket(at: negative.total - 1 - rank))
        }
        if rank < negative.total + zeros { return 0 }
        return value(of: positive.bucket(at: rank - negative.total - zeros))
    }

    /// Takes in all that another sketch of the same accuracy holds; false, and nothing is done, where
    /// accuracies differ.
    package mutating func merge(_ other: LogSketch) -> Bool {
        guard accuracy == other.accuracy else { return false }
        for (place, count) in other.positive.counts.enumerated() where count > 0 {
            positive.add(other.positive.first + place, count)
        }
        for (place, count) in other.negative.counts.enumerated() where count > 0 {
            negative.add(other.negative.first + place, count)
        }
        zeros += other.zeros
        return true
    }

    private func value(of bucket: Int) -> Double {
        2 * exp(Double(bucket) * logGamma) / (gamma + 1)
    }
}
