extension SourceMonitor {
    /// The row of the sources pane; what waits for it and depends on it is the caller's to know.
    package func row(at now: Instant, blocked: Int = 0, dependents: [String] = []) -> SourceRow {
        var row = SourceRow()
        let state = state(at: now)
        row.name = card.name
        row.kind = card.event
        row.owner = card.owner
        row.state = state.word
        row.age = age(at: now)
        row.sla = card.sla
        row.count = lastHour(at: now)
        row.ratePerMinute = ratePerMinute(at: now)
        row.rejected = rejected
        row.rejections = Self.counts(rejections)
        row.newFields = Self.counts(newFields)
        row.lackShare = lackShare(at: now)
        row.againstUsual = againstUsual(at: now)
        row.trend = trend(at: now)
        row.nextDue = nextDue(at: now)
        row.lags = lags(at: now)
        row.blocked = blocked
        row.dependents = dependents
        row.reason = reason(state)
        return row
    }

    private static func counts(_ named: [String: Int]) -> [ErrorCount] {
        named.map { ErrorCount(kind: $0.key, count: $0.value) }
            .sorted { (-$0.count, $0.kind) < (-$1.count, $1.kind) }
    }

    /// The greatest share of the last hour's events that lacked a field whose absence is counted;
    /// nil where none is counted, or nothing came.
    private func lackShare(at now: Instant) -> Double? {
        let all = lastHour(at: now)
        let counted = card.checks.filter { $0.missingAtMost != nil }
        guard all > 0, !counted.isEmpty else { return nil }
        let most = counted.map { lacking[$0.field]?.total(minutes: 60, at: now) ?? 0 }.max() ?? 0
        return min(1, Double(most) / Double(all))
    }

    /// Arrivals of the last hour against what this hour of the week usually brings; nil until three
    /// weeks of it are known.
    private func againstUsual(at now: Instant) -> Double? {
        guard let usual = week.usual(at: now), usual.count >= 1 else { return nil }
        return Double(lastHour(at: now)) / usual.count - 1
    }

    private func reason(_ state: State) -> String {
        let words = newestEvent == nil ? state.wordsOfNothing : state.words(sla: card.sla)
        guard let lastRejection, rejected > 0 else { return words }
        let bad = "\(rejected) rejected, the last: \(lastRejection.explanation)"
        return words.isEmpty ? bad : "\(words); \(bad)"
    }
}

extension SourceMonitor.State {
    /// The state in the console's four letters.
    package var word: StateWord {
        switch self {
        case .ok: .ok
        case .overdue, .thin, .broken: .warn
        case .late, .missed: .late
        case .noData: .noData
        }
    }

    /// The same of a source that never brought anything.
    fileprivate var wordsOfNothing: String {
        switch self {
        case .late(let age): "nothing has come in \(age.inWords)"
        case .missed(let by): "expected \(by.inWords) ago, and nothing has ever come"
        case .ok, .overdue, .thin, .broken, .noData: "nothing received yet"
        }
    }

    fileprivate func words(sla: Duration) -> String {
        switch self {
        case .ok: ""
        case .overdue(let by): "overdue by \(by.inWords)"
        case .late(let age): "newest event \(age.inWords) old, SLA \(sla.inWords)"
        case .missed(let by): "expected \(by.inWords) ago, SLA \(sla.inWords)"
        case .broken(let words): words
        case .thin(let usual, let now):
            "\(now.fixed(1)) events a minute, usually \(usual.fixed(1))"
        case .noData: "nothing received yet"
        }
    }
}
