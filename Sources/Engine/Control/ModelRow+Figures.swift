internal import Orchestration

extension ModelRow {
    mutating func fill(_ reading: Meter.Reading, calls: Int) {
        self.calls = calls
        rate = reading.rate
        p50 = reading.p50.map(Duration.init(inSeconds:))
        p95 = reading.p95.map(Duration.init(inSeconds:))
        p99 = reading.p99.map(Duration.init(inSeconds:))
        firstToken95 = reading.firstToken95.map(Duration.init(inSeconds:))
        tokensPerSecond = reading.tokensPerSecond
        errorShare = reading.errorShare
        errors = reading.errors.map { ErrorCount(kind: $0.kind.rawValue, count: $0.count) }
        trend = reading.p95Trend
        rateTrend = reading.rateTrend
        errorTrend = reading.errorTrend
        trendBucketSeconds = Int(Meter.bucketSeconds)
    }

    /// Takes the windows in; where nothing was called lately, percentiles come from a longer one.
    mutating func fill(_ windows: [MetricReport]) {
        self.windows = windows
        if p95 != nil { return figuresSpan = .minute }
        guard let window = windows.first(where: { $0.calls > 0 }) else { return }
        figuresSpan = window.span
        p50 = window.p50
        p95 = window.p95
        p99 = window.p99
        firstToken95 = window.firstToken95
    }

    /// Takes the last minute's figures from its window, where no meter tells them.
    mutating func fillFromMinute() {
        guard let minute = windows.first, minute.calls > 0 else { return }
        rate = minute.rate
        p50 = minute.p50
        p95 = minute.p95
        p99 = minute.p99
        firstToken95 = minute.firstToken95
        tokensPerSecond = minute.tokensPerSecond
        errorShare = minute.errorShare
        errors = minute.errors
        figuresSpan = .minute
    }

    /// Takes trends from minutes, oldest first.
    mutating func fill(minutes: [MetricReport]) {
        trend = minutes.map { $0.p95?.inSeconds }
        rateTrend = minutes.map(\.rate)
        errorTrend = minutes.map(\.errorShare)
        trendBucketSeconds = 60
    }

    /// Takes in where a rule draws the line; the lowest line counts.
    mutating func take(limitOf condition: AlertRule.Condition) {
        switch condition {
        case .modelErrors(let share, _): errorLimit = min(errorLimit ?? share, share)
        case .modelLatency(let limit, _): latencyLimit = min(latencyLimit ?? limit, limit)
        default: break
        }
    }

    mutating func fill(_ verdict: ScoreMonitor.Verdict) {
        drift = verdict.reading?.index
        driftLimit = verdict.reading?.limit
        driftMethod = verdict.reading?.method ?? verdict.sentence
        if case .drift = verdict {
            state = .drift
            reason = verdict.sentence
        }
    }

    /// The word for its state; the worst that is true of it wins.
    mutating func judge(breaker: Breaker.State?, at now: Instant) {
        switch breaker {
        case .open(let until, let cause)? where until <= now:
            state = (rate ?? 0) > 0 ? .warn : .idle
            reason = "rested until \(until.clock), the next call is a trial: \(cause.words)"
        case .open(let until, let cause)?:
            state = .cool
            reason = "taken out until \(until.clock): \(cause.words)"
        case .forcedOpen?:
            state = .cool
            reason = "forced open by an operator"
        case .halfOpen?:
            state = .warn
            reason = "being tried again after a pause"
        case .closed?, .disabled?, .metricsOnly?, nil:
            if (errorShare ?? 0) > 0.1 {
                state = .warn
                reason =
                    "\(Int(((errorShare ?? 0) * 100).rounded())) % of the last minute's calls failed"
            } else if state != .drift {
                state = (rate ?? 0) > 0 ? .ok : .idle
            }
        }
    }
}

extension ModelCard.Kind {
    var word: String {
        switch self {
        case .logistic: "logistic"
        case .xgboost: "xgboost"
        case .customerValue: "value"
        case .rules: "rules"
        case .openAI, .anthropic: "chat"
        case .hosted: "hosted"
        case .subprocess: "program"
        }
    }

    var provider: String {
        switch self {
        case .logistic, .xgboost, .customerValue, .rules: "native"
        case .openAI: isSimulated ? "simulated" : "openai"
        case .anthropic: "anthropic"
        case .subprocess: "subprocess"
        case .hosted(let model):
            switch model.dialect {
            case .openInference: "oip-v2"
            case .mlflow: "mlflow"
            case .embeddings: "openai"
            }
        }
    }

    /// Whether the rehearsal's scripted provider stands in for the real one.
    package var isSimulated: Bool {
        guard case .openAI(let url, _, _) = self else { return false }
        return url.hasPrefix("simulated:")
    }
}

extension Duration {
    init(inSeconds seconds: Double) { self = .microseconds(Int64(seconds * 1_000_000)) }
}
