internal import Journal
internal import Orchestration

extension Engine {
    /// Publishes soon, unless that is planned already: at most ten snapshots a second.
    func publishSoon() {
        guard !isPublishing, !isStopped else { return }
        isPublishing = true
        wheel.set(.publish, due: time.now() + .milliseconds(100))
        arm()
    }

    /// Posts what the system looks like now.
    func publish() {
        isPublishing = false
        let now = time.now()
        var snapshot = Snapshot()
        sequence += 1
        snapshot.sequence = sequence
        snapshot.at = now
        snapshot.environment = environment
        snapshot.environment.trouble = stuck?.headline ?? ""
        snapshot.watched = watched()
        snapshot.totals = totals()
        snapshot.workflows = project.workflows.map { workflowRow($0) }
        snapshot.models = figures.models
        snapshot.throttles = figures.throttles
        snapshot.silences = silences.values.sorted { ($0.until, $0.id) < ($1.until, $1.id) }
        snapshot.kills = switchboard.kills(at: now)
        snapshot.proposals = Array(proposals.all.prefix(50))
        snapshot.notes = notes
        snapshot.routes = routeRows(at: now)
        snapshot.cooldowns = cooldowns.newest(at: now)
        snapshot.alerts = figures.alerts
        snapshot.sources = figures.sources
        snapshot.events = Array(tail.lines)
        snapshot.paused = pauses[.everything]?.words ?? ""
        snapshots.post(snapshot)
    }

    private func totals() -> Snapshot.Totals {
        var totals = Snapshot.Totals()
        totals.retrying = roster.count(.retry)
        let held = heldRuns
        totals.paused = roster.count(.paused) + held
        totals.waiting = roster.count(.wait) + roster.count(.held)
        totals.running = roster.count(.run) - held
        totals.failed = pulses.values.reduce(0) { $0 + $1.failed }
        totals.completed = pulses.values.reduce(0) { $0 + $1.completed }
        totals.eventsPerSecond = pulse.rates?.events
        totals.stepsPerSecond = pulse.rates?.steps
        totals.deadLetters = rejections.listed
        totals.rejections = rejections.rows
        totals.duplicates = pulse.duplicates
        totals.unknownSends = pulse.unknownSends
        totals.untoldNotices = notices.count
        return totals
    }

    /// Runs that would be at work, were their workflow or everything not paused.
    private var heldRuns: Int {
        guard !pauses.isEmpty else { return 0 }
        if isPaused(.everything) { return roster.count(.run) }
        return roster.runs(.run).count { id in
            runs[id].map { isPaused(.workflow($0.state.opening.workflow)) } ?? false
        }
    }

    /// Failed runs nobody has dealt with, open ones that most need eyes, then those that are at work: the oldest first.
    private func watched() -> [RunRow] {
        var rows = roster.failed
        for word in [StateWord.retry, .paused, .run, .held, .wait] where rows.count < 64 {
            let ids = roster.runs(word).prefix(512)
            rows += ids.compactMap(row).sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
                .prefix(64 - rows.count)
        }
        return rows
    }

    /// The journaled row with the live step on top.
    func row(_ id: RunID) -> RunRow? {
        guard let live = runs[id] else { return nil }
        var row = live.state.row(id)
        row.versionSeen = live.row.versionSeen
        if row.state == .run, pause(of: row.workflow, route: "") != nil { row.state = .paused }
        return row
    }

    /// A page of the journal, with what is newer here.
    func overlay(_ page: RunPage) -> RunPage {
        var page = page
        page.rows = page.rows.map { row($0.id) ?? $0 }
        return page
    }

    private func workflowRow(_ workflow: Workflow) -> WorkflowRow {
        var row = WorkflowRow()
        let pulse = pulses[workflow.name]
        row.name = workflow.name
        row.owner = workflow.owner
        row.summary = workflow.summary
        row.version = workflow.version
        row.paused = pause(of: workflow.name, route: "").flatMap { pauses[$0]?.words } ?? ""
        row.open = roster.byWorkflow[workflow.name, default: 0]
        row.completed = pulse?.completed ?? 0
        row.failed = pulse?.failed ?? 0
        let day = figures.workflows[workflow.name]
        row.successShare = day.flatMap { successShare($0, standing: pulse?.failed ?? 0) }
        row.p50 = day?.p50
        row.p95 = day?.p95
        row.lag = figures.lags[workflow.name]
        row.cost = day?.cost
        row.unpriced = day?.unpricedCalls
        row.lastOutcomes = pulse.map { Array($0.lastOutcomes) } ?? []
        row.trigger = workflow.trigger?.words ?? "by hand"
        row.next = schedules[workflow.name]
        if case .schedule(let schedule, _)? = workflow.trigger { row.schedule = schedule }
        row.steps = workflow.sketch
        row.bottleneck = bottleneck(of: workflow)
        row.versionSeen = versions["workflow \(workflow.name)", default: 1]
        row.state =
            row.isPaused ? .paused : row.failed > 0 ? .fail : row.open > 0 ? .run : .idle
        return row
    }

    /// Of the runs that ended in the last 24 h, those that completed: one that failed first and was
    /// tried again counts as what it came to, so no more than those that stand have failed.
    private func successShare(_ day: MetricReport, standing: Int) -> Double? {
        guard let share = day.errorShare else { return nil }
        let failures = Int((share * Double(day.calls)).rounded())
        let (completed, failed) = (day.calls - failures, min(failures, standing))
        return completed + failed > 0 ? Double(completed) / Double(completed + failed) : nil
    }

    /// The step most of its open runs are at now.
    private func bottleneck(of workflow: Workflow) -> String? {
        var counts: [String: Int] = [:]
        for word in [StateWord.retry, .run] {
            for id in roster.runs(word).prefix(512) {
                guard let row = row(id), row.workflow == workflow.name else { continue }
                counts[row.step, default: 0] += 1
            }
        }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    private func routeRows(at now: Instant) -> [RouteRow] {
        project.routes.map { route in
            var row = switchboard.row(of: route, figures.models, at: now)
            row.versionSeen = versions["route \(route.name)", default: 1]
            row.paused = pauses[.route(route.name)]?.words ?? ""
            row.effect = switchboard.override(of: route.name, at: now).map {
                RerouteEffect($0, slice(since: $0, at: now))
            }
            for place in row.targets.indices {
                let target = MetricSubject.target(
                    route: route.name,
                    model: row.targets[place].model
                )
                row.targets[place].costPerHour = figures.costs[target]
            }
            for place in row.targets.indices where row.targets[place].role == "canary" {
                let model = row.targets[place].model
                let isDry = route.targets.contains {
                    $0.model == model && $0.consequence == .dryRun
                }
                row.targets[place].analysis =
                    (isDry ? "dry run, " : "") + analysis(of: model, on: route, at: now).words
            }
            return row
        }
    }
}

extension Trigger {
    /// What starts the workflow, in words.
    var words: String {
        switch self {
        case .event(let type, _, let otherwise):
            "event \(type)" + (otherwise.map { ", else \($0)" } ?? "")
        case .schedule(let schedule, let segment):
            "cron \(schedule.cron) \(schedule.zone)" + (segment.map { " over \($0)" } ?? "")
        case .after(let workflow, _): "after \(workflow)"
        }
    }
}
