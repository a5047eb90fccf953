/// Cuts a sample to the 99.5th percentile of the newest ones before it enters a mean, so that one
/// call that took a minute does not rule what is expected of the next.
///
/// A slow-down that lasts shows at the third slow call of the newest 400: it is no outlier then.
/// Source of the rule: winsorising, here with rank `⌊q (n - 1)⌋` as `Quantile.lowerRank` has it.
package struct Winsor: Hashable, Sendable {
    /// Samples that count.
    static let window = 400
    /// Fewer have no percentile worth the name: nothing is cut.
    static let samplesMin = 20
    private static let share = 0.995
    /// As many of the greatest as any rank needs: above that of 400 are two.
    private static let topMax = 3

    private var ring: [Double] = []
    private var next = 0
    /// The greatest of the window, descending.
    private var top: [Double] = []

    package init() {}

    /// Takes in a sample, finite, and answers with what of it counts.
    package mutating func cut(_ sample: Double) -> Double {
        if let gone = keep(sample), gone >= top[top.count - 1] {
            top = Array(ring.sorted(by: >).prefix(Self.topMax))
        } else {
            rank(sample)
        }
        guard ring.count >= Self.samplesMin else { return sample }
        let above = ring.count - 1 - Int(Self.share * Double(ring.count - 1))
        return min(sample, top[min(above, top.count - 1)])
    }

    /// Puts a sample into the window; answers with the one it pushed out.
    private mutating func keep(_ sample: Double) -> Double? {
        guard ring.count == Self.window else {
            ring.append(sample)
            return nil
        }
        defer {
            ring[next] = sample
            next = (next + 1) % Self.window
        }
        return ring[next]
    }

    private mutating func rank(_ sample: Double) {
        guard top.count < Self.topMax || sample > top[top.count - 1] else { return }
        let place = top.firstIndex { $0 < sample } ?? top.count
        top.insert(sample, at: place)
        if top.count > Self.topMax { top.removeLast() }
    }
}
