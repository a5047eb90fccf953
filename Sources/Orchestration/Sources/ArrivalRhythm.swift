/// How often a source's events come: the median of the newest gaps, and how far they stray.
package struct ArrivalRhythm: Hashable, Sendable {
    /// Gaps remembered.
    static let gapsMax = 128
    /// Gaps needed before anything is expected.
    static let gapsMin = 8
    /// Turns a median deviation into a standard one, for normal gaps.
    static let normal = 1.4826

    private var gaps: [Double] = []
    private var next = 0

    /// A rhythm without a beat.
    package init() {}

    /// Takes in the time between two arrivals; a negative one is left out.
    package mutating func add(_ gap: Duration) {
        guard gap >= .zero else { return }
        if gaps.count < Self.gapsMax {
            gaps.append(gap.inSeconds)
        } else {
            gaps[next] = gap.inSeconds
            next = (next + 1) % gaps.count
        }
    }

    /// What is expected; nil while too few have come.
    package var expectation: Expectation? {
        guard gaps.count >= Self.gapsMin else { return nil }
        let sorted = gaps.sorted()
        guard let median = Quantile.typeSeven(0.5, of: sorted) else { return nil }
        let distances = sorted.map { abs($0 - median) }.sorted()
        let spread = Quantile.typeSeven(0.5, of: distances) ?? 0
        return Expectation(gap: median, spread: spread)
    }

    /// When the next event should come after one, and how much later is worth a word.
    package struct Expectation: Hashable, Sendable {
        /// The median gap, in seconds.
        package let gap: Double
        /// The median distance of gaps from it, in seconds.
        package let spread: Double

        /// How late is late: twice the normal spread, and at least a tenth of the gap.
        package var tolerance: Duration {
            // Under a second everything is late at some time: a batch of rows arrives in one burst.
            .milliseconds(Int64(max(2 * spread * ArrivalRhythm.normal, gap * 0.1, 1) * 1000))
        }

        package var gapDuration: Duration { .milliseconds(Int64(min(gap, 1e12) * 1000)) }
    }
}
