/// What one rule says of one object.
package struct AlertReading: Hashable, Sendable {
    package enum Finding: Hashable, Sendable {
        case holds
        case clear
        /// It does not hold, and does not come back by itself: an operator has seen to it.
        case over
        /// Another rule's trouble with the same object covers it: what holds goes on, and nothing
        /// begins or ends for it.
        case masked
        /// Nothing was measured, or too little: neither trouble nor health.
        case unknown
    }

    package let object: AlertObject
    package let finding: Finding
    /// The figure in words, for example `42 % of 57 calls`.
    package let value: String
    /// What may have caused it: an alert on one of these hides this one.
    package let causes: [AlertObject]
    /// How bad it is at most, where that is less than the rule says; nil for as it says.
    package var severityMax: Severity?
    /// What shows it, at most `AlertSample.kept`.
    package var samples: [AlertSample] = []
}

/// What an alert is about.
package struct AlertObject: Hashable, Sendable {
    /// Ordered by who breaks whom: a kind can only be broken by those before it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case journal, source, model, workflow
    }

    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// The alerts of one object form a group, for example `model:scribe-a`.
    package var group: String { "\(kind.rawValue):\(name)" }
}

extension AlertRule {
    /// What the rule says of each object it concerns.
    package func readings(_ seen: Observations) -> [AlertReading] {
        switch condition {
        case .modelErrors(let share, let calls):
            seen.models.map { $0.reading($0.errors(over: share, calls: calls), $0.samples.failed) }
        case .accessRefused:
            seen.models.map { $0.reading($0.refusedFinding, $0.samples.failed) }
        case .modelLatency(let limit, let calls):
            seen.models.map {
                $0.reading($0.latency(over: limit, calls: calls), $0.samples.slowest)
            }
        case .breakerOpen:
            seen.models.map { $0.reading($0.breakerFinding, $0.samples.failed) }
        case .scoreDrift(let limit):
            seen.models.map { $0.reading($0.drift(over: limit), $0.samples.scores) }
        case .featureDrift(let limit):
            seen.models.map { $0.reading($0.featureDrift(over: limit), $0.samples.features) }
        case .datasetDrift(let share):
            seen.models.map { $0.reading($0.datasetDrift(over: share), $0.samples.features) }
        case .latencySpike(let factor, let calls):
            seen.models.map {
                $0.reading($0.spike(over: factor, calls: calls), $0.samples.slowest)
            }
        case .burnRate(let burn):
            seen.models.map { $0.reading(burn) }
        case .modelQuality: seen.models.map { $0.reading($0.qualityFinding) }
        case .sourceLate: seen.sources.map(\.reading)
        case .sourceThin: seen.sources.map(\.amount)
        case .sourceContract: seen.sources.map(\.contract)
        case .sourceRejects(let share): seen.sources.map { $0.rejects(over: share) }
        case .failedRuns(let limit): seen.workflows.map { $0.reading(over: limit) }
        case .bottleneck(let limit): seen.workflows.map { $0.bottleneck(over: limit) }
        case .journalStuck: seen.journal.map { [$0.reading] } ?? []
        }
    }
}

extension ModelObservation {
    fileprivate typealias Found = (AlertReading.Finding, String)

    fileprivate func reading(_ found: Found, _ samples: [AlertSample] = []) -> AlertReading {
        AlertReading(
            object: AlertObject(.model, model),
            finding: outOfService == nil ? found.0 : .over,
            value: outOfService ?? found.1,
            causes: sources.map { AlertObject(.source, $0) },
            samples: samples
        )
    }

    fileprivate func errors(over limit: Double, calls least: Int) -> Found {
        let excused = failures.reduce(0) { $0 + ($1.key.countsAgainstTarget ? 0 : $1.value) }
        let judged = calls - excused
        guard let errorShare, judged >= max(1, least) else { return few(least) }
        let failed = max(0, (errorShare * Double(calls)).rounded() - Double(excused))
        let share = excused == 0 ? errorShare : failed / Double(judged)
        return (share > limit ? .holds : .clear, "\(share.percent) of \(judged) calls failed")
    }

