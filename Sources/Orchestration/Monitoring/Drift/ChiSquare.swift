internal import Glibc

/// Chi-square tests on counts per category.
///
/// An effect needs `p < 0.01` and Cramér's `V >= 0.1`.
package struct ChiSquare: Hashable, Sendable {
    package let statistic: Double
    /// Categories less one, those empty on both sides left out.
    package let dof: Int
    /// `√(χ² / N)`; nil for goodness of fit, which has no second sample.
    package let cramersV: Double?
    /// The smallest expected count; below 5 the p is not to be trusted.
    package let smallestExpected: Double

    /// The chance of a statistic at least as great where nothing moved.
    package var p: Double { Self.survival(statistic, dof: dof) }

    /// Whether the smallest expected count is large enough for `p` to mean something.
    package var isReliable: Bool { smallestExpected >= 5 }

    /// Whether two samples come from one distribution: `Σ (O - E)² / E` over the 2 × k table,
    /// without Yates' correction.
    /// - Returns: Nil where the lists differ in length or a side is empty.
    package static func twoSample(reference: [Double], current: [Double]) -> ChiSquare? {
        guard let (n, m, columns) = table(reference, current) else { return nil }
        var (statistic, least) = (0.0, Double.infinity)
        for (a, b) in columns {
            let expected = ((a + b) * n / (n + m), (a + b) * m / (n + m))
            statistic += (a - expected.0) * (a - expected.0) / expected.0
            statistic += (b - expected.1) * (b - expected.1) / expected.1
            least = min(least, expected.0, expected.1)
        }
        return ChiSquare(
            statistic: statistic,
            dof: columns.count - 1,
            cramersV: (statistic / (n + m)).squareRoot(),
            smallestExpected: least
        )
    }

    /// Cramér's V of the two samples' shares, as if both had equally many rows; 0 to 1.
    ///
    /// `√(χ² / N)` of a long reference and a short window tells how unlike their sizes are as much
    /// as how unlike they are: the same shift that gives 0.27 of 1,000 rows against 1,000 gives 0.11
    /// against 24,000. This depends on the shares alone: `√(½ Σ (p - q)² / (p + q))`.
    /// - Returns: Nil where the lists differ in length or a side is empty.
    package static func balancedV(reference: [Double], current: [Double]) -> Double? {
        guard let (n, m, columns) = table(reference, current) else { return nil }
        let sum = columns.reduce(0.0) { sum, column in
            let (p, q) = (column.0 / n, column.1 / m)
            return p + q > 0 ? sum + (p - q) * (p - q) / (p + q) : sum
        }
        return (sum / 2).squareRoot()
    }

    /// Whether the current counts fit the reference's shares, taken as exact.
    ///
    /// Infinite where a category was never seen in the reference: prefer `twoSample`.
    /// - Returns: Nil where the lists differ in length or a side is empty.
    package static func goodnessOfFit(reference: [Double], current: [Double]) -> ChiSquare? {
        guard let (n, m, columns) = table(reference, current) else { return nil }
        var (statistic, least) = (0.0, Double.infinity)
        for (a, b) in columns {
            let expected = a / n * m
            statistic += expected > 0 ? (b - expected) * (b - expected) / expected : .infinity
            least = min(least, expected)
        }
        return ChiSquare(
            statistic: statistic,
            dof: columns.count - 1,
            cramersV: nil,
            smallestExpected: least
        )
    }

    /// Totals of both sides, and the columns that are not empty.
    private static func table(
        _ reference: [Double],
        _ current: [Double]
    ) -> (Double, Double, [(Double, Double)])? {
        let all = reference + current
        guard reference.count == current.count, all.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            return nil
        }
        let columns = Array(zip(reference, current)).filter { $0.0 + $0.1 > 0 }
        let n = reference.reduce(0, +)
        let m = current.reduce(0, +)
        return n > 0 && m > 0 ? (n, m, columns) : nil
    }
}

extension ChiSquare {
    /// The chance that a χ² of `dof` degrees of freedom is greater than `x`.
    static func survival(_ x: Double, dof: Int) -> Double {
        guard dof > 0, x > 0 else { return 1 }
        guard x.isFinite else { return x.isNaN ? .nan : 0 }
        return UpperGamma.regularised(Double(dof) / 2, x / 2)
    }

    /// The value that a χ² of `dof` degrees of freedom stays below with probability `q`; found by
    /// halving, to nine digits.
    static func quantile(_ q: Double, dof: Int) -> Double {
        var (low, high) = (0.0, Double(dof) + 10)
        while survival(high, dof: dof) > 1 - q, high < 1e9 { high *= 2 }
        for _ in 0..<80 {
            let middle = (low + high) / 2
            if survival(middle, dof: dof) > 1 - q { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}

/// The regularised upper incomplete gamma function `Q(a, x)`.
///
/// Source: W. Press et al., "Numerical Recipes", 3rd ed., section 6.2.
enum UpperGamma {
    static func regularised(_ a: Double, _ x: Double) -> Double {
        x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x)
    }

    private static func scale(_ a: Double, _ x: Double) -> Double {
        exp(-x + a * log(x) - lgamma(a))
    }

    private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
        var (term, sum, n) = (1 / a, 1 / a, a)
        for _ in 0..<10_000 where abs(term) > abs(sum) * 1e-17 {
            n += 1
            term *= x / n
            sum += term
        }
        return sum * scale(a, x)
    }

    /// Lentz's continued fraction.
    private static func upperFraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for i in 1...10_000 {
            let an = -Double(i) * (Double(i) - a)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let change = d * c
            h *= change
            if abs(change - 1) < 1e-16 { break }
        }
        return h * scale(a, x)
    }
}
