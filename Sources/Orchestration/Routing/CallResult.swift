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
    /// failure is for an alert at once, not for a breaker. A model that the provider does not know,
    /// or that nobody paid for, does: it answers nobody, and each call of it would cost a retry.
    package var countsAgainstTarget: Bool {
        switch self {
        case .connect, .timeout, .rateLimited, .overloaded, .badOutput, .channel, .unknownModel,
            .quotaSpent:
            true
        case .contextTooLong, .contentPolicy, .auth, .badInput, .staleInput, .breakerOpen,
            .expression, .cancelled, .lostWorker, .limitReached, .switchedOff:
            false
        }
    }
}

extension FailureKind {
    /// Whether the provider turns our calls away until somebody changes something.
    ///
    /// A key that is wrong, a model it does not know, an account without money: for an alert at once.
    package var isRefusalForGood: Bool {
        switch self {
        case .auth, .unknownModel, .quotaSpent: true
        case .connect, .timeout, .rateLimited, .overloaded, .badOutput, .channel,
            .contextTooLong, .contentPolicy, .badInput, .staleInput, .breakerOpen, .expression,
            .cancelled, .lostWorker, .limitReached, .switchedOff:
            false
        }
    }

    /// Whether a call that failed so may be billed though no content came.
    ///
    /// It had been sent, and was cut off or answered with what is no use; a refusal nobody bills.
    package var mayCost: Bool {
        switch self {
        case .timeout, .badOutput, .cancelled: true
        case .connect, .rateLimited, .overloaded, .channel, .contextTooLong, .contentPolicy, .auth,
            .badInput, .staleInput, .breakerOpen, .expression, .lostWorker, .unknownModel,
            .quotaSpent, .limitReached, .switchedOff:
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
