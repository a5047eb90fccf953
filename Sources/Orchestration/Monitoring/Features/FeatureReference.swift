/// How a feature was spread when its model was accepted: bins, counts, and how often it was missing.
package struct FeatureReference: Hashable, Sendable {
    package let name: String
    package let bins: QuantileBins
    /// Rows of each bin, those without a value left out.
    package let counts: [Int]
    /// Rows in which it was missing.
    package let missing: Int

    /// Made of what was counted before.
    /// - Returns: Nil where counts and bins do not fit together, or nothing was counted.
    package init?(name: String, bins: QuantileBins, counts: [Int], missing: Int) {
        guard counts.count == bins.count, bins.count <= 1000, missing >= 0,
            counts.allSatisfy({ (0...1_000_000_000).contains($0) }),
            counts.contains(where: { $0 > 0 })
        else { return nil }
        self.name = name
        self.bins = bins
        self.counts = counts
        self.missing = min(missing, 1_000_000_000)
    }

    /// Made of the values themselves; those that are not finite were missing.
    package init?(name: String, values: [Double], bins wanted: Int = 10) {
        let bins = QuantileBins(reference: values, bins: wanted)
        self.init(
            name: name,
            bins: bins,
            counts: bins.counts(of: values),
            missing: values.count { !$0.isFinite }
        )
    }

    /// How many rows it was made of, those without a value included.
    package var rows: Int { counts.reduce(missing, +) }
}
