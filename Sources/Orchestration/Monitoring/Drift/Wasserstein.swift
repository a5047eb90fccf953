/// The Wasserstein-1 distance: the area between two distribution functions, in the data's unit.
///
/// One outlier moves it, and dividing by the spread of a constant reference makes it explode: show
/// the raw figure.
package struct Wasserstein: Hashable, Sendable {
    package let distance: Double
    /// The population standard deviation of the reference, its weights left aside.
    package let referenceSpread: Double

    /// A sample whose rows may weigh differently.
    package struct Sample: Hashable, Sendable {
        fileprivate struct Row: Hashable, Sendable {
            let value: Double
            let weight: Double
        }

        fileprivate let rows: [Row]

        /// Rows with their weights; those that are not finite, or weigh nothing, are left out.
        ///
        /// Nil weights weigh the same.
        package init(_ values: [Double], weights: [Double]? = nil) {
            let weights = weights ?? []
            rows = values.indices
                .map { Row(value: values[$0], weight: $0 < weights.count ? weights[$0] : 1) }
                .filter { $0.value.isFinite && $0.weight.isFinite && $0.weight > 0 }
                .sorted { $0.value < $1.value }
        }

        fileprivate var total: Double { rows.reduce(0) { $0 + $1.weight } }
    }

    /// Compares two samples.
    /// - Returns: Nil where one is empty.
    package init?(reference: Sample, current: Sample) {
        guard !reference.rows.isEmpty, !current.rows.isEmpty else { return nil }
        distance = Self.area(between: reference, and: current)
        referenceSpread = Self.spread(reference.rows.map(\.value))
    }

    /// The distance over the reference's spread, of which `floor` is the least.
    package func normed(floor: Double = 0.001) -> Double { distance / max(referenceSpread, floor) }

    private static func area(between a: Sample, and b: Sample) -> Double {
        var (i, j) = (0, 0)
        var (below, belowOther, area) = (0.0, 0.0, 0.0)
        var previous: Double?
        let (total, totalOther) = (a.total, b.total)
        while i < a.rows.count || j < b.rows.count {
            let value = min(
                i < a.rows.count ? a.rows[i].value : .infinity,
                j < b.rows.count ? b.rows[j].value : .infinity
            )
            if let previous {
                area += abs(below / total - belowOther / totalOther) * (value - previous)
            }
            while i < a.rows.count, a.rows[i].value == value {
                below += a.rows[i].weight
                i += 1
            }
            while j < b.rows.count, b.rows[j].value == value {
                belowOther += b.rows[j].weight
                j += 1
            }
            previous = value
        }
        return area
    }

    private static func spread(_ values: [Double]) -> Double {
        let n = Double(values.count)
        let mean = values.reduce(0, +) / n
        return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    }
}
