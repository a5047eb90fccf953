internal import Glibc

/// A mean in which a sample's weight halves with age, so that old samples never rule.
///
/// Kept as two sums that shrink together: `Σ w·x` and `Σ w` with `w = e^(-age / memory)`. Samples
/// of the same moment count alike, and `weight` says how much evidence is left.
package struct DecayedMean: Hashable, Sendable {
    /// After this long a sample weighs 1/e.
    static let memory = 30.0
    /// Less evidence than this is none.
    static let weightMin = 0.05

    private var sum = 0.0
    private var weight = 0.0
    private var at = Instant.epoch

    /// A mean without samples.
    package init() {}

    /// Takes in a sample; one that is not finite is left out.
    package mutating func add(_ sample: Double, at now: Instant) {
        guard sample.isFinite else { return }
        let kept = Self.kept(from: at, to: now)
        sum = sum * kept + sample
        weight = weight * kept + 1
        at = max(at, now)
    }

    /// The mean; nil without samples, and once they are too old to say anything.
    package func value(at now: Instant) -> Double? {
        guard weight * Self.kept(from: at, to: now) >= Self.weightMin else { return nil }
        return sum / weight
    }

    private static func kept(from then: Instant, to now: Instant) -> Double {
        exp(-max(0, (now - then).inSeconds) / memory)
    }
}
