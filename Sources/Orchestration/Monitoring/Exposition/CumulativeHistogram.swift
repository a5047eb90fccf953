/// Counts by fixed upper bounds since the process started.
package struct CumulativeHistogram: Hashable, Sendable {
    /// Which bounds: those that OpenTelemetry's GenAI conventions advise.
    package enum Scale: Hashable, Sendable {
        /// 0.01 · 2ⁿ up to 81.92.
        case seconds
        /// 4ⁿ up to 67,108,864.
        case tokens

        static let secondBounds = (0..<14).map { 0.01 * Double(1 << $0) }
        static let tokenBounds = (0..<14).map { Double(1 << (2 * $0)) }

        /// The least bound.
        var first: Double {
            switch self {
            case .seconds: 0.01
            case .tokens: 1
            }
        }

        /// What makes a bound of the one before it.
        var factor: Double {
            switch self {
            case .seconds: 2
            case .tokens: 4
            }
        }

        /// Ascending.
        package var bounds: [Double] {
            switch self {
            case .seconds: Self.secondBounds
            case .tokens: Self.tokenBounds
            }
        }
    }

    package let scale: Scale
    /// Of each bucket alone; the last one has what is above every bound.
    private var counts: [Int]
    package private(set) var count = 0
    package private(set) var sum = 0.0
    /// The newest traced number of each bucket; empty until there is one.
    private var newest: [Exemplar?] = []

    /// A number with the trace it was measured in.
    package struct Exemplar: Hashable, Sendable {
        package let trace: TraceContext
        package let value: Double
        package let at: Instant
    }

    package init(_ scale: Scale) {
        self.scale = scale
        counts = [Int](repeating: 0, count: scale.bounds.count + 1)
    }

    /// Takes in a number; what is not finite is left out, and below 0 counts as 0.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - trace: The trace it was measured in; nil where nothing is traced.
    ///   - now: When.
    package mutating func add(
        _ value: Double,
        in trace: TraceContext? = nil,
        at now: Instant = .epoch
    ) {
        guard value.isFinite else { return }
        let kept = max(0, value)
        // The bounds, without a look at them: times a power of two is exact.
        var (place, bound) = (0, scale.first)
        while place < counts.count - 1, kept > bound {
            place += 1
            bound *= scale.factor
        }
        counts[place] += 1
        count += 1
        sum += kept
        guard let trace else { return }
        if newest.isEmpty { newest = Array(repeating: nil, count: counts.count) }
        newest[place] = Exemplar(trace: trace, value: kept, at: now)
    }

    /// The exemplar of a bucket; nil where nothing in it was traced.
    package func exemplar(of bucket: Int) -> Exemplar? {
        newest.indices.contains(bucket) ? newest[bucket] : nil
    }

    /// Each bound with how many were not above it; the last is infinity, with all.
    package var buckets: [(bound: Double, count: Int)] {
        var total = 0
        return zip(scale.bounds + [.infinity], counts).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}
