internal import Glibc

/// The index as Evidently 0.7 computes it, so that figures can be compared across tools.
///
/// Numbers with more than 20 distinct reference values fall into equal-width Sturges bins over both
/// samples, whatever its documentation says about reference quantiles; all else is a category.
package enum EvidentlyBins {
    /// The index of two samples of numbers.
    ///
    /// Where `wholeNumbers` is true bins are at least 1 wide, as numpy does for integers. Nil where a
    /// sample is empty.
    package static func index(
        reference: [Double],
        current: [Double],
        wholeNumbers: Bool = false
    ) -> Double? {
        guard Set(reference).count > 20 else {
            return index(ofCategories: reference, and: current)
        }
        let edges = sturgesEdges(of: reference + current, wholeNumbers: wholeNumbers)
        return floored(histogram(reference, edges), histogram(current, edges))
    }

    /// The index of two samples of categories.
    package static func index<Category: Hashable>(
        ofCategories reference: [Category],
        and current: [Category]
    ) -> Double? {
        let p = tally(reference)
        let q = tally(current)
        // The sum must not depend on the order of a set, so keys come as they were first seen.
        var seen: Set<Category> = []
        let keys = (reference + current).filter { seen.insert($0).inserted }
        return floored(keys.map { p[$0] ?? 0 }, keys.map { q[$0] ?? 0 })
    }

    private static func tally<Category: Hashable>(_ values: [Category]) -> [Category: Double] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func floored(_ reference: [Double], _ current: [Double]) -> Double? {
        guard let p = PopulationStability.shares(reference),
            let q = PopulationStability.shares(current)
        else { return nil }
        return PopulationStability.index(ofShares: filled(p), and: filled(q))
    }

    /// An empty share becomes 0.0001, or a millionth of the least share where that is as small.
    private static func filled(_ shares: [Double]) -> [Double] {
        let least = shares.filter { $0 > 0 }.min() ?? 1
        let floor = least <= 1e-4 ? least / 1e6 : 1e-4
        return shares.map { $0 == 0 ? floor : $0 }
    }

    /// Equal-width edges as `numpy.histogram_bin_edges(…, "sturges")` places them.
    private static func sturgesEdges(of values: [Double], wholeNumbers: Bool) -> [Double] {
        guard let low = values.min(), let high = values.max(), low < high,
            (high - low).isFinite
        else { return [] }
        var width = (high - low) / (log2(Double(values.count)) + 1)
        if wholeNumbers { width = max(1, width) }
        // Of a range so small that its share is 0 there is no telling how many fit.
        let fitting = width > 0 ? ((high - low) / width).rounded(.up) : 1
        let bins = Int(max(1, min(10_000, fitting)))
        let step = (high - low) / Double(bins)
        return (0..<bins).map { Double($0) * step + low } + [high]
    }

    /// Counts per bin; each is open above but the last.
    private static func histogram(_ values: [Double], _ edges: [Double]) -> [Double] {
        var counts = [Double](repeating: 0, count: max(0, edges.count - 1))
        for value in values where !counts.isEmpty {
            var bin = counts.count - 1
            while bin > 0, value < edges[bin] { bin -= 1 }
            counts[bin] += 1
        }
        return counts
    }
}