    fileprivate var refusedFinding: Found {
        let refused = failures.filter { $0.key.isRefusalForGood && $0.value > 0 }
            .sorted { (-$0.value, $0.key.rawValue) < (-$1.value, $1.key.rawValue) }
        guard !refused.isEmpty else { return calls > 0 ? (.clear, "nothing refused") : few(1) }
        let words = refused.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
        return (.holds, "refused by its provider: \(words)")
    }

    /// A pair of windows that calls for a ticket wakes nobody, whatever the rule's severity.
    fileprivate func reading(_ burn: BurnRate) -> AlertReading {
        var reading = reading(burning(burn), samples.failed)
        if case .burning(let rules) = burn.verdict(counts.mapValues { ($0.calls, $0.failed) }),
            !rules.contains(where: { $0.urgency == .page })
        {
            reading.severityMax = .warning
        }
        return reading
    }

    fileprivate func latency(over limit: Duration, calls least: Int) -> Found {
        guard let p95, calls >= max(1, least) else { return few(least) }
        return (p95 > limit ? .holds : .clear, "p95 \(p95.inWords), limit \(limit.inWords)")
    }

    fileprivate func spike(over factor: Double, calls least: Int) -> Found {
        guard let p95, let usualP95, usualP95 > .zero, calls >= max(1, least) else {
            return few(least)
        }
        let times = p95.inSeconds / usualP95.inSeconds
        return (
            times > factor ? .holds : .clear,
            "p95 \(p95.inWords), \(times.fixed(1)) times the hour's \(usualP95.inWords)"
        )
    }

    fileprivate func burning(_ burn: BurnRate) -> Found {
        switch burn.verdict(counts.mapValues { ($0.calls, $0.failed) }) {
        case .calm: (.clear, "within its error budget")
        case .noData(let why): (.unknown, why)
        case .burning(let rules):
            (
                .holds,
                rules.map { rule in
                    let long = counts[rule.long] ?? CallCounts()
                    let rate = burn.rate(of: Double(long.failed) / Double(max(1, long.calls)))
                    return "\(rate.fixed(1)) x the budget over \(rule.long.rawValue)"
                }.prefix(1).joined()
            )
        }
    }

    fileprivate var qualityFinding: Found {
        guard
            let worst = quality.first(where: \.isDropped) ?? quality.first(where: \.hasReading)
                ?? quality.first
        else { return (.unknown, "no outcomes are followed") }
        if worst.isDropped { return (.holds, worst.sentence) }
        return (worst.hasReading ? .clear : .unknown, worst.sentence)
    }

    private func few(_ least: Int) -> Found { (.unknown, "\(calls) calls, \(least) needed") }

    fileprivate var breakerFinding: Found {
        switch breaker {
        case .open(_, let cause): (.holds, cause.words)
        // Not recovered until it has closed.
        case .halfOpen: (.holds, "half open, trying")
        case .closed, .disabled, .metricsOnly: (.clear, "closed")
        // An operator did this; nobody needs to be woken to learn it.
        case .forcedOpen: (.over, "forced open by an operator")
        }
    }

    fileprivate func featureDrift(over limit: Double) -> Found {
        guard features.contains(where: \.isJudged) else {
            return (.unknown, features.first?.words ?? "no reference")
        }
        // A shift of embeddings has no PSI: it has drifted or not.
        let moved = features.filter { $0.isDrifted && ($0.psi.map { $0 > limit } ?? true) }
        guard let worst = moved.first else {
            return (.clear, "none of \(features.count) features has drifted")
        }
        let more = moved.count > 1 ? ", and \(moved.count - 1) more" : ""
        return (.holds, "\(worst.name): \(worst.words)\(more)")
    }

    fileprivate func datasetDrift(over limit: Double) -> Found {
        guard let dataset else { return (.unknown, features.first?.words ?? "no reference") }
        return (dataset.share > limit ? .holds : .clear, dataset.words)
    }

