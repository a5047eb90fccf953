internal import Orchestration
internal import Screen

extension Console {
    /// What a pane holds, with how much of it there is.
    func title(of pane: PaneID) -> String {
        if !(snapshot?.caveat.isEmpty ?? true), pane.isKeptOnlyLive || isBeforeJournal,
            let name = pane.nameOfKind
        {
            return "\(name) \(Figures.missing)"
        }
        let title = fullTitle(of: pane)
        return title.hasSuffix(" ") ? String(title.dropLast()) : title
    }

    private func fullTitle(of pane: PaneID) -> String {
        switch pane {
        case .watched: "Runs to watch \(capped(pane, of: openRuns))"
        case .overviewModels: "Models \(counted(pane, snapshot?.models.count))"
        case .models: "Models \(counted(pane, snapshot?.models.count))\(modelTotals)"
        case .overviewAlerts, .alerts:
            "Alerts \(alertsToDo.count) to do of \(shownAlerts.count)"
        case .overviewSources, .sources: "Sources \(counted(pane, snapshot?.sources.count))"
        case .events: "Events\(read(.events))"
        case .incident: "Timeline \(counted(pane, occurrences.count))\(timelineBegins)"
        case .occurrence: "What happened"
        case .preview: "Preview \(previewed?.name ?? "")"
        case .workflows: "Workflows \(counted(pane, snapshot?.workflows.count))"
        case .workflowRuns: "Runs to watch of \(selectedName(.workflows)) \(watchedRuns.count)"
        case .workflowPreview: "Workflow \(selectedName(.workflows))"
        case .runs: "Runs \(capped(pane, of: shownRuns.total))"
        case .runPreview: "Run \(selectedName(.runs))"
        case .steps: stepsTitle
        case .timeline: timelineTitle
        case .stepDetail: stepTitle
        case .log: "Log\(read(.log))"
        case .modelCharts: "Latency \(moment().plain(selectedName(.models)))"
        case .modelDetail where comparedModels.count > 1:
            "Compare \(comparedModels.count) models"
        case .modelDetail: "Model \(moment().plain(selectedName(.models)))"
        case .routes:
            "Routes \(snapshot?.routes.count ?? 0)"
                + (drafts.isEmpty ? "" : "  draft: \(drafts.keys.sorted().joined(separator: ", "))")
        case .routeDetail: "Route \(selectedName(.routes))"
        case .decisions: "Cooldowns \(coolingCount) and decisions"
        case .alertDetail: "Alert \(selectedName(.alerts))"
        case .sourceDetail: "Source \(selectedName(.sources))"
        case .audit:
            "Audit \(counted(pane, audit?.first.map { Int(clamping: $0.id) } ?? audit?.count))"
        case .freshness: "Freshness of all sources"
        case .activity: "Activity 24 h"
        case .rejections: "Why events could not be used"
        case .contextDetail: "Context \(selectedName(.contexts))"
        case .auditEntry: "Entry \(selectedName(.audit))"
        case .deadLetters: "Dead letters \(capped(pane, of: lettersTotal))"
        case .letterDetail: "Event \(selectedName(.deadLetters))"
        case .silences: "Silences \(counted(pane, snapshot?.silences.count))"
        case .silenceDetail: "Silence \(selectedName(.silences))"
        case .contexts: "Contexts \(counted(pane, contexts.count))"
        case .anywhere: "In all of them \(capped(pane, of: anywhereTotal))"
        case .proposals: "Retrain proposals \(counted(pane, snapshot?.proposals.count))"
        case .proposalDetail: "Proposal \(selectedName(.proposals))"
        case .help: "Keys and commands \(counted(pane, registry.commands.count))"
        }
    }

    /// What is wrong with the filter of a list that has no rows; nil where nothing is.
    func emptyBecause(_ pane: PaneID) -> String? {
        let list = self.list(of: pane)
        guard list.order.isEmpty, !list.filter.isEmpty else { return nil }
        return complaint(about: list.filter, in: pane)
    }

