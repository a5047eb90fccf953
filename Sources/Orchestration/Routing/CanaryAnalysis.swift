/// Whether a canary may go on: what it did, held against what the other targets did meanwhile, by a
/// test that may be looked at again and again (`SequentialTest`).
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
    /// Calls of each side from which anything may be called: shares of fewer are not normal.
    static let callsToFail = 20
    /// A success says that no greater share more than this fails.
    static let worseMax = 0.05
    /// How much slower than the others' 95th percentile a call of it may be...
    static let slowerMax = 1.5
    /// ...and how many of its calls may be slower than that.
    static let slowMax = 0.05

    /// Judges a canary; as often as wanted, since the test behind it is valid at every look.
    /// - Parameters:
    ///   - canary: What happened to it since its analysis began.
    ///   - baseline: What happened to the other targets over the same time.
    /// - Returns: One of the four outcomes, with its figures in words.
    package static func judge(_ canary: MetricSlice, against baseline: MetricSlice) -> Outcome {
        guard canary.judged.calls > 0 else { return .inconclusive("no calls yet") }
        guard baseline.judged.calls >= callsToFail else {
            return .error("only \(baseline.judged.calls) calls of the others to compare with")
        }
        let (mine, others) = (canary.judged, baseline.judged)
        let test = SequentialTest(
            .init(mine.failed, of: mine.calls),
            .init(others.failed, of: others.calls)
        )
        let words = words(mine, others, test)
        guard mine.calls >= callsToFail else { return .inconclusive(words) }
        if test.isGreater { return .failed(words) }
        if let slow = slower(canary, baseline) { return .failed(slow) }
        guard mine.calls >= callsMin, test.most <= worseMax else { return .inconclusive(words) }
        return .successful(words)
    }

    private static func words(
        _ canary: CallCounts,
        _ baseline: CallCounts,
        _ test: SequentialTest
    ) -> String {
        let (mine, others) = (share(canary), share(baseline))
        return "\(mine.percent) of \(canary.calls) failed, others \(others.percent) of "
            + "\(baseline.calls); sequential p \(test.p.fixed(3)), at most "
            + "\(min(1, max(0, test.most)).percent) worse"
    }

    private static func share(_ counts: CallCounts) -> Double {
        Double(counts.failed) / Double(max(1, counts.calls))
    }

    /// Why it is slower than the others, by the share of its calls that are far beyond their 95th
    /// percentile; nil where it is not, or not for certain.
    private static func slower(_ canary: MetricSlice, _ baseline: MetricSlice) -> String? {
        let mine = canary.firstToken.count > 0 ? canary.firstToken : canary.took
        let others = baseline.firstToken.count > 0 ? baseline.firstToken : baseline.took
        guard mine.count >= callsToFail, let usual = others.quantile(0.95) else { return nil }
        let limit = Int((Double(usual) * slowerMax).rounded())
        guard let share = mine.share(above: limit),
            SequentialTest(.init(share: share, of: mine.count), known: slowMax).isGreater
        else { return nil }
        return "\(share.percent) of \(mine.count) slower than "
            + "\(Duration.microseconds(Int64(limit)).inWords), \(slowerMax) times the others' p95"
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

extension CanaryAnalysis {
    /// What becomes of a canary that fails.
    package enum Consequence: String, Hashable, Sendable, CaseIterable {
        /// It takes no more calls.
        case takesOut = "takes_out"
        /// Nothing: what would have become of it is shown.
        case dryRun = "dry_run"
    }

    /// An analysis begins anew after so long, so that what was long ago does not excuse what is now.
    package static let period = Duration.seconds(86_400)

    /// When the analysis under way began, of a canary that began at `since`.
    package static func beginning(of since: Instant, at now: Instant) -> Instant {
        let periods = max(0, (now - since).inSeconds / period.inSeconds).rounded(.down)
        return since + period * Int(periods)
    }
}
