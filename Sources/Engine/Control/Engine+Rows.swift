internal import Orchestration

/// The rows of models, sources and alerts, worked out once a tick.
extension Engine {
    func modelRow(_ card: ModelCard, _ dependents: Dependents, at now: Instant) -> ModelRow {
        var row = ModelRow()
        row.name = card.name
        row.kind = card.kind.word
        row.provider = card.kind.provider
        row.isSimulated = card.kind.isSimulated
        row.version = card.version
        row.routes = dependents.routesOfModel[card.name] ?? []
        fillFigures(of: &row, at: now)
        if let verdict = scores.verdict(of: card.name) { row.fill(verdict) }
        row.features = scores.features(of: card.name) + judgeTrait(of: card.name)
        row.judged = judgeRow(of: card.name)
        row.dataset = row.features.flatMap { DatasetDrift($0, importance: card.importance) }
        row.feedback = outcomes.compactMap { $0.row(of: card.name) }
        row.judge(breaker: switchboard.breaker(of: card.name), at: now)
        row.contextTokens = card.contextTokens
        row.price = card.prices.price(at: now).map {
            ModelPrice(input: $0.input, output: $0.output, perCall: $0.perCall, from: $0.from)
        }
        row.quotas = switchboard.with { $0.health[card.name]?.quota.uses(at: now) } ?? []
        for rule in rules { row.take(limitOf: rule.condition) }
        return row
    }

    /// The last minute as the meter has it, and the windows; in the first minute after a restart the
    /// meter knows next to nothing, and the journaled minutes speak for it.
    private func fillFigures(of row: inout ModelRow, at now: Instant) {
        let subject = MetricSubject.model(row.name)
        var windows = telemetry.figures { ledger in
            MetricSpan.allCases.map { ledger.report(subject, over: $0, at: now) }
        }
        let metered = telemetry.reading(of: row.name, at: now)
        if let (reading, calls) = metered { row.fill(reading, calls: calls) }
        if telemetry.isWarm(at: now) {
            // The same minute in the row and in its window: no figure contradicts another.
            windows[0] = metered?.reading.report(of: subject) ?? MetricReport(subject, .minute)
            row.fill(windows)
        } else {
            row.fill(windows)
            row.fillFromMinute()
        }
    }

    func sourceRow(_ card: SourceCard, _ dependents: Dependents, at now: Instant)
        -> SourceRow
    {
        let names = dependents.ofSource[card.name]?.words ?? []
        guard let monitor = sources[card.name] else { return SourceRow() }
        var row = monitor.row(at: now, blocked: blockedBy(card.name), dependents: names)
        row.routes = dependents.routesOfSource[card.name] ?? []
        row.traffic = traffic(on: row.routes)
        row.calendar = calendars[card.name]
        row.contract = card.contract
        row.held = held.counts[card.name] ?? 0
        if let pause = pauses[.source(card.name)] {
            row.state = .paused
            row.reason = "\(pause.words); \(row.held) events are kept"
        }
        return row
    }

    /// Open runs that wait to be tried again because this source is too old.
    private func blockedBy(_ source: String) -> Int {
        roster.runs(.retry).count { id in
            runs[id]?.state.row(id).reason.contains("Source \(source) ") == true
        }
    }

    func alertRows(_ dependents: Dependents, at now: Instant) -> [AlertRow] {
        let rows = alerts.rows { surroundings(of: $0, dependents) }
        return rows.map { row in
            var row = withRunbook(row)
            guard let alert = alerts[AlertID(row.id)] else { return row }
            row.told = alert.isActive ? pager.told(of: alert).map(\.name) : []
            if let silence = silences.values.first(where: { $0.covers(alert, at: now) }) {
                if row.state.needsHuman { row.state = .muted }
                row.silencedBy = silences.values.filter { $0.covers(alert, at: now) }
                    .map(\.id).sorted()
                row.silenced = "until \(silence.endWords) by \(silence.by)"
                    .because(silence.reason)
            } else if herald != nil, let next = pager.next(of: alert, at: now) {
                (row.tellsWhom, row.tells) = next
            }
            return row
        }
    }

    /// The row with what its rule says to do.
    func withRunbook(_ row: AlertRow) -> AlertRow {
        var row = row
        row.runbook = rules.first { $0.name == row.rule }?.runbook ?? ""
        return row
    }

    func surroundings(of alert: Alert, _ dependents: Dependents) -> AlertSurroundings {
        var around = AlertSurroundings()
        let reach = dependents.reach(of: alert.object)
        (around.blast, around.routes) = (words(of: reach), reach.routes)
        switch alert.object.kind {
        case .model:
            for route in dependents.routesOfModel[alert.object.name] ?? []
            where around.actions.count < 2 {
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
            pauses(dependents.ofSource[alert.object.name]?.workflows ?? [], &around)
            if around.actions.isEmpty {
                around.suggestions.append("p  pause source \(alert.object.name)")
                around.actions.append(.pause(.source(alert.object.name)))
            }
        case .workflow:
            pauses([alert.object.name], &around)
        case .journal:
            around.blast = ["everything: nothing new becomes durable"]
            around.suggestions.append("p  pause everything")
            around.actions.append(.pause(.everything))
        }
        // Two to four: whoever is woken up chooses, and does not read a list.
        around.suggestions = Array(around.suggestions.prefix(3))
        around.actions = Array(around.actions.prefix(3))
        around.suggestions.append("a  acknowledge")
        around.actions.append(.acknowledge(alert: alert.id.text))
        return around
    }

    private func alternative(to model: String, on route: String) -> String? {
        project.routes.first { $0.name == route }?.targets.map(\.model).first { $0 != model }
    }

    private func pauses(_ workflows: [String], _ around: inout AlertSurroundings) {
        for name in workflows.prefix(2) where !isPaused(.workflow(name)) {
            around.suggestions.append("p  pause \(name)")
            around.actions.append(.pause(.workflow(name)))
        }
    }
}

extension SourceCard {
    /// What is promised of every field, by name.
    fileprivate var contract: [ContractField] {
        let names = Set(fields.keys).union(checks.map(\.field)).sorted()
        return names.map { name in
            let words = checks.filter { $0.field == name }.flatMap(\.words)
            let promise = ([fields[name] ?? "optional"] + words).joined(separator: ", ")
            return ContractField(name: name, promise: promise)
        }
    }
}

extension FieldCheck {
    /// What it promises, in a few words each.
    fileprivate var words: [String] {
        [
            lowest.map { "\(Self.plain($0)) at least" },
            highest.map { "\(Self.plain($0)) at most" },
            allowed.isEmpty ? nil : "one of \(allowed.prefix(6).joined(separator: " "))",
        ].compactMap(\.self)
    }

    /// A whole number without its decimals.
    private static func plain(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
