internal import Glibc

/// The population stability index: how far shares have moved, `Σ (q - p) ln(q / p)`, in nats.
///
/// Symmetric. Under 0.1 is calm and over 0.25 calls for action, but only with enough rows: see
/// `noiseLimit`. Two tools give two figures for the same data, because they bin it differently, so
/// the binning belongs beside the number.
package enum PopulationStability {
    /// An empty share becomes this; nothing is renormalised.
    package static let zeroFloor = 1e-4

    /// The index of two lists of counts over the same bins.
    /// - Returns: Nil where the lists differ in length or one side has no rows.
    package static func index(
        reference: [Double],
        current: [Double],
        zeroFloor: Double = zeroFloor
    ) -> Double? {
        guard let p = shares(reference), let q = shares(current), p.count == q.count else {
            return nil
        }
        return index(
            ofShares: p.map { $0 == 0 ? zeroFloor : $0 },
            and: q.map { $0 == 0 ? zeroFloor : $0 }
        )
    }

    static func index(ofShares p: [Double], and q: [Double]) -> Double {
        zip(p, q).reduce(0) { $0 + ($1.0 - $1.1) * log($1.0 / $1.1) }
    }

    /// Counts over their sum; nil where that is no positive number.
    static func shares(_ counts: [Double]) -> [Double]? {
        let total = counts.reduce(0, +)
        guard total > 0, total.isFinite, counts.allSatisfy({ $0 >= 0 }) else { return nil }
        return counts.map { $0 / total }
    }

    /// The least index that noise alone does not explain: the 99th percentile of
    /// `χ²(bins - 1) (1/n + 1/m)`, and never under `threshold`.
    package static func noiseLimit(
        bins: Int,
        reference: Int,
        current: Int,
        threshold: Double
    ) -> Double {
        guard bins > 1, reference > 0, current > 0 else { return .infinity }
        let noise =
            ChiSquare.quantile(0.99, dof: bins - 1)
            * (1 / Double(reference) + 1 / Double(current))
        return max(threshold, noise)
    }
}

/// Bins between the quantiles of a reference; the outer two are open.
///
/// Value `x` belongs to bin number "edges strictly below x".
package struct QuantileBins: Hashable, Sendable {
    /// Ascending, without repeats.
    package let edges: [Double]

    /// Bins of about equal share of `reference`.
    /// - Parameters:
    ///   - reference: Values that are not finite are left out.
    ///   - bins: How many are wanted, 2 ... 1000; repeated quantiles leave fewer.
    package init(reference: [Double], bins: Int = 10) {
        let sorted = reference.finiteSorted
        let wanted = max(2, min(bins, 1000))
        var edges: [Double] = []
        for k in 1..<wanted {
            let q = Double(k) / Double(wanted)
            guard let edge = Quantile.typeSeven(q, of: sorted), edge != edges.last else { continue }
            edges.append(edge)
        }
        self.edges = edges
    }

    /// Bins with these inner edges; put in order, repeats removed.
    package init(edges: [Double]) {
        self.edges = edges.finiteSorted.reduce(into: []) { kept, edge in
            if kept.last != edge { kept.append(edge) }
        }
    }

    package var count: Int { edges.count + 1 }

    /// The bin of a value, 0 ..< count.
    package func bin(of value: Double) -> Int {
        var low = 0
        var high = edges.count
        while low < high {
            let middle = (low + high) / 2
            if edges[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// How many of the finite values fall into each bin.
    package func counts(of values: [Double]) -> [Int] {
        var counts = [Int](repeating: 0, count: count)
        for value in values where value.isFinite { counts[bin(of: value)] += 1 }
        return counts
    }
}
