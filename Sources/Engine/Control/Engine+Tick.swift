internal import Journal
internal import Orchestration

/// Rows that cost something to work out: once a tick, not once a snapshot.
struct Figures: Sendable {
    var models: [ModelRow] = []
    var alerts: [AlertRow] = []
    var sources: [SourceRow] = []
    /// How the runs of each workflow ended in the last 24 hours.
    var workflows: [String: MetricReport] = [:]
    /// How far each workflow is behind; only those that are.
    var lags: [String: Duration] = [:]
    /// Each route's share of the last minute's calls; empty where there was none.
    var traffic: [String: Double] = [:]
    /// Customers with open runs of each workflow; empty where nobody asks, or there are too many.
    var customers: [String: Int] = [:]
    /// What operators throttle, with how many attempts wait for it.
    var throttles: [Throttle] = []
    /// Cost an hour of each target.
    var costs: [MetricSubject: Double] = [:]
}

extension Engine {
    /// Looks at ages, rates and alerts.
    func tick() {
        let now = time.now()
        lookAtJournal()
        pulse.mark(at: now)
        let dependents = Dependents(project)
        tendFeedback(at: now)
        refreshFigures(dependents, at: now)
        let seen = observations(dependents, at: now)
        for change in alerts.evaluate(seen, rules: rules, at: now) { keep(change) }
        tellOfAlerts(dependents, at: now)
        figures.alerts = alertRows(dependents, at: now)
        tendOverrides(at: now)
        tendThrottles(at: now)
        tendKills(at: now)
        sweepTargets(at: now)
        noteCooldowns(at: now)
        saveFigures(at: now)
        keepRoutingNews()
        keepBandits()
        keepFreshness()
        noteArrivals(at: now)
        keepTexts()
        keepBaselines()
        keepCalendars(at: now)
        outgoing.batch.records += queue.takeSpent()
        keepWeeks(at: now)
        wheel.set(.tick, due: now + options.tick)
        publish()
        kick()
    }

    /// Works the rows of models and sources out anew.
    func refreshFigures(_ dependents: Dependents, at now: Instant) {
        refreshReach(at: now)
        figures.models = project.models.map { modelRow($0, dependents, at: now) }
        figures.sources = project.sources.map { sourceRow($0, dependents, at: now) }
        refreshThrottles()
        figures.workflows = telemetry.figures { ledger in
            project.workflows.reduce(into: [:]) {
                $0[$1.name] = ledger.report(.workflow($1.name), over: .day, at: now)
            }
        }
        figures.lags = lags(at: now)
        figures.costs = telemetry.figures { ledger in
            ledger.reports("target/", over: .quarterHour, at: now).reduce(into: [:]) {
                $0[$1.subject] = $1.hourlyCost
            }
        }
    }

    /// Journals a change of an alert, and tells of it where somebody should know.
    ///
    /// The newest is a restart's; each by its moment is for who looks back.
    func keep(_ change: AlertChange) {
        let (id, bytes) = (change.alert.id.text, change.value.jsonBytes)
        outgoing.batch.records += [
            .state(kind: "alert", id: id, value: change.kind == .forgotten ? nil : bytes),
            .window(name: Self.alertWindow + id, start: change.at, bytes: bytes),
        ]
        guard change.isNews else { return }
        tail.append(
            EventLine(
                at: change.at,
                word: "ALRT",
                object: change.alert.object.name,
                text: change.words,
                about: "alert \(change.alert.id.text)"
            )
        )
    }

