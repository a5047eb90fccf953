/// How much of a model's features has drifted, weighted by how much each of them matters to it.
package struct DatasetDrift: Hashable, Sendable, Codable {
    /// The share of the importance of all judged features that has drifted, 0 to 1.
    package let share: Double
    package let drifted: Int
    package let judged: Int
    /// Features of which there is not enough to tell: they are in neither part of the share.
    package let unknown: Int
    /// Whether anybody said what matters; otherwise all matter alike.
    package let isDeclared: Bool

    /// Nil while nothing can be said of any feature.
    ///
    /// - Parameters:
    ///   - rows: What is said of each feature.
    ///   - importance: By feature; one that is left out weighs as much as the mean of the others.
    package init?(_ rows: [FeatureRow], importance: [String: Double]) {
        let usual =
            importance.isEmpty ? 1 : importance.values.reduce(0, +) / Double(importance.count)
        func weight(_ rows: some Sequence<FeatureRow>) -> Double {
            rows.reduce(0) { $0 + (importance[$1.name] ?? usual) }
        }
        let known = rows.filter(\.isJudged)
        let all = weight(known)
        guard all > 0 else { return nil }
        let moved = known.filter(\.isDrifted)
        share = weight(moved) / all
        (drifted, judged, unknown) = (moved.count, known.count, rows.count - known.count)
        isDeclared = !importance.isEmpty
    }

    /// In words, for example `2 of 8 features drifted, 62 % of their importance`.
    package var words: String {
        let kind = isDeclared ? "importance" : "importance, all alike"
        let rest = unknown > 0 ? "; not enough data for \(unknown) more" : ""
        return "\(drifted) of \(judged) features drifted, \(share.percent) of their \(kind)\(rest)"
    }
}
