/// Exact quantiles of a sample; for streams see `LogSketch`.
package enum Quantile {
    /// Type 7: linear between the two nearest order statistics; numpy's and R's default.
    ///
    /// Where it falls in a gap, the answer is a value no sample had: for latencies prefer
    /// `nearestRank`.
    /// - Parameters:
    ///   - q: 0 ... 1; cut to that range.
    ///   - sorted: Ascending, finite.
    /// - Returns: Nil for an empty sample: no value, not 0.
    /// Source: R. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", 1996.
    package static func typeSeven(_ q: Double, of sorted: [Double]) -> Double? {
        guard let last = sorted.last else { return nil }
        let place = Double(sorted.count - 1) * clamped(q)
        let index = Int(place)
        guard index + 1 < sorted.count else { return last }
        let (low, high) = (sorted[index], sorted[index + 1])
        let part = place - Double(index)
        // Interpolated from the nearer end, as numpy does, so that edges agree to the last bit.
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part)
    }

    /// The median, and how far values stray from it: the median distance, as the standard deviation
    /// that it would be of normal values; nil for an empty sample.
    static func middle(of sorted: [Double]) -> (median: Double, spread: Double)? {
        guard let median = typeSeven(0.5, of: sorted) else { return nil }
        let distances = sorted.map { abs($0 - median) }.sorted()
        return (median, (typeSeven(0.5, of: distances) ?? 0) * ArrivalRhythm.normal)
    }

    /// The smallest value with at least the share `q` of the sample at or below it.
    package static func nearestRank(_ q: Double, of sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = (Double(sorted.count) * clamped(q)).rounded(.up)
        return sorted[min(sorted.count - 1, max(0, Int(rank) - 1))]
    }

    /// The value at rank `⌊q (n - 1)⌋`, which is the one a `LogSketch` estimates.
    package static func lowerRank(_ q: Double, of sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        return sorted[Int(Double(sorted.count - 1) * clamped(q))]
    }

    static func clamped(_ q: Double) -> Double { q.isNaN ? 0 : min(1, max(0, q)) }
}

extension [Double] {
    /// The finite values, ascending.
    var finiteSorted: [Double] { filter(\.isFinite).sorted() }
}
