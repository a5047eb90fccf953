internal import Glibc

/// The two-sample Kolmogorov–Smirnov test: the greatest distance between two empirical
/// distribution functions.
///
/// An effect needs `p < 0.01` and a distance of at least 0.1: with a million rows everything is
/// significant.
package struct KolmogorovSmirnov: Hashable, Sendable {
    /// `sup |F_reference - F_current|`, from 0 to 1.
    package let distance: Double
    package let reference: Int
    package let current: Int
    /// `distance * reference * current`, which is a whole number.
    private let lattice: Int

    /// The most steps an exact p may cost: about half a second.
    package static let exactCostMax = 200_000_000

    /// Compares two samples; values that are not finite are left out.
    /// - Returns: Nil where one is empty.
    package init?(reference: [Double], current: [Double]) {
        let a = reference.finiteSorted
        let b = current.finiteSorted
        guard !a.isEmpty, !b.isEmpty else { return nil }
        self.reference = a.count
        self.current = b.count
        lattice = Self.greatestGap(a, b)
        distance = Double(lattice) / (Double(a.count) * Double(b.count))
    }

    /// The limit law's p; good from a few dozen rows a side.
    package var asymptoticP: Double {
        let n = Double(reference)
        let m = Double(current)
        return Self.survival((n * m / (n + m)).squareRoot() * distance)
    }

    /// The p of all orders in which the rows could have come; nil where that would cost more than
    /// `exactCostMax` steps.
    package var exactP: Double? {
        let (cost, overflow) = reference.multipliedReportingOverflow(by: current)
        guard !overflow, cost <= Self.exactCostMax else { return nil }
        return lattice == 0 ? 1 : Self.shareOutside(reference, current, reach: lattice)
    }

    /// `|i n - j m|` at its greatest, taken after all ties at a value.
    private static func greatestGap(_ a: [Double], _ b: [Double]) -> Int {
        var (i, j, gap) = (0, 0, 0)
        while i < a.count, j < b.count {
            let value = min(a[i], b[j])
            while i < a.count, a[i] == value { i += 1 }
            while j < b.count, b[j] == value { j += 1 }
            gap = max(gap, abs(i * b.count - j * a.count))
        }
        return gap
    }

    /// The share of lattice paths from (0, 0) to (n, m) that touch `|i m - j n| >= reach`.
    ///
    /// A path's last step comes from the left with probability i / (i + j). All terms are positive,
    /// so small shares keep their digits.
    /// Source: J. Hodges, "The significance probability of the Smirnov two-sample test", 1958.
    private static func shareOutside(_ n: Int, _ m: Int, reach: Int) -> Double {
        var row = (0...m).map { $0 * n >= reach ? 1.0 : 0 }
        for i in 1...n {
            row[0] = i * m >= reach ? 1 : row[0]
            for j in 1...m {
                let fromLeft = Double(i) / Double(i + j)
                row[j] =
                    abs(i * m - j * n) >= reach
                    ? 1 : fromLeft * row[j] + (1 - fromLeft) * row[j - 1]
            }
        }
        return min(1, row[m])
    }

    /// `Q(x) = 2 Σ (-1)^(k-1) e^(-2 k² x²)`, and its other series where that one is slow.
    static func survival(_ x: Double) -> Double {
        guard x > 0 else { return 1 }
        guard x < 1.18 else {
            let sum = (1...8).reduce(0.0) { sum, k in
                let term = exp(-2 * Double(k * k) * x * x)
                return k % 2 == 1 ? sum + term : sum - term
            }
            return min(1, max(0, 2 * sum))
        }
        let scale = -Double.pi * Double.pi / (8 * x * x)
        let sum = stride(from: 1, through: 15, by: 2).reduce(0.0) {
            $0 + exp(scale * Double($1 * $1))
        }
        return min(1, max(0, 1 - (2 * Double.pi).squareRoot() / x * sum))
    }
}
