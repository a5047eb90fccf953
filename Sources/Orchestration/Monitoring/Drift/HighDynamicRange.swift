/// The value a high dynamic range histogram reports for a whole number: the end of its bucket.
///
/// Buckets are as wide as `digits` significant decimal digits allow. The histogram itself is a
/// library's; this says what it will answer, so that figures can be checked.
/// Source: G. Tene, HdrHistogram.
enum HighDynamicRange {
    /// The quantile of ascending whole numbers, as a histogram of that precision reports it.
    static func quantile(_ q: Double, of sorted: [Int], digits: Int = 3) -> Int? {
        guard !sorted.isEmpty else { return nil }
        let percentile = Quantile.clamped(q) * 100
        let rank = max(1, Int(percentile * Double(sorted.count) / 100 + 0.5))
        let (low, high) = bucket(of: sorted[min(rank, sorted.count) - 1], digits: digits)
        return percentile == 0 ? low : high
    }

    /// The least and the greatest number that share a bucket with `value`.
    static func bucket(of value: Int, digits: Int) -> (low: Int, high: Int) {
        let value = max(0, value)
        let precise = preciseBits(digits: digits)
        let bits = Int.bitWidth - (value | ((1 << precise) - 1)).leadingZeroBitCount
        let shift = bits - precise
        let low = (value >> shift) << shift
        return (low, low + (1 << shift) - 1)
    }

    /// How many leading bits of a number are kept: enough to tell 2 · 10^digits numbers apart.
    private static func preciseBits(digits: Int) -> Int {
        switch digits {
        case ...1: 5
        case 2: 8
        case 3: 11
        case 4: 15
        default: 18
        }
    }
}
