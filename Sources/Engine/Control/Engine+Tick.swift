internal import Journal
internal import Orchestration

/// Rows that cost something to work out: once a tick, not once a snapshot.
struct Figures: Sendable {
    var models: [ModelRow] = []
    var alerts: [AlertRow] = []
    var sources: [SourceRow] = []
}

extension Engine {
    /// Looks at ages, rates and alerts.
    func tick() {
        let now = time.now()
        pulse.mark(at: now)
        let dependents = Dependents(project)
        tendFeedback(at: now)
        refreshFigures(dependents, at: now)
        let seen = observations(dependents, at: now)
        for change in alerts.evaluate(seen, rules: project.alerts, at: now) { keep(change) }
        tellOfAlerts(dependents, at: now)
        figures.alerts = alertRows(dependents, at: now)
        tendOverrides(at: now)
        sweepTargets(at: now)
        saveFigures(at: now)
        keepFreshness()
        keepCalendars(at: now)
        outgoing.batch.records += queue.takeSpent()
        keepWeeks(at: now)
        wheel.set(.tick, due: now + options.tick)
        publish()
        kick()
    }

    /// Works the rows of models and sources out anew.
    func refreshFigures(_ dependents: Dependents, at now: Instant) {
        figures.models = project.models.map { modelRow($0, dependents, at: now) }
        figures.sources = project.sources.map { sourceRow($0, dependents, at: now) }
    }

    /// Journals a change of an alert, and tells of it where somebody should know.
    func keep(_ change: AlertChange) {
        let gone = change.kind == .forgotten
        outgoing.batch.records.append(
            .state(
                kind: "alert",
                id: change.alert.id.text,
                value: gone ? nil : change.value.jsonBytes
            )
        )
        guard change.isNews else { return }
        tail.append(
            EventLine(
                at: change.at,
                word: "ALRT",
                object: change.alert.object.name,
                text: change.words
            )
        )
    }

    private func observations(_ dependents: Dependents, at now: Instant) -> Observations {
        var seen = Observations()
        for row in figures.models {
            var observation = ModelObservation(model: row.name)
            observation.calls = Int(((row.rate ?? 0) * 60).rounded())
            observation.errorShare = row.errorShare
            observation.p95 = row.figuresSpan == .minute ? row.p95 : nil
            let subject = MetricSubject.model(row.name)
            observation.usualP95 = row.windows.first { $0.span == .hour }?.p95
            observation.counts = telemetry.figures { $0.counts(of: subject, at: now) }
            observation.breaker = switchboard.breaker(of: row.name) ?? .closed
            if observation.calls == 0 { observation.outOfService = routedAway(row, at: now) }
            observation.drift = scores.verdict(of: row.name)
            observation.quality = outcomes.compactMap { $0.verdict(of: row.name) }
            observation.sources = dependents.sourcesOfModel[row.name] ?? []
            seen.models.append(observation)
        }
        for (name, monitor) in sources.sorted(by: { $0.key < $1.key }) {
            var observation = SourceObservation(source: name, state: monitor.state(at: now))
            observation.rejectShare = monitor.rejectShare(at: now)
            observation.breaches = monitor.breaches(at: now).map(\.words)
            seen.sources.append(observation)
        }
        for workflow in project.workflows {
            var observation = WorkflowObservation(workflow: workflow.name)
            observation.failedRuns = pulses[workflow.name]?.failed ?? 0
            observation.models = dependents.modelsOfWorkflow[workflow.name] ?? []
            observation.sources = observation.models.flatMap { dependents.sourcesOfModel[$0] ?? [] }
            seen.workflows.append(observation)
        }
        seen.journal = JournalObservation(trouble: stuck.map { "\($0)" })
        return seen
    }

    /// Works the alert rows out anew, after an operator has changed one.
    func refreshAlerts() { figures.alerts = alertRows(Dependents(project), at: time.now()) }

    /// Where operators have sent every route that used a model elsewhere, who did so.
    private func routedAway(_ row: ModelRow, at now: Instant) -> String? {
        let overrides = row.routes.compactMap { switchboard.override(of: $0, at: now) }
        guard !row.routes.isEmpty, overrides.count == row.routes.count,
            let first = overrides.first, overrides.allSatisfy({ $0.target != row.name })
        else { return nil }
        return "out of service: routed to \(first.target) by \(first.by)"
    }
}

