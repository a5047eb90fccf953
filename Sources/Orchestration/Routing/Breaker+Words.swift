extension Breaker {
    /// The state in words, for example `open until 14:36:40Z: 9 of 10 failed`.
    ///
    /// How a moment is written is left to the caller, who knows the zone.
    package func words(_ moment: (Instant) -> String) -> String {
        switch state {
        case .closed where tally.failed == 0: "closed"
        case .closed: "closed, \(tally.failed) of \(tally.calls) failed"
        case .open(let until, let cause): "open until \(moment(until)): \(cause.words)"
        case .halfOpen(let trials):
            "half open, \(trials.passed) of \(Limits.trials) trials passed"
        case .forcedOpen: "forced open by an operator"
        case .disabled: "disabled by an operator"
        case .metricsOnly: "watching only, \(tally.failed) of \(tally.calls) failed"
        }
    }
}

extension Breaker.State {
    /// The state in one word, for scrapers.
    package var word: String {
        switch self {
        case .closed: "closed"
        case .open: "open"
        case .halfOpen: "half_open"
        case .forcedOpen: "forced_open"
        case .disabled: "disabled"
        case .metricsOnly: "metrics_only"
        }
    }
}

extension Breaker.Cause {
    /// What opened it, in words.
    package var words: String {
        switch self {
        case .failures(let tally) where tally.rateLimited > 0:
            "\(tally.failed) of \(tally.calls) failed, \(tally.rateLimited) by a rate limit"
        case .failures(let tally): "\(tally.failed) of \(tally.calls) failed"
        case .slowness(let tally): "\(tally.slow) of \(tally.calls) slow"
        case .silence(let calls, let age):
            "\(calls) calls since the last answer, none begun after \(age.inWords)"
        case .trials(let trials): "\(trials.failed) of \(trials.admitted) trials failed"
        }
    }
}
