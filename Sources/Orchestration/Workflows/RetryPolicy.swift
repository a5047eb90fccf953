/// How a failed step is tried again.
package struct RetryPolicy: Hashable, Sendable {
    /// Attempts in all, the first included; 1 never retries.
    package let attempts: Int
    /// The shortest pause.
    package let base: Duration
    /// The longest pause, unless the upstream asked for more.
    package let cap: Duration
    /// The failures that are worth another attempt; nil for all that can end differently.
    package let kinds: Set<FailureKind>?

    package init(
        attempts: Int,
        base: Duration = .milliseconds(250),
        cap: Duration = .seconds(10),
        on kinds: Set<FailureKind>? = nil
    ) {
        self.attempts = attempts
        self.base = base
        self.cap = cap
        self.kinds = kinds
    }

    /// Whether a failure of that kind is worth another attempt.
    package func retries(_ kind: FailureKind) -> Bool { kinds?.contains(kind) ?? kind.isRetryable }

    /// Two attempts, 250 ms to 10 s between them.
    package static let standard = RetryPolicy(attempts: 2)

    /// A server may ask for any pause; a run does not wait longer than a day for one.
    static let askedMax = Duration.seconds(86_400)

    /// The pause before `attempt`: decorrelated jitter, a pure function of the seed.
    ///
    /// Each pause is drawn from `base ... 3 * previous`, at most `cap`; what the upstream asked for
    /// (`Retry-After`) is the least.
    /// - Parameters:
    ///   - attempt: 2 for the first retry.
    ///   - seed: The run's seed mixed with the step, so that replay draws the same.
    ///   - asked: The least pause the upstream asked for; nil for none.
    /// - Returns: At least `asked`, a day at most; else `base ... cap`.
    /// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    package func pause(before attempt: Int, seed: UInt64, asked: Duration?) -> Duration {
        var random = SplitMix(seed: seed)
        var pause = base.inSeconds
        for _ in stride(from: 2, through: attempt, by: 1) {
            let upper = max(base.inSeconds, pause * 3)
            pause = min(cap.inSeconds, base.inSeconds + random.unit() * (upper - base.inSeconds))
        }
        // A file may say any time: beyond 300,000 years it is all the same.
        let own = Duration.milliseconds(Int64(min(pause * 1000, 1e16)))
        return max(own, min(asked ?? .zero, Self.askedMax))
    }
}

/// A small seeded generator whose draws are part of the journal's meaning: never change it.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014.
package struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number drawn evenly from 0 ..< 1.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