    fileprivate func drift(over limit: Double) -> Found {
        guard let drift, let reading = drift.reading else {
            return (.unknown, drift?.sentence ?? "no reference")
        }
        let limit = max(limit, reading.limit)
        let words = "PSI \(reading.index.fixed(2)), limit \(limit.fixed(2)), n \(reading.current)"
        return (reading.index > limit ? .holds : .clear, words)
    }
}

extension SourceObservation {
    fileprivate var reading: AlertReading {
        switch (state, volume) {
        case (.late(let age), _) where !hasCome:
            found(.holds, "nothing has come in \(age.inWords)")
        case (.late(let age), _): found(.holds, "newest event \(age.inWords) old")
        case (.missed(let by), _): found(.holds, "expected \(by.inWords) ago")
        case (.noData, _): found(.unknown, "nothing received yet")
        // On time by one event in ten is not yet back.
        case (.ok, .thin), (.overdue, .thin), (.thin, _), (.broken, .thin):
            found(.masked, "within its SLA, and far less than usual")
        case (.ok, _), (.overdue, _), (.broken, _): found(.clear, "within its SLA")
        }
    }

    fileprivate var amount: AlertReading {
        switch (state, volume) {
        case (.noData, _): found(.clear, "nothing to compare")
        // Nothing at all is the business of another rule.
        case (.late, _), (.missed, _): found(.masked, "nothing to compare")
        case (_, .thin(let usual, let now)):
            found(.holds, "\(now.fixed(1)) events a minute, usually \(usual.fixed(1))")
        case (_, .unsettled): found(.masked, "it came back a moment ago")
        case (_, .usual): found(.clear, "as much as usual")
        }
    }

    fileprivate var contract: AlertReading {
        switch state {
        case .noData: found(.clear, "nothing to compare")
        case .late, .missed: found(.masked, "nothing to compare")
        case .ok, .overdue, .thin, .broken:
            found(
                breaches.isEmpty ? .clear : .holds,
                breaches.isEmpty ? "keeps its contract" : breaches.joined(separator: "; ")
            )
        }
    }

    fileprivate func rejects(over limit: Double) -> AlertReading {
        guard let rejectShare else { return found(.clear, "too few events to tell") }
        var reading = found(
            rejectShare > limit ? .holds : .clear,
            "\(rejectShare.percent) of the last five minutes' events break the contract"
        )
        reading.samples = rejected
        return reading
    }

    private func found(_ finding: AlertReading.Finding, _ value: String) -> AlertReading {
        AlertReading(
            object: AlertObject(.source, source),
            finding: finding,
            value: value,
            causes: []
        )
    }
}

extension WorkflowObservation {
    fileprivate func reading(over limit: Int) -> AlertReading {
        AlertReading(
            object: AlertObject(.workflow, workflow),
            finding: failedRuns > limit ? .holds : .clear,
            value: failedRuns == 1 ? "1 failed run" : "\(failedRuns) failed runs",
            causes: sources.map { AlertObject(.source, $0) }
                + models.map { AlertObject(.model, $0) },
            samples: failed
        )
    }

    fileprivate func bottleneck(over limit: Int) -> AlertReading {
        let step = backlog?.step ?? ""
        let waiting = backlog?.waiting ?? 0
        let why = backlog.map { $0.reason.isEmpty ? "" : ": \($0.reason)" } ?? ""
        return AlertReading(
            object: AlertObject(.workflow, workflow),
            finding: waiting > limit ? .holds : .clear,
            value: waiting == 0 ? "nothing waits" : "\(waiting) attempts of \(step) wait\(why)",
            causes: []
        )
    }
}

extension JournalObservation {
    fileprivate var reading: AlertReading {
        AlertReading(
            object: AlertObject(.journal, "journal"),
            finding: trouble == nil ? .clear : .holds,
            value: trouble ?? "writing",
            causes: []
        )
    }
}
