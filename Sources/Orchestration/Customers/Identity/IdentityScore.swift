/// How well people found agree with people known, where the answer is known.
package struct IdentityScore: Equatable, Sendable {
    package let records: Int
    package let found: Int
    package let known: Int
    /// Of pairs of records put together, the share that is one person's.
    package let precision: Double
    /// Of pairs of records that are one person's, the share that was put together.
    package let recall: Double
    /// The same, by record instead of by pair (B-cubed).
    package let cubedPrecision: Double
    package let cubedRecall: Double

    /// The harmonic mean of precision and recall of pairs.
    package var f1: Double { Self.mean(precision, recall) }
    package var cubedF1: Double { Self.mean(cubedPrecision, cubedRecall) }

    /// - Parameters:
    ///   - found: Ids of records, grouped.
    ///   - known: Whose each record is, by id.
    ///
    /// Source: A. Bagga and B. Baldwin, "Algorithms for Scoring Coreference Chains", 1998.
    package init(_ found: [[String]], known: [String: String]) {
        let sizes = known.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        var (together, right) = (0, 0)
        var (cubedPrecision, cubedRecall) = (0.0, 0.0)
        for group in found {
            let shares = group.compactMap { known[$0] }.reduce(into: [:]) {
                $0[$1, default: 0] += 1
            }
            together += Self.pairs(group.count)
            for (owner, share) in shares.sorted(by: { $0.key < $1.key }) {
                right += Self.pairs(share)
                cubedPrecision += Double(share * share) / Double(group.count)
                cubedRecall += Double(share * share) / Double(sizes[owner] ?? 1)
            }
        }
        records = known.count
        self.found = found.count
        self.known = sizes.count
        precision = Self.share(right, of: together)
        recall = Self.share(right, of: sizes.values.map(Self.pairs).reduce(0, +))
        self.cubedPrecision = cubedPrecision / Double(max(1, records))
        self.cubedRecall = cubedRecall / Double(max(1, records))
    }

    private static func pairs(_ count: Int) -> Int { count * (count - 1) / 2 }

    /// Where there is nothing to be wrong about, nothing is wrong.
    private static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 1 : Double(part) / Double(whole)
    }

    private static func mean(_ one: Double, _ other: Double) -> Double {
        one + other == 0 ? 0 : 2 * one * other / (one + other)
    }
}
