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
        snapshot.watched = watched()
        snapshot.totals = totals()
        snapshot.workflows = project.workflows.map { workflowRow($0) }
        snapshot.models = figures.models
        snapshot.routes = routeRows(at: now)
        snapshot.alerts = figures.alerts
        snapshot.sources = figures.sources
        snapshot.events = Array(tail.lines)
        snapshots.post(snapshot)
    }

    private func totals() -> Snapshot.Totals {
        var totals = Snapshot.Totals()
        for live in runs.values {
            switch live.state.word {
            case .retry: totals.retrying += 1
            case .paused: totals.paused += 1
            case .wait, .held: totals.waiting += 1
            default: totals.running += 1
            }
        }
        totals.failed = pulses.values.reduce(0) { $0 + $1.failed }
        totals.completed = pulses.values.reduce(0) { $0 + $1.completed }
        totals.eventsPerSecond = pulse.rates?.events
        totals.stepsPerSecond = pulse.rates?.steps
        totals.deadLetters = pulse.deadLetters
        totals.unknownSends = pulse.unknownSends
        return totals
    }

    /// Open runs that most need eyes, then those that are at work.
    private func watched() -> [RunRow] {
        var ranked: [(rank: Int, opened: Instant, id: RunID)] = []
        for (id, live) in runs { ranked.append((Self.rank(live.state.word), live.state.openedAt, id)) }
        ranked.sort { ($0.rank, $0.opened, $0.id) < ($1.rank, $1.opened, $1.id) }
        return failedRows + ranked.prefix(64 - failedRows.count).compactMap { row(of: $0.id) }
    }

    private static func rank(_ word: StateWord) -> Int {
        switch word {
        case .fail: 0
        case .retry: 1
        case .paused: 2
        case .run: 3
        case .held: 4
        default: 5
        }
    }

    /// The journaled row with the live step on top.
    private func row(of id: RunID) -> RunRow? {
        guard let live = runs[id] else { return nil }
        var row = live.state.row(id)
        row.versionSeen = live.row.versionSeen
        if pausedWorkflows.contains(row.workflow), row.state == .run { row.state = .paused }
        return row
    }

    /// A page of the journal, with what is newer here.
    func overlay(_ page: RunPage) -> RunPage {
        var page = page
        page.rows = page.rows.map { row(of: $0.id) ?? $0 }
        return page
    }

    private func workflowRow(_ workflow: Workflow) -> WorkflowRow {
        var row = WorkflowRow()
        let pulse = pulses[workflow.name]
        row.name = workflow.name
        row.owner = workflow.owner
        row.summary = workflow.summary
        row.version = workflow.version
        row.isPaused = pausedWorkflows.contains(workflow.name)
        row.open = openCounts[workflow.name, default: 0]
        row.completed = pulse?.completed ?? 0
        row.failed = pulse?.failed ?? 0
        row.successShare = pulse?.successShare
        row.p50 = pulse?.percentile(0.5)
        row.p95 = pulse?.percentile(0.95)
        row.lastOutcomes = pulse.map { Array($0.lastOutcomes) } ?? []
        row.trigger = workflow.trigger?.words ?? "by hand"
        row.next = schedules[workflow.name]
        row.steps = workflow.sketch
        row.bottleneck = bottlenecks[workflow.name]
        row.versionSeen = versions["workflow \(workflow.name)", default: 1]
        row.state =
            row.isPaused ? .paused : row.failed > 0 ? .fail : row.open > 0 ? .run : .idle
        return row
    }

    private func routeRows(at now: Instant) -> [RouteRow] {
        project.routes.map { route in
            var row = switchboard.row(of: route, figures.models, at: now)
            row.versionSeen = versions["route \(route.name)", default: 1]
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
        }
    }
}
