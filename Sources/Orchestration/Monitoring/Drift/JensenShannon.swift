internal import Glibc

/// The Jensen–Shannon divergence of two distributions over the same bins.
///
/// The distance is the root of the divergence: at most 1 in base 2 and `√ln 2 = 0.8326` in nats.
/// Other tools' threshold of 0.1 means nats.
package struct JensenShannon: Hashable, Sendable {
    /// `½ KL(P‖M) + ½ KL(Q‖M)` with `M = (P + Q) / 2`, in nats; never negative.
    package let nats: Double

    /// Compares counts or shares; both are normalised.
    /// - Returns: Nil where the lists differ in length or one side sums to nothing.
    package init?(_ p: [Double], _ q: [Double]) {
        guard p.count == q.count, let p = PopulationStability.shares(p),
            let q = PopulationStability.shares(q)
        else { return nil }
        let sum = zip(p, q).reduce(0.0) { sum, pair in
            let middle = (pair.0 + pair.1) / 2
            return sum + Self.part(pair.0, middle) + Self.part(pair.1, middle)
        }
        nats = max(0, sum / 2)
    }

    package var bits: Double { nats / log(2) }
    package var distanceBaseTwo: Double { bits.squareRoot() }
    package var distanceNats: Double { nats.squareRoot() }

    /// `x log(x / m)`, with `0 log 0 = 0`.
    private static func part(_ x: Double, _ middle: Double) -> Double {
        x > 0 ? x * log(x / middle) : 0
    }
}
