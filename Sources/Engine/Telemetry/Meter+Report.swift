internal import Orchestration

extension Meter.Reading {
    /// The last minute as a window of figures, with the same numbers as the reading.
    func report(of subject: MetricSubject) -> MetricReport {
        var report = MetricReport(subject, .minute)
        report.calls = recentCalls
        guard recentCalls > 0 else { return report }
        report.rate = rate
        report.p50 = p50.map(Duration.init(inSeconds:))
        report.p95 = p95.map(Duration.init(inSeconds:))
        report.p99 = p99.map(Duration.init(inSeconds:))
        report.firstToken95 = firstToken95.map(Duration.init(inSeconds:))
        report.tokensPerSecond = tokensPerSecond
        report.errorShare = errorShare
        report.errors = errors.map { ErrorCount(kind: $0.kind.rawValue, count: $0.count) }
        if use.tokensIn > 0 { report.tokensIn = use.tokensIn }
        if use.tokensOut > 0 { report.tokensOut = use.tokensOut }
        if use.cost > 0 { report.cost = Double(use.cost) / 1_000_000 }
        report.unpricedCalls = use.unpriced
        return report
    }
}
