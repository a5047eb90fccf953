import Orchestration

/// The models of the stage: one drifts, one cools down, one has nothing to do.
extension Stage {
    static func wave(_ base: Double, _ spread: Double, count: Int = 60, rise: Double = 0)
        -> [Double?]
    {
        var random = SplitMix(seed: UInt64(base * 1000))
        return (0..<count).map { index in
            index == 7
                ? nil : base + random.unit() * spread + rise * max(0, Double(index - 35)) / 25
        }
    }

    static var models: [ModelRow] {
        [
            model("churn-risk", .drift, "native", "logistic", 22, 11, 38, 52, 0) {
                $0.drift = 0.27
                $0.driftLimit = 0.2
                $0.driftMethod = "PSI, 10 reference quantiles, n 1,204"
                $0.reason = "scores drift: PSI 0.27 over 0.20"
                $0.routes = ["churn-risk"]
            },
            model("churn-risk-xgb", .ok, "native", "xgboost", 3.1, 14, 41, 60, 0) {
                $0.drift = 0.04
                $0.driftLimit = 0.2
                $0.routes = ["churn-risk"]
            },
            model("customer-value", .ok, "native", "bg/nbd", 22, 2, 4, 6, 0) {
                $0.routes = ["customer-value"]
            },
            model("next-best-action", .ok, "native", "rules", 9.4, 1, 2, 3, 0) {
                $0.routes = ["next-best-action"]
            },
            model("scribe-a", .cool, "openai", "chat", 1.2, 1_100, 8_410, 12_900, 0.31) {
                $0.isSimulated = true
                $0.firstToken95 = .milliseconds(1_900)
                $0.price = ModelPrice(input: 0.15, output: 0.6, perCall: 0, from: ago(9_000_000))
                $0.contextTokens = 16_000
                $0.quotas = [
                    QuotaUse(name: "calls_per_minute", used: 588, limit: 600),
                    QuotaUse(name: "money_per_day", used: 3.12, limit: 4),
                ]
                $0.tokensPerSecond = 61
                $0.errors = [
                    ErrorCount(kind: "rate_limited", count: 19),
                    ErrorCount(kind: "timeout", count: 4),
                ]
                $0.reason = "breaker open until 14:36:40Z: 9 of 10 failed"
                $0.trend = wave(1.1, 0.6, rise: 7)
                $0.errorTrend = wave(0.002, 0.01, rise: 0.3)
                $0.routes = ["copywriter"]
            },
            model("scribe-b", .ok, "openai", "chat", 8.2, 710, 1_400, 2_020, 0.004) {
                $0.isSimulated = true
                $0.firstToken95 = .milliseconds(480)
                $0.tokensPerSecond = 92
                $0.errors = [ErrorCount(kind: "timeout", count: 2)]
                $0.routes = ["copywriter"]
            },
            idleModel,
        ]
    }

    /// Figures of a span with so many calls.
    static func report(_ subject: MetricSubject, _ span: MetricSpan, calls: Int) -> MetricReport {
        var slice = MetricSlice()
        let sample = MetricSample(.answered, took: .milliseconds(900))
        if calls > 0 { slice.add(sample) }
        var report = MetricReport(subject, span, slice, seconds: span.duration.inSeconds)
        report.calls = calls
        report.rate = calls > 0 ? Double(calls) / span.duration.inSeconds : nil
        return report
    }

    /// A model's last hour, minute by minute, with a gap.
    static func series(_ model: String, _ span: MetricSpan) -> [MetricReport] {
        (0..<(span == .day ? 24 : span == .hour ? 60 : 15)).map { place in
            var report = report(.model(model), .minute, calls: place == 9 ? 0 : 60 + place)
            guard place != 9 else { return report }
            report.p50 = .milliseconds(700 + Int64(place % 7) * 30)
            report.p95 = .milliseconds(1_400 + Int64(place % 11) * 90)
            report.p99 = .milliseconds(2_900 + Int64(place % 5) * 210)
            return report
        }
    }

    private static var idleModel: ModelRow {
        var row = ModelRow()
        row.name = "scribe-c"
        row.provider = "openai"
        row.kind = "chat"
        row.isSimulated = true
        return row
    }

    private static func model(
        _ name: String,
        _ state: StateWord,
        _ provider: String,
        _ kind: String,
        _ rate: Double,
        _ p50: Int64,
        _ p95: Int64,
        _ p99: Int64,
        _ errors: Double,
        _ change: (inout ModelRow) -> Void
    ) -> ModelRow {
        var row = ModelRow()
        row.name = name
        row.state = state
        row.provider = provider
        row.kind = kind
        row.version = "1.4"
        row.rate = rate
        (row.p50, row.p95, row.p99) = (.milliseconds(p50), .milliseconds(p95), .milliseconds(p99))
        row.errorShare = errors
        row.calls = Int(rate * 3_600)
        row.trend = wave(Double(p95) / 1000, Double(p95) / 4000)
        (row.errorLimit, row.latencyLimit) = (0.05, .seconds(3))
        row.windows = MetricSpan.allCases.map { span in
            var report = report(.model(name), span, calls: Int(rate * span.duration.inSeconds))
            report.p95 = .milliseconds(p95 * 2)
            if provider == "openai" {
                report.cost = Double(report.calls) * 0.002
                (report.tokensIn, report.tokensOut) = (report.calls * 812, report.calls * 140)
                report.prompt95 = 1_204
            }
            return report
        }
        row.rateTrend = wave(rate, rate / 3)
        row.errorTrend = wave(errors, 0.002)
        change(&row)
        return row
    }
}
