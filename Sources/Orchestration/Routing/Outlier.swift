/// Sets aside targets that fail much more often than their peers.
///
/// A peer is set aside where its success share is below `mean - 1.9 σ` of all. With fewer than five
/// peers no share can be that far out, and the breakers decide alone.
/// Source: Envoy, `outlier_detection` (success rate).
package enum Outlier {
    static let factor = 1.9
    static let peersMin = 5
    /// At most this share is set aside at once, counted after the step.
    static let ejectedShareMax = 0.5

    /// Which of the peers to set aside, worst first.
    /// - Parameter successShares: 0 ... 1 per peer; nil for a peer with too few calls to say.
    /// - Returns: Positions in `successShares`.
    package static func positions(of successShares: [Double?]) -> [Int] {
        let known = successShares.compactMap(\.self)
        guard known.count >= peersMin else { return [] }
        let mean = known.reduce(0, +) / Double(known.count)
        let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count)
        let limit = mean - factor * variance.squareRoot()
        let far = successShares.indices.filter { (successShares[$0] ?? 1) < limit }
        let places = Int(Double(successShares.count) * ejectedShareMax)
        return Array(
            far.sorted { (successShares[$0] ?? 1) < (successShares[$1] ?? 1) }.prefix(places)
        )
    }

    /// How long the `ejection`-th setting aside in a row lasts; the first is 1.
    package static func time(ejection: Int) -> Duration {
        min(.seconds(30 * Int64(max(1, min(ejection, 10)))), .seconds(300))
    }
}
