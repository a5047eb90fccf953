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
    /// The same gaps, ascending: kept so, because what is expected is asked far more often than told.
    private var sorted: [Double] = []

    /// A rhythm without a beat.
    package init() {}

    /// Takes in the time between two arrivals; a negative one is left out.
    package mutating func add(_ gap: Duration) {
        guard gap >= .zero else { return }
        let seconds = gap.inSeconds
        if gaps.count < Self.gapsMax {
            gaps.append(seconds)
        } else {
            sorted.remove(at: place(of: gaps[next]))
            gaps[next] = seconds
            next = (next + 1) % gaps.count
        }
        sorted.insert(seconds, at: place(of: seconds))
    }

    /// The first place whose gap is not shorter.
    private func place(of gap: Double) -> Int {
        var (from, to) = (0, sorted.count)
        while from < to {
            let middle = (from + to) / 2
            if sorted[middle] < gap { from = middle + 1 } else { to = middle }
        }
        return from
    }

    /// What is expected; nil while too few have come.
    package var expectation: Expectation? {
        guard gaps.count >= Self.gapsMin, let median = Quantile.typeSeven(0.5, of: sorted) else {
            return nil
        }
        return Expectation(gap: median, spread: spread(around: median))
    }

    /// The median distance from `median`: distances ascend outwards from it on both sides.
    private func spread(around median: Double) -> Double {
        var (below, above) = (place(of: median) - 1, place(of: median))
        var distances: [Double] = []
        while distances.count <= sorted.count / 2 {
            let down = below >= 0 ? median - sorted[below] : .infinity
            let up = above < sorted.count ? sorted[above] - median : .infinity
            distances.append(min(down, up))
            if down < up { below -= 1 } else { above += 1 }
        }
        let high = distances[sorted.count / 2]
        guard sorted.count.isMultiple(of: 2) else { return high }
        return high - (high - distances[sorted.count / 2 - 1]) * 0.5
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
