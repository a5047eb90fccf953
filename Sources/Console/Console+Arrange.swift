internal import Orchestration
internal import Screen

extension Console {
    /// Puts the rows of every list in order, after newer data.
    mutating func arrange() {
        for pane in PaneID.allCases where pane.isList { arrange(pane) }
    }

    /// Puts the rows of the lists that a snapshot carries in order; the others have not changed.
    mutating func arrangeSnapshot() {
        for pane in PaneID.allCases where pane.isList && !pane.isFetched {
            // The timeline may be a thousand lines: they are put in order where they are seen.
            guard pane != .incident || place.panes.contains(pane) else { continue }
            arrange(pane)
        }
    }

    /// Puts the rows of one list in order.
    mutating func arrange(_ pane: PaneID) {
        var list = lists[pane] ?? ListState()
        list.take(entries(of: pane, list), at: now)
        // The runs of a new filter come from the engine, a moment later.
        if pane != .runs || !shownRuns.isBlank(for: list.filter) { list.seatAfterFilter() }
        if let frame = frames(in: size).first(where: { $0.pane == pane }) {
            list.drift(beyond: frame.rect.height - 3, at: now)
        }
        tendMarks(of: &list, in: pane)
        lists[pane] = list
        rememberMarked(in: pane)
    }

    /// The runs to watch of the workflow that is selected.
    var watchedRuns: [RunRow] {
        guard case .workflow(let name)? = list(of: .workflows).selection else { return [] }
        return (snapshot?.watched ?? []).filter { $0.workflow == name }
    }

    /// Within how long 95 of 100 runs of each workflow had ended in 24 hours.
    private var usualTimes: [String: Duration] {
        (snapshot?.workflows ?? []).reduce(into: [:]) { $0[$1.name] = $1.p95 }
    }

    /// The audit, up to the moment that is shown.
    var shownAudit: [AuditEntry] {
        let all = audit ?? []
        guard let past else { return all }
        return all.filter { $0.at <= past }
    }

    /// The unusable events, up to the moment that is shown.
    var shownLetters: [DeadLetterRow] {
        let all = deadLetters ?? []
        guard let past else { return all }
        return all.filter { $0.at <= past }
    }

    /// The rows of a list that pass its filter, in its order.
    private func entries(of pane: PaneID, _ list: ListState) -> [ListState.Entry] {
        // The engine filters the runs: what it answered is what matches.
        let filter = pane == .runs ? .all : (try? Filter(parsing: list.filter)) ?? .all
        var arranger = Arranger(filter: filter, sort: list.sort, moment: moment())
        visit(pane, &arranger)
        return arranger.entries
    }

    /// The rows of a list that a filter would let through.
    func matches(of filter: String, in pane: PaneID) -> Set<ObjectID> {
        let filter = (try? Filter(parsing: filter)) ?? .all
        var arranger = Arranger(filter: filter, sort: nil, moment: moment())
        visit(pane, &arranger)
        return Set(arranger.entries.map(\.id))
    }

    /// Gives a list's table and rows to a visitor: the one place that knows which list is which.
    func visit(_ pane: PaneID, _ visitor: inout some TableVisitor) {
        let shown = snapshot
        switch pane {
        case .watched: visitor.visit(.watched(usual: usualTimes), shown?.watched ?? [])
        case .overviewModels: visitor.visit(.modelsBrief, shown?.models ?? [])
        case .overviewAlerts: visitor.visit(.alertsBrief, shownAlerts)
        case .overviewSources: visitor.visit(.sourcesBrief, shown?.sources ?? [])
        case .workflows: visitor.visit(.workflows, shown?.workflows ?? [])
        case .workflowRuns: visitor.visit(.watched(usual: usualTimes), watchedRuns)
        case .runs: visitor.visit(.runs, shownRuns.rows)
        case .steps: visitor.visit(.steps, stepRows)
        case .models: visitor.visit(.models(over: span), shownModels)
        case .routes: visitor.visit(.routes(drafts), routeRows)
        case .alerts: visitor.visit(.alerts(in: alertGroups), shownAlerts)
        case .sources: visitor.visit(.sources, shown?.sources ?? [])
        case .audit: visitor.visit(.audit, shownAudit)
        case .incident: visitor.visit(.incident, occurrences)
        case .help: visitor.visit(.commands, commandRows)
        case .deadLetters: visitor.visit(.deadLetters, shownLetters)
        case .silences: visitor.visit(.silences, shown?.silences ?? [])
        case .contexts: visitor.visit(.contexts, contextRows)
        case .anywhere: visitor.visit(.anywhere, anywhereRows)
        case .proposals: visitor.visit(.proposals, shown?.proposals ?? [])
        case .events, .preview, .workflowPreview, .runPreview, .timeline, .stepDetail, .log,
            .modelCharts,
            .modelDetail, .routeDetail, .decisions, .alertDetail, .sourceDetail, .auditEntry,
            .occurrence, .letterDetail, .silenceDetail, .proposalDetail,
            .freshness, .activity, .rejections, .contextDetail:
            break
        }
    }
}

/// Something done with a list whatever its rows are.
protocol TableVisitor {
    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row])
}

/// Filters and sorts.
private struct Arranger: TableVisitor {
    let filter: Filter
    let sort: ListState.Sort?
    let moment: Moment
    var entries: [ListState.Entry] = []

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        entries = table.entries(of: rows, filter: filter, sort: sort, at: moment)
    }
}
