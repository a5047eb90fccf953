internal import Glibc

/// How far a feature's newest values are from its reference: effects, their p, and n.
///
/// All are made of the reference's own bins, the only thing that is kept of it; a missing value is a
/// bin of its own for PSI, Jensen–Shannon and χ², and left out of KS and Wasserstein.
package struct FeatureFigures: Hashable, Sendable {
    package let psi: Double
    /// What noise alone may reach, and 0.1 at least.
    package let psiLimit: Double
    package let chiSquare: ChiSquare
    /// Cramér's V with both sides weighted alike, whatever their sizes.
    package let effect: Double
    /// The distance in nats, at most 0.8326.
    package let jensenShannon: Double
    /// The greatest distance of the distribution functions at the bins' edges.
    package let ksDistance: Double
    package let ksP: Double
    /// Between the middles of bins, in the feature's own unit; nil where all is one bin.
    package let wasserstein: Double?
    /// Rows on both sides.
    package let reference: Int
    package let current: Int
    package let bins: Int

    /// The V from which an effect is taken to be one.
    package static let effectMin = 0.1

    /// - Parameters:
    ///   - own: What is expected.
    ///   - counts: What was seen in its bins, the last for missing values.
    init?(_ own: FeatureReference, _ counts: [Int]) {
        let expected = (own.counts + [own.missing]).map(Double.init)
        let seen = counts.map(Double.init)
        let rows = counts.reduce(0, +)
        guard let psi = PopulationStability.index(reference: expected, current: seen),
            let chiSquare = ChiSquare.twoSample(reference: expected, current: seen),
            let effect = ChiSquare.balancedV(reference: expected, current: seen),
            let divergence = JensenShannon(expected, seen)
        else { return nil }
        self.effect = effect
        self.psi = psi
        self.chiSquare = chiSquare
        jensenShannon = divergence.distanceNats
        (reference, current, bins) = (own.rows, rows, own.bins.count)
        psiLimit = PopulationStability.noiseLimit(
            bins: chiSquare.dof + 1,
            reference: own.rows,
            current: rows,
            threshold: 0.1
        )
        let (a, b) = (expected.dropLast(), seen.dropLast())
        (ksDistance, ksP) = Self.gap(Array(a), Array(b))
        wasserstein = Self.shift(own.bins.edges, Array(a), Array(b))
    }

    private static func gap(_ a: [Double], _ b: [Double]) -> (Double, Double) {
        let (n, m) = (a.reduce(0, +), b.reduce(0, +))
        guard n > 0, m > 0 else { return (0, 1) }
        var (left, right, gap) = (0.0, 0.0, 0.0)
        for (one, other) in zip(a, b) {
            left += one / n
            right += other / m
            gap = max(gap, abs(left - right))
        }
        return (gap, KolmogorovSmirnov.survival((n * m / (n + m)).squareRoot() * gap))
    }

    private static func shift(_ edges: [Double], _ a: [Double], _ b: [Double]) -> Double? {
        guard let first = edges.first, let last = edges.last else { return nil }
        let middles = [first] + zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 } + [last]
        let distance = Wasserstein(
            reference: .init(middles, weights: a),
            current: .init(middles, weights: b)
        )?.distance
        return distance.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The figures in one line, with the methods and the binning beside them.
    package var words: String {
        let p = chiSquare.p
        let shift = wasserstein.map { ", W1 \($0.fixed(2))" } ?? ""
        let trust = chiSquare.isReliable ? "" : ", fewest expected under 5"
        return "PSI \(psi.fixed(2)), limit \(psiLimit.fixed(2)); χ² V "
            + "\(effect.fixed(2)), p \(Self.chance(p)); KS "
            + "\(ksDistance.fixed(2)), p \(Self.chance(ksP)); JS \(jensenShannon.fixed(2))\(shift); "
            + "\(bins) reference quantiles, n \(reference) and \(current)\(trust)"
    }

    private static func chance(_ p: Double) -> String { p < 0.001 ? "< 0.001" : p.fixed(3) }
}
