/// The stretches of time that figures are shown over.
package enum MetricSpan: String, Hashable, Sendable, Codable, CaseIterable {
    case minute = "1m"
    case fiveMinutes = "5m"
    case quarterHour = "15m"
    case hour = "1h"
    case day = "24h"

    /// How long it is.
    package var duration: Duration {
        switch self {
        case .minute: .seconds(60)
        case .fiveMinutes: .seconds(300)
        case .quarterHour: .seconds(900)
        case .hour: .seconds(3600)
        case .day: .seconds(86_400)
        }
    }
}

/// The figures of one subject over one span; nil is what was not measured, never 0.
package struct MetricReport: Hashable, Sendable, Codable {
    package var subject: MetricSubject
    package var span: MetricSpan
    package var calls = 0
    /// Calls per second.
    package var rate: Double?
    package var p50: Duration?
    package var p95: Duration?
    package var p99: Duration?
    package var firstToken50: Duration?
    package var firstToken95: Duration?
    /// From 0 to 1.
    package var errorShare: Double?
    /// By class, greatest first.
    package var errors: [ErrorCount] = []
    package var tokensIn: Int?
    package var tokensOut: Int?
    /// Tokens of a prompt that 95 of 100 do not pass.
    package var prompt95: Int?
    /// Of streamed answers, from their first token on.
    package var tokensPerSecond: Double?
    /// In the price list's unit of money; nil where nothing has a price.
    ///
    /// Of a workflow, what the calls of its runs cost.
    package var cost: Double?
    /// Calls whose cost nobody knows: `cost` is a lower bound where there are some.
    package var unpricedCalls = 0

    /// The figures of a span in which nothing happened.
    package init(_ subject: MetricSubject, _ span: MetricSpan) {
        self.init(subject, span, MetricSlice(), seconds: 0)
    }

    /// The figures of a slice that covers `seconds`.
    package init(
        _ subject: MetricSubject,
        _ span: MetricSpan,
        _ slice: MetricSlice,
        seconds: Double
    ) {
        self.subject = subject
        self.span = span
        calls = slice.calls
        if slice.tokensIn > 0 { tokensIn = slice.tokensIn }
        if slice.tokensOut > 0 { tokensOut = slice.tokensOut }
        if slice.costMicros > 0 { cost = Double(slice.costMicros) / 1_000_000 }
        unpricedCalls = slice.unpriced
        guard slice.calls > 0 else { return }
        if seconds > 0 { rate = Double(slice.calls) / seconds }
        p50 = Self.duration(slice.took, 0.5)
        p95 = Self.duration(slice.took, 0.95)
        p99 = Self.duration(slice.took, 0.99)
        firstToken50 = Self.duration(slice.firstToken, 0.5)
        firstToken95 = Self.duration(slice.firstToken, 0.95)
        errorShare = Double(slice.failed) / Double(slice.calls)
        errors = slice.failures.map { ErrorCount(kind: $0.key.rawValue, count: $0.value) }
            .sorted { (-$0.count, $0.kind) < (-$1.count, $1.kind) }
        prompt95 = slice.promptTokens.quantile(0.95)
        if slice.streaming > 0, slice.streamedTokens > 0 {
            tokensPerSecond = Double(slice.streamedTokens) / (Double(slice.streaming) / 1_000_000)
        }
    }

    private static func duration(_ spread: Spread, _ share: Double) -> Duration? {
        spread.quantile(share).map { .microseconds(Int64($0)) }
    }
}

extension MetricReport {
    /// What the calls cost an hour; nil where nothing was called or nobody knows a price.
    package var hourlyCost: Double? {
        guard let cost, let rate, calls > 0 else { return nil }
        // Calls by their rate are the seconds that were really looked at.
        return cost / (Double(calls) / rate) * 3600
    }
}

/// Which figures to read.
package struct MetricQuery: Hashable, Sendable, Codable {
    /// As they were at that moment; nil for now.
    package var at: Instant?
    package var span = MetricSpan.fiveMinutes
    /// Only subjects whose text begins so, for example `model/` or `target/copywriter/`.
    package var prefix = ""
    package var shape = Shape.whole
    package init() {}

    /// How the span is told.
    package enum Shape: String, Hashable, Sendable, Codable {
        /// A report for each subject.
        case whole
        /// Of the one subject that `prefix` names, a report for each of its minutes, of a day for
        /// each of its hours: the oldest first, and those without calls as well.
        case parts
    }
}