    /// What stands where a list has no rows.
    func empty(_ pane: PaneID) -> String {
        if pane == .contexts { return "no engine is known by name" }
        guard let snapshot else { return "waiting for the engine" }
        if let begins = snapshot.begins, pane.isOfMoments {
            return "the journal begins \(Figures.stamp(begins))"
        }
        if !snapshot.caveat.isEmpty, pane.isKeptOnlyLive {
            return "the journal does not keep how these were"
        }
        switch pane {
        case .watched: return "no run is open"
        case .workflowRuns: return "no run of it needs eyes"
        case .overviewAlerts, .alerts: return "no alerts: nothing needs you"
        case .anywhere: return "nothing is wrong or under way"
        case .silences: return "nothing is silenced: m on an alert silences it"
        case .proposals: return "no model should be trained anew"
        case .runs where shownRuns.filter == nil || shownRuns.isReadingOn:
            return reading("the runs")
        case .runs:
            return past.map { "no run had been opened by \(Figures.stamp($0))" } ?? "no runs yet"
        case .steps:
            return absent == nil ? reading("the steps") : "there is no run of that name"
        case .incident where incident.begins == nil: return reading("the journal")
        case .incident: return "nothing out of the ordinary has happened"
        case .audit: return audit == nil ? reading("the audit") : "nobody has done anything yet"
        case .deadLetters:
            return deadLetters == nil ? reading("the events") : "every event could be used"
        default: return "none in this project"
        }
    }

    /// What has been asked for, or cannot be asked for now.
    private func reading(_ what: String) -> String {
        link == .up
            ? "reading \(what)" : "the engine does not answer; \(what) are read when it does"
    }

    /// ` 12 of 40` while a filter hides lines.
    private func read(_ pane: PaneID) -> String {
        guard !list(of: pane).filter.isEmpty else { return "" }
        let (shown, all) = (matchingLines(of: pane).count, readLines(of: pane).count)
        return " \(Figures.count(shown)) of \(Figures.count(all))"
    }

    /// All models together: calls a second, failed ones, and cost an hour.
    private var modelTotals: String {
        let rows = shownModels
        let rate = rows.compactMap(\.rate).reduce(0, +)
        // In a narrow border the columns that were dropped matter more.
        guard rate > 0, size.columns >= 110 else { return "" }
        let failed = rows.reduce(0) { $0 + ($1.rate ?? 0) * ($1.errorShare ?? 0) }
        let costs = rows.compactMap { $0.hourlyCost(over: span) }
        let cost = costs.isEmpty ? "" : "  cost \(Figures.number(costs.reduce(0, +)))/h"
        return "   all \(Figures.short(rate))/s  err \(Figures.percent(failed / rate))%\(cost)"
    }

    /// Targets that are out of rotation now.
    private var coolingCount: Int { snapshot?.cooldowns.count { $0.ended == nil } ?? 0 }

    /// Since when the timeline tells.
    private var timelineBegins: String {
        guard let begins = incident.begins ?? incident.opened else { return "" }
        return " since \(Figures.stamp(begins))"
    }

    private var stepTitle: String {
        let name = selectedStep?.sketch.name ?? ""
        guard compares else { return "Step \(name)" }
        return "Step \(name) against \(previous?.row.id.text ?? Figures.missing)"
    }

    private var timelineTitle: String {
        guard let detail else { return "Timeline" }
        let whole = "Timeline \(Figures.took(span(of: detail)))"
        guard window.depth > 0 else { return whole }
        return whole + "  1/\(1 << window.depth) shown"
    }

    private func selectedName(_ pane: PaneID) -> String {
        let list = self.list(of: pane)
        return list.index == nil ? "" : list.selection?.name ?? ""
    }

