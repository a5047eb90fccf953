/// Whether a canary may go on: what it did, held against what the other targets did meanwhile.
///
/// Source of the four outcomes: Argo Rollouts, `AnalysisRun`.
package struct CanaryAnalysis: Hashable, Sendable {
    /// What the analysis says.
    package enum Outcome: Hashable, Sendable {
        /// As good as the others, on enough calls.
        case successful(String)
        /// Worse: it takes no more calls until somebody says otherwise.
        case failed(String)
        /// Too few calls to tell, so far.
        case inconclusive(String)
        /// Nothing to compare with.
        case error(String)
    }

    /// Calls of the canary that a success needs.
    static let callsMin = 100
    /// Calls of the canary from which a failure may be called.
    static let callsToFail = 20
    /// Standard errors apart; strict, because the figures are looked at again and again.
    static let deviations = 3.0
    /// How much slower to begin it may be.
    static let slowerMax = 1.5

    /// Judges a canary.
    /// - Parameters:
    ///   - canary: What happened to it.
    ///   - baseline: What happened to the other targets over the same time.
    /// - Returns: One of the four outcomes, with its figures in words.
    package static func judge(_ canary: MetricSlice, against baseline: MetricSlice) -> Outcome {
        guard canary.calls > 0 else { return .inconclusive("no calls yet") }
        guard baseline.calls >= callsToFail else {
            return .error("only \(baseline.calls) calls of the others to compare with")
        }
        let (mine, others) = (share(canary), share(baseline))
        let words = "\(mine.percent) of \(canary.calls) failed, others \(others.percent)"
        guard canary.calls >= callsToFail else { return .inconclusive(words) }
        if mine > others + deviations * error(canary, baseline) { return .failed(words) }
        if let slow = slower(canary, baseline) { return .failed(slow) }
        return canary.calls >= callsMin ? .successful(words) : .inconclusive(words)
    }

    private static func share(_ slice: MetricSlice) -> Double {
        Double(slice.failed) / Double(max(1, slice.calls))
    }

    /// The standard error of the difference of two shares, pooled; never 0, so that one failure
    /// against none is not proof.
    private static func error(_ a: MetricSlice, _ b: MetricSlice) -> Double {
        let (n, m) = (Double(a.calls), Double(b.calls))
        let pooled = (Double(a.failed + b.failed) + 1) / (n + m + 2)
        return (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
    }

    private static func slower(_ canary: MetricSlice, _ baseline: MetricSlice) -> String? {
        let mine = canary.firstToken.count > 0 ? canary.firstToken : canary.took
        let others = baseline.firstToken.count > 0 ? baseline.firstToken : baseline.took
        guard mine.count >= callsMin, let slow = mine.quantile(0.95),
            let usual = others.quantile(0.95), Double(slow) > Double(usual) * slowerMax
        else { return nil }
        return "p95 \(Duration.microseconds(Int64(slow)).inWords), "
            + "others \(Duration.microseconds(Int64(usual)).inWords)"
    }
}

extension CanaryAnalysis.Outcome {
    /// The outcome in words.
    package var words: String {
        switch self {
        case .successful(let why): "successful: \(why)"
        case .failed(let why): "failed: \(why)"
        case .inconclusive(let why): "inconclusive: \(why)"
        case .error(let why): "error: \(why)"
        }
    }
}
