internal import Glibc

/// An exponentially weighted moving average with control limits around a known mean.
///
/// `z = λ x + (1 - λ) z`; limits `μ ± L σ √(λ / (2 - λ) (1 - (1 - λ)^2t))`.
/// Source: S. Roberts, "Control Chart Tests Based on Geometric Moving Averages", 1959.
package struct Ewma: Hashable, Sendable {
    /// The mean and spread the values had when all was well.
    package let mean: Double
    package let spread: Double
    /// The weight of the newest value, from 0 to 1.
    package let weight: Double
    /// How many spreads the limits are away.
    package let reach: Double
    /// The average now.
    package private(set) var value: Double
    /// `(1 - λ)^2t`, which shrinks by the same factor each time.
    private var start = 1.0

    package init(mean: Double, spread: Double, weight: Double = 0.2, reach: Double = 3) {
        self.mean = mean
        self.spread = spread
        self.weight = min(1, max(0, weight))
        self.reach = reach
        value = mean
    }

    /// How far from the mean the average may be now.
    package var limit: Double {
        reach * spread * (weight / (2 - weight) * (1 - start)).squareRoot()
    }

    /// Takes in a value and says whether the average is outside its limits.
    package mutating func add(_ sample: Double) -> Bool {
        guard sample.isFinite else { return false }
        value += weight * (sample - value)
        start *= (1 - weight) * (1 - weight)
        return abs(value - mean) > limit
    }

    /// The weight that fits values which come at irregular times.
    package static func weight(after gap: Duration, memory: Duration) -> Double {
        guard memory > .zero else { return 1 }
        return 1 - exp(-max(0, gap.inSeconds) / memory.inSeconds)
    }
}