    /// `12`, or `3 of 12` while a filter hides some.
    private func counted(_ pane: PaneID, _ total: Int?) -> String {
        guard let total else { return Figures.missing }
        let shown = list(of: pane).order.count
        return shown == total
            ? Figures.count(total) : "\(Figures.count(shown)) of \(Figures.count(total))"
    }

    /// `64 of 9,881`: a list that does not hold all says so.
    private func capped(_ pane: PaneID, of total: Int?) -> String {
        let shown = list(of: pane).order.count
        guard let total else { return shown == 0 ? "" : "\(Figures.count(shown)) shown" }
        if !list(of: pane).filter.isEmpty {
            // The engine counts the runs that match; other lists are filtered here.
            guard pane == .runs else {
                return "\(Figures.count(shown)) matching of \(Figures.count(total))"
            }
            let all = total > shown ? " of \(Figures.count(total))" : ""
            return "\(Figures.count(shown))\(all) matching"
        }
        return total <= shown
            ? Figures.count(shown) : "\(Figures.count(shown)) of \(Figures.count(total))"
    }

    var openRuns: Int? {
        (snapshot?.totals).map { totals in
            Self.sum([
                totals.running, totals.waiting, totals.retrying, totals.paused, totals.failed,
            ])
        }
    }

    /// What is wrong or under way in all contexts: an engine tells the runs to watch, and counts the
    /// others.
    private var anywhereTotal: Int {
        Self.sum(
            contextRows.compactMap(\.glance).flatMap { glance in
                let totals = glance.totals
                return [
                    totals.running, totals.waiting, totals.retrying, totals.paused, totals.failed,
                    glance.alerts.count,
                ]
            }
        )
    }

    /// The sum of counts that come from outside.
    static func sum(_ parts: [Int]) -> Int {
        parts.reduce(0) { sum, part in
            let (next, overflow) = sum.addingReportingOverflow(part)
            return overflow ? .max : next
        }
    }

    private var stepsTitle: String {
        guard let row = detail?.row else { return "Steps" }
        let name = [row.workflow, row.subject].filter { !$0.isEmpty }.joined(separator: " ")
        let took = detail.map { "  in \(Figures.took(span(of: $0)))" } ?? ""
        return "\(name)  \(row.state.rawValue)  \(row.stepsDone) of \(row.stepsTotal) done\(took)"
    }

    /// From the opening of a run to its end, or to now.
    func span(of detail: RunDetail) -> Duration {
        max(.zero, (detail.row.closed ?? moment().now) - detail.row.opened)
    }

    /// The step that is selected in the run that is open.
    var selectedStep: StepDetail? {
        guard case .step(_, let index)? = lists[.steps]?.selection, let detail,
            detail.steps.indices.contains(index)
        else { return nil }
        return detail.steps[index]
    }

    /// What the overview's preview is about: the selection of the focused list.
    var previewed: ObjectID? {
        let pane = focus.isList ? focus : .watched
        let list = self.list(of: pane)
        return list.index == nil ? nil : list.selection
    }
}

extension Console {
    /// Whether the moment that is shown lies before all that the journal tells of.
    var isBeforeJournal: Bool { snapshot?.begins != nil }
}

extension PaneID {
    /// What its rows are, for the lists that are about a moment; nil for others.
    fileprivate var nameOfKind: String? {
        switch self {
        case .watched: "Runs to watch"
        case .runs: "Runs"
        case .workflows: "Workflows"
        case .models, .overviewModels: "Models"
        case .alerts, .overviewAlerts: "Alerts"
        case .sources, .overviewSources: "Sources"
        case .routes: "Routes"
        default: nil
        }
    }

    /// Whether it lists what was at the moment that is shown.
    fileprivate var isOfMoments: Bool { nameOfKind != nil }

    /// Whether the journal keeps nothing of what it shows.
    fileprivate var isKeptOnlyLive: Bool {
        switch self {
        case .sources, .overviewSources, .routes: true
        default: false
        }
    }
}
