internal import Glibc

/// Whether probabilities mean what they say: of all that were told 0.7, seven in ten happened.
package struct Calibration: Hashable, Sendable {
    /// The mean of the probabilities.
    package let expected: Double
    /// The share that happened.
    package let observed: Double
    /// Mean squared distance of probability and outcome, from 0 (perfect) to 1.
    package let brier: Double
    /// Mean distance of probability and share per bin, weighted by its rows.
    ///
    /// Over bins of equally many rows, `binsMax` at most. Never 0 by chance alone: compare it with
    /// `p`.
    package let error: Double
    /// The chance of a Brier score at least as far from what the probabilities promise, were they
    /// right; nil where they are all 0, 0.5 or 1.
    ///
    /// Source: D. Spiegelhalter, "Probabilistic prediction in patient management", 1986.
    package let p: Double?
    package let bins: [Bin]
    package let rows: Int

    /// One bin of rows with neighbouring probabilities.
    package struct Bin: Hashable, Sendable {
        package let expected: Double
        package let observed: Double
        package let rows: Int
    }

    /// The most bins there are; each has at least 20 rows.
    package static let binsMax = 10

    /// - Returns: Nil for no rows, or where a score is no probability.
    package init?(_ samples: some Collection<LabelledScore>) {
        guard !samples.isEmpty, samples.allSatisfy({ (0...1).contains($0.score) }) else {
            return nil
        }
        let sorted = samples.sorted { $0.score < $1.score }
        rows = sorted.count
        let all = Self.bin(sorted[...])
        (expected, observed) = (all.expected, all.observed)
        brier = sorted.reduce(0) { $0 + $1.miss * $1.miss } / Double(sorted.count)
        bins = Self.bins(of: sorted)
        error =
            bins.reduce(0) { $0 + abs($1.expected - $1.observed) * Double($1.rows) }
            / Double(sorted.count)
        p = Self.chance(sorted)
    }

    private static func bins(of sorted: [LabelledScore]) -> [Bin] {
        let count = max(1, min(binsMax, sorted.count / 20))
        return (0..<count).map { index in
            bin(sorted[index * sorted.count / count..<(index + 1) * sorted.count / count])
        }
    }

    private static func bin(_ rows: ArraySlice<LabelledScore>) -> Bin {
        let count = Double(max(1, rows.count))
        return Bin(
            expected: rows.reduce(0) { $0 + $1.score } / count,
            observed: Double(rows.count { $0.isPositive }) / count,
            rows: rows.count
        )
    }

    private static func chance(_ rows: [LabelledScore]) -> Double? {
        var (distance, variance) = (0.0, 0.0)
        for row in rows {
            let lean = 1 - 2 * row.score
            distance += -row.miss * lean
            variance += lean * lean * row.score * (1 - row.score)
        }
        guard variance > 0 else { return nil }
        return erfc(abs(distance) / variance.squareRoot() / 2.0.squareRoot())
    }
}

extension LabelledScore {
    /// How far the probability was from what happened.
    fileprivate var miss: Double { score - (isPositive ? 1 : 0) }
}
