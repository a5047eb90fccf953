/// How well scores order what happened: the area under the ROC curve, and how sure that is.
///
/// The area is the chance that a positive has a greater score than a negative, ties counting half.
/// Its variance is DeLong's, by midranks, in O(n log n).
/// Source: X. Sun, W. Xu, "Fast Implementation of DeLong's Algorithm", IEEE SPL 21(11), 2014.
package struct RankQuality: Hashable, Sendable {
    /// From 0 to 1; 0.5 is no better than chance.
    package let area: Double
    /// The standard error of `area`.
    package let error: Double
    package let positives: Int
    package let negatives: Int

    /// - Returns: Nil where there are not two of each class, or a score is not finite.
    package init?(_ samples: some Collection<LabelledScore>) {
        guard samples.allSatisfy(\.score.isFinite) else { return nil }
        let positive = samples.filter(\.isPositive).map(\.score).sorted()
        let negative = samples.filter { !$0.isPositive }.map(\.score).sorted()
        guard positive.count > 1, negative.count > 1 else { return nil }
        // Of each positive: the share of negatives below it; of each negative: of positives above.
        let above = positive.map { Self.share(of: negative, below: $0) }
        let below = negative.map { 1 - Self.share(of: positive, below: $0) }
        area = above.reduce(0, +) / Double(above.count)
        let variance =
            Self.variance(above) / Double(above.count) + Self.variance(below) / Double(below.count)
        error = variance.squareRoot()
        positives = positive.count
        negatives = negative.count
    }

    /// The area give or take so many standard errors, cut to its range.
    package func interval(_ z: Double) -> (low: Double, high: Double) {
        (max(0, area - z * error), min(1, area + z * error))
    }

    /// The share of sorted values below a value, equal ones counting half.
    private static func share(of sorted: [Double], below value: Double) -> Double {
        let less = sorted.firstPlace { $0 >= value }
        let notMore = sorted.firstPlace { $0 > value }
        return (Double(less) + Double(notMore - less) / 2) / Double(sorted.count)
    }

    private static func variance(_ values: [Double]) -> Double {
        let mean = values.reduce(0, +) / Double(values.count)
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
}

/// A score with what happened later.
package struct LabelledScore: Hashable, Sendable {
    package let score: Double
    package let isPositive: Bool

    package init(_ score: Double, isPositive: Bool) {
        self.score = score
        self.isPositive = isPositive
    }
}

extension [Double] {
    /// The first place from which on a condition holds, in a sorted array, in O(log n).
    fileprivate func firstPlace(where holds: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
