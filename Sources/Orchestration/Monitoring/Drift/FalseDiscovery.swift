/// Benjamini–Hochberg: which of many p-values to believe, so that at most the share `q` of those
/// believed is false.
///
/// Source: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", 1995.
package enum FalseDiscovery {
    /// Positions of the p-values to believe, ascending.
    package static func believed(_ pValues: [Double], q: Double = 0.05) -> [Int] {
        let known = pValues.indices.filter { pValues[$0] >= 0 }
        let order = known.sorted { pValues[$0] < pValues[$1] }
        let last = order.indices.last { rank in
            pValues[order[rank]] <= q * Double(rank + 1) / Double(order.count)
        }
        return last.map { order[...$0].sorted() } ?? []
    }
}
