/// How one call ended, as breakers and estimates see it.
package enum CallResult: Hashable, Sendable {
    /// Answered in time.
    case answered
    /// Answered, but its first token came after the limit.
    case answeredLate
    /// Not answered; with what the upstream asked for in `Retry-After`.
    case failed(FailureKind, retryAfter: Duration? = nil)
}

extension FailureKind {
    /// Whether this failure says something about the target's health.
    ///
    /// A request that no healthy target could have answered (bad input, a key that is wrong, a
    /// prompt too long, a refused topic, a caller who left) says nothing about it; an `auth`
    /// failure is for an alert at once, not for a breaker.
    package var countsAgainstTarget: Bool {
        switch self {
        case .connect, .timeout, .rateLimited, .overloaded, .badOutput, .channel: true
        case .contextTooLong, .contentPolicy, .auth, .badInput, .staleInput, .breakerOpen,
            .expression, .cancelled, .lostWorker:
            false
        }
    }
}

extension CallResult {
    /// What a breaker makes of it.
    var verdict: BreakerWindow.Verdict? {
        switch self {
        case .answered: .good
        case .answeredLate: .slow
        // A call cut off by a clock was slow as well: both shares see it.
        case .failed(.timeout, _): .failedSlowly
        case .failed(.rateLimited, _): .rateLimited
        case .failed(let kind, _): kind.countsAgainstTarget ? .failed : nil
        }
    }

    /// The pause the upstream asked for.
    var retryAfter: Duration? {
        guard case .failed(_, let asked) = self else { return nil }
        return asked
    }
}
