/// What is known of one model as a target, now.
///
/// Lives in memory only: after a restart nothing is known.
package struct TargetHealth: Hashable, Sendable {
    package var breaker = Breaker()
    /// Calls under way.
    package internal(set) var inFlight = 0
    /// Seconds to the first token.
    package internal(set) var firstToken = DecayedMean()
    /// Seconds per token after the first.
    package internal(set) var perToken = DecayedMean()
    /// 1 for a call that failed by the target's fault, 0 for one that did not.
    package internal(set) var failing = DecayedMean()
    /// Tokens its answers have.
    package internal(set) var answerTokens = DecayedMean()
    package var quota = Quota()
    /// Set aside as an outlier until then; in the past when it is not.
    package internal(set) var asideUntil = Instant(milliseconds: .min)
    /// Times set aside, less one per healthy sweep.
    var ejections = 0
    /// Takes no calls: an operator paused it.
    package var isPaused = false

    /// A target nothing is known of.
    package init(quota: Quota = Quota()) { self.quota = quota }

    /// Seconds one answer of `tokens` tokens is expected to take, failures and their repetition
    /// included; nil while nothing is known.
    ///
    /// Time to first token and time per token are kept apart: dividing the one by the length of
    /// the answer would favour whoever got the long questions.
    package func cost(tokens: Double, at now: Instant) -> Double? {
        guard let first = firstToken.value(at: now) else { return nil }
        let answer = first + (perToken.value(at: now) ?? 0) * max(0, tokens - 1)
        return answer / max(0.05, 1 - (failing.value(at: now) ?? 0))
    }
}

/// What one call measured.
package struct CallReport: Hashable, Sendable {
    package var result: CallResult
    /// From sending to the first content token; for an answer that is no stream, all of it.
    package var firstToken: Duration?
    package var total: Duration?
    package var tokensOut: Int?

    package init(
        _ result: CallResult,
        firstToken: Duration? = nil,
        total: Duration? = nil,
        tokensOut: Int? = nil
    ) {
        self.result = result
        self.firstToken = firstToken
        self.total = total
        self.tokensOut = tokensOut
    }
}

extension TargetHealth {
    /// Notes that a call begins; nil where its breaker lets none through.
    package mutating func begin(at now: Instant) -> Breaker.Ticket? {
        guard let ticket = breaker.begin(at: now) else { return nil }
        inFlight += 1
        return ticket
    }

    /// Notes how a call ended.
    package mutating func end(
        _ report: CallReport,
        _ ticket: Breaker.Ticket,
        at now: Instant,
        random: inout SplitMix
    ) {
        inFlight = max(0, inFlight - 1)
        breaker.end(report.result, ticket, at: now, random: &random)
        if let first = report.firstToken { firstToken.add(first.inSeconds, at: now) }
        if let pace = report.secondsPerToken { perToken.add(pace, at: now) }
        if let tokens = report.tokensOut { answerTokens.add(Double(tokens), at: now) }
        if let fault = report.result.isFault { failing.add(fault, at: now) }
    }
}

extension CallReport {
    fileprivate var secondsPerToken: Double? {
        guard let firstToken, let total, let tokensOut, tokensOut > 1 else { return nil }
        return max(0, (total - firstToken).inSeconds) / Double(tokensOut - 1)
    }
}

extension CallResult {
    /// 1 where the target was at fault, 0 where it answered, nil where neither can be said.
    fileprivate var isFault: Double? {
        switch self {
        case .answered, .answeredLate: 0
        case .failed(let kind, _): kind.countsAgainstTarget ? 1 : nil
        }
    }
}
