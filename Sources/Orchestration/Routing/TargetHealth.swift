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
    /// What keeps one odd call from ruling either.
    private var firstTokenCut = Winsor()
    private var perTokenCut = Winsor()
    /// Tokens its answers have.
    package internal(set) var answerTokens = DecayedMean()
    package var quota = Quota()
    /// Set aside as an outlier until then; in the past when it is not.
    package internal(set) var asideUntil = Instant(milliseconds: .min)
    /// Times set aside, less one per healthy sweep.
    var ejections = 0
    /// Takes no calls: an operator paused it.
    package var isPaused = false

    /// When each call began that has given no sign of life yet, oldest first; at most `mutesMax`.
    private var mutes: [Instant] = []
    /// When the newest sign came: content, an answer, a refusal.
    private var lastSign = Instant(milliseconds: .min)

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
        if mutes.count < Self.mutesMax { mutes.append(now) }
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
        if report.result.isSign { lastSign = max(lastSign, now) }
        forget(ticket)
        breaker.end(report.result, ticket, at: now, random: &random)
        if let first = report.firstToken {
            firstToken.add(firstTokenCut.cut(first.inSeconds), at: now)
        }
        if let pace = report.secondsPerToken { perToken.add(perTokenCut.cut(pace), at: now) }
        if let tokens = report.tokensOut { answerTokens.add(Double(tokens), at: now) }
        if let fault = report.result.isFault { failing.add(fault, at: now) }
    }
}

extension TargetHealth {
    static let mutesMax = 256
    /// Calls without a sign from which silence is no chance.
    static let silentMin = 5
    /// How much longer than usual a first sign may take, and the least and the usual patience.
    static let silentFactor = 8.0
    static let silentLeast = Duration.seconds(2)
    static let silentUnknown = Duration.seconds(5)

    /// Notes that content of a call has come.
    package mutating func spoke(_ ticket: Breaker.Ticket, at now: Instant) {
        lastSign = max(lastSign, now)
        forget(ticket)
    }

    /// Notes that a call was cut off that had given no content for so long: its first token would have
    /// taken longer, so what is known of it can only rise.
    package mutating func wasOvertaken(after elapsed: Duration, at now: Instant) {
        guard let usual = firstToken.value(at: now), elapsed.inSeconds > usual else { return }
        firstToken.add(firstTokenCut.cut(elapsed.inSeconds), at: now)
    }

    private mutating func forget(_ ticket: Breaker.Ticket) {
        guard let place = mutes.firstIndex(of: ticket.began) else { return }
        mutes.remove(at: place)
    }

    /// Opens the breaker where calls that began since the last sign of life have waited eight times
    /// as long as a first token usually takes: their clocks may have long to go.
    /// - Returns: Whether it opened.
    package mutating func listen(at now: Instant, random: inout SplitMix) -> Bool {
        let usual = firstToken.value(at: now).map { Duration.milliseconds(Int64($0 * 1000)) }
        let patience = max(
            Self.silentLeast,
            usual.map { $0 * Self.silentFactor } ?? Self.silentUnknown
        )
        let silent = mutes.filter { $0 >= lastSign && now - $0 >= patience }
        guard silent.count >= Self.silentMin, let oldest = silent.first else { return false }
        let found = Breaker.Silent(calls: silent.count, age: now - oldest)
        guard breaker.note(found, at: now, random: &random) else { return false }
        // What was under way has had its say.
        mutes = []
        return true
    }
}

extension CallReport {
    fileprivate var secondsPerToken: Double? {
        guard let firstToken, let total, let tokensOut, tokensOut > 1 else { return nil }
        return max(0, (total - firstToken).inSeconds) / Double(tokensOut - 1)
    }
}

extension CallResult {
    /// Whether it shows that somebody is there.
    fileprivate var isSign: Bool {
        switch self {
        case .answered, .answeredLate: true
        case .failed(.timeout, _), .failed(.cancelled, _), .failed(.lostWorker, _): false
        case .failed: true
        }
    }

    /// 1 where the target was at fault, 0 where it answered, nil where neither can be said.
    fileprivate var isFault: Double? {
        switch self {
        case .answered, .answeredLate: 0
        case .failed(let kind, _): kind.countsAgainstTarget ? 1 : nil
        }
    }
}