extension Engine {
    private func modelRow(_ card: ModelCard, _ dependents: Dependents, at now: Instant) -> ModelRow
    {
        var row = ModelRow()
        row.name = card.name
        row.kind = card.kind.word
        row.provider = card.kind.provider
        row.isSimulated = card.kind.isSimulated
        row.version = card.version
        row.routes = dependents.routesOfModel[card.name] ?? []
        if let (reading, calls) = telemetry.reading(of: card.name, at: now) {
            row.fill(reading, calls: calls)
        }
        row.fill(
            telemetry.figures { ledger in
                MetricSpan.allCases.map { ledger.report(.model(card.name), over: $0, at: now) }
            }
        )
        if let verdict = scores.verdict(of: card.name) { row.fill(verdict) }
        row.feedback = outcomes.compactMap { $0.row(of: card.name) }
        row.judge(breaker: switchboard.breaker(of: card.name), at: now)
        return row
    }

    private func sourceRow(_ card: SourceCard, _ dependents: Dependents, at now: Instant)
        -> SourceRow
    {
        let names = dependents.ofSource[card.name] ?? []
        guard let monitor = sources[card.name] else { return SourceRow() }
        var row = monitor.row(at: now, blocked: blockedBy(card.name), dependents: names)
        row.calendar = calendars[card.name]
        return row
    }

    /// Open runs that wait to be tried again because this source is too old.
    private func blockedBy(_ source: String) -> Int {
        roster.runs(.retry).count { id in
            runs[id]?.state.row(id).reason.contains("Source \(source) ") == true
        }
    }

    private func alertRows(_ dependents: Dependents, at now: Instant) -> [AlertRow] {
        let rows = alerts.rows(
            surroundings: { surroundings(of: $0, dependents) },
            moment: { $0.clock }
        )
        let runbooks = Dictionary(
            project.alerts.map { ($0.name, $0.runbook) },
            uniquingKeysWith: { first, _ in first }
        )
        return rows.map { row in
            var row = row
            row.runbook = runbooks[row.rule] ?? ""
            if let alert = alerts[AlertID(row.id)],
                let silence = silences.values.first(where: { $0.covers(alert, at: now) })
            {
                row.silenced = "until \(silence.until.clock) by \(silence.by): \(silence.reason)"
            }
            return row
        }
    }

    func surroundings(of alert: Alert, _ dependents: Dependents) -> AlertSurroundings {
        var around = AlertSurroundings()
        switch alert.object.kind {
        case .model:
            around.blast = dependents.blast(ofModel: alert.object.name)
            for route in dependents.routesOfModel[alert.object.name] ?? [] {
                guard let other = alternative(to: alert.object.name, on: route) else { continue }
                around.suggestions.append("R  reroute \(route) to \(other)")
                around.actions.append(.reroute(route: route, target: other))
            }
            for proposal in proposals.all
            where proposal.isOpen && proposal.model == alert.object.name {
                around.suggestions.append("e  retrain: start \(proposal.workflow)")
                around.actions.append(.approveRetrain(proposal: proposal.id))
            }
            pauses(dependents.workflowsOfModel[alert.object.name] ?? [], &around)
        case .source:
            around.blast = dependents.ofSource[alert.object.name] ?? []
        case .workflow:
            around.blast = ["workflow \(alert.object.name)"]
            pauses([alert.object.name], &around)
        case .journal: around.blast = ["everything: nothing new becomes durable"]
        }
        around.suggestions.append("a  acknowledge")
        around.actions.append(.acknowledge(alert: alert.id.text))
        return around
    }

    private func alternative(to model: String, on route: String) -> String? {
        project.routes.first { $0.name == route }?.targets.map(\.model).first { $0 != model }
    }

    private func pauses(_ workflows: [String], _ around: inout AlertSurroundings) {
        for name in workflows.prefix(2) where !paused.contains(.workflow(name)) {
            around.suggestions.append("p  pause \(name)")
            around.actions.append(.pause(.workflow(name)))
        }
    }
}

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
        }
    }

    var provider: String {
        switch self {
        case .logistic, .xgboost, .customerValue, .rules: "native"
        case .openAI: isSimulated ? "simulated" : "openai"
        case .anthropic: "anthropic"
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

extension Instant {
    /// The time of day in UTC, as screens show it.
    var clock: String { String(text.dropFirst(11).prefix(8)) + "Z" }
}
