extension Breaker.Trials {
    func hasPlace(at now: Instant) -> Bool {
        admitted < Breaker.Limits.trials || isLost(at: now)
    }

    func isLost(at now: Instant) -> Bool {
        now >= since + Breaker.Limits.trialsPatience
    }

    /// A slow trial does not pass: closing on it would open again at once.
    func counting(_ verdict: BreakerWindow.Verdict?) -> Self {
        var copy = self
        switch verdict {
        case .good: copy.passed += 1
        case .slow, .failed, .rateLimited, .failedSlowly: copy.failed += 1
        case nil: copy.admitted = max(0, copy.admitted - 1)
        }
        return copy
    }
}