    private func observations(_ dependents: Dependents, at now: Instant) -> Observations {
        var seen = Observations()
        for row in figures.models {
            var observation = ModelObservation(model: row.name)
            observation.calls = Int(((row.rate ?? 0) * 60).rounded())
            observation.errorShare = row.errorShare
            observation.failures = Dictionary(
                row.errors.compactMap { error in
                    FailureKind(rawValue: error.kind).map { ($0, error.count) }
                },
                uniquingKeysWith: { $0 + $1 }
            )
            observation.p95 = row.figuresSpan == .minute ? row.p95 : nil
            let subject = MetricSubject.model(row.name)
            observation.usualP95 = row.windows.first { $0.span == .hour }?.p95
            observation.counts = telemetry.figures { $0.counts(of: subject, at: now) }
            observation.breaker = switchboard.breaker(of: row.name) ?? .closed
            if observation.calls == 0 { observation.outOfService = routedAway(row, at: now) }
            observation.drift = scores.verdict(of: row.name)
            observation.features = row.features ?? []
            observation.dataset = row.dataset
            observation.quality = outcomes.compactMap { $0.verdict(of: row.name) }
            observation.sources = dependents.sourcesOfModel[row.name] ?? []
            observation.samples = samples(of: row, at: now)
            seen.models.append(observation)
        }
        for (name, monitor) in sources.sorted(by: { $0.key < $1.key }) {
            var observation = SourceObservation(source: name, state: monitor.state(at: now))
            observation.hasCome = monitor.newestEvent != nil
            observation.rejectShare = monitor.rejectShare(at: now)
            observation.volume = monitor.volume(at: now)
            observation.breaches = monitor.breaches(at: now).map(\.words)
            observation.rejected = monitor.refused
            seen.sources.append(observation)
        }
        let backlogs = watchesBacklogs ? queue.backlogs(among: isWanted) : [:]
        for workflow in project.workflows {
            var observation = WorkflowObservation(workflow: workflow.name)
            observation.failedRuns = pulses[workflow.name]?.failed ?? 0
            observation.backlog = backlogs[workflow.name]
            // Where its runs failed or wait, and nothing else that it uses: what had no part in it
            // must not hide it.
            var steps = roster.failedSteps(of: workflow.name)
            if let step = observation.backlog?.step { steps.insert(step) }
            let causes = dependents.causes(at: steps, of: workflow)
            (observation.models, observation.sources) = causes
            observation.failed = failures(of: workflow.name)
            seen.workflows.append(observation)
        }
        seen.journal = JournalObservation(trouble: stuck.map { "\($0)" })
        return seen
    }

    private func samples(of row: ModelRow, at now: Instant) -> ModelSamples {
        let calls = telemetry.samples(of: row.name)
        var samples = ModelSamples()
        (samples.failed, samples.slowest) = (calls.failed, calls.slowest(at: now))
        samples.scores = scores.unlikeScores(of: row.name)
        if let worst = row.features?.first(where: \.isDrifted) {
            samples.features = scores.unlike(worst.name, of: row.name)
        }
        return samples
    }

    /// The newest failed runs of a workflow, as samples.
    private func failures(of workflow: String) -> [AlertSample] {
        roster.failed.filter { $0.workflow == workflow }.prefix(AlertSample.kept).map { row in
            AlertSample(
                at: row.closed ?? row.opened,
                run: row.id.text,
                step: row.step,
                trace: tracer?.root(of: row.id).traceText ?? "",
                shows: row.reason
            )
        }
    }

    private var watchesBacklogs: Bool {
        rules.contains { if case .bottleneck = $0.condition { true } else { false } }
    }

    /// Works the alert rows out anew, after an operator has changed one.
    func refreshAlerts() { figures.alerts = alertRows(Dependents(project), at: time.now()) }

    /// Where no route of a model calls it, why: an operator sent its calls elsewhere, or it failed as
    /// a canary there.
    private func routedAway(_ row: ModelRow, at now: Instant) -> String? {
        let reasons = row.routes.map { route -> String? in
            if let override = switchboard.override(of: route, at: now) {
                guard override.target != row.name else { return nil }
                return "routed to \(override.target) by \(override.by)"
            }
            let canary = Health.Canary(route, row.name)
            guard switchboard.with({ $0.health.failedCanaries[canary] }) != nil else { return nil }
            return "failed as a canary on \(route)"
        }
        guard let first = reasons.first, let why = first, !reasons.contains(nil) else { return nil }
        return "out of service: \(why)"
    }
}
