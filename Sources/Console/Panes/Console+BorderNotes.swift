internal import Orchestration
internal import Screen

/// What stands at the right of the borders.
extension Console {
    /// What the border says at the right: the order, or the keys that matter.
    func note(of pane: PaneID) -> String {
        switch pane {
        case .events, .log: logNote
        case .timeline: TimelinePane.legend
        case .modelCharts:
            span.isAskedFor
                ? "p50 p95 p99 over \(span.rawValue) (V)" : "p95\(trendSpan) (V)"
        case .steps where !partNote.isEmpty: partNote
        case .steps: detail.map { critical($0) } ?? ""
        case .decisions: "newest first"
        case .sources where (lettersTotal ?? 0) > 0:
            "\(Figures.count(lettersTotal ?? 0)) dead letters (0)  " + sortNote(pane)
        case .alerts: alertsNote
        case .models:
            (openProposals > 0 ? "\(openProposals) to retrain (F4)  " : "")
                + "over \(span.rawValue) (V)  " + sortNote(pane)
        case .overviewModels, .routes: "over 1m  " + sortNote(pane)
        // `V` changes the list and the chart beside it; this pane names the span of each figure.
        case .modelDetail: comparedModels.count > 1 ? "over 1m" : ""
        case .routeDetail: "over 1m"
        case .help: "enter runs  \(registry.conflicts.count) conflicts"
        case .runs where shownRuns.isBlank(for: list(of: .runs).filter):
            link == .up ? "reading" : ""
        case .incident where incident.begins == nil:
            link == .up ? "reading the journal" : "since this console opened"
        case .watched, .incident, .overviewAlerts, .overviewSources, .workflows, .workflowRuns,
            .runs,
            .sources, .audit, .deadLetters, .silences, .proposals, .contexts, .anywhere:
            sortNote(pane)
        case .freshness: "7 days, a mark is 3 h"
        case .activity: activityNote
        case .rejections, .contextDetail, .preview, .workflowPreview, .runPreview, .stepDetail,
            .alertDetail, .sourceDetail, .auditEntry, .occurrence, .letterDetail, .silenceDetail,
            .proposalDetail:
            ""
        }
    }

    private var alertsNote: String {
        let (silences, over) = (snapshot?.silences.count ?? 0, resolvedHidden)
        let word = silences == 1 ? "silence" : "silences"
        return (over > 0 ? "\(over) resolved (H)  " : "")
            + (silences > 0 ? "\(silences) \(word) (F3)  " : "") + sortNote(.alerts)
    }

    /// The entries that were read may be fewer than a day's.
    private var activityNote: String {
        guard let oldest = audit?.last, let newest = snapshot?.at,
            newest - oldest.at < .seconds(86_400), oldest.id > 1
        else { return "by action" }
        return "of the newest \(Figures.count(audit?.count ?? 0))"
    }

    private var logNote: String {
        let wrap = reading.wraps ? "w wrap on" : "w wrap off"
        return "\(follows ? "following" : "f follow")  \(wrap)"
    }

    private func sortNote(_ pane: PaneID) -> String {
        var reader = ColumnReader()
        visit(pane, &reader)
        let list = self.list(of: pane)
        guard let sort = list.sort,
            let column = reader.columns.first(where: { $0.id == sort.column })
        else { return reader.ordering }
        return "sort: \(column.title) \(sort.descending ? "desc" : "asc")"
    }

    /// Proposals that nobody has decided yet.
    private var openProposals: Int { snapshot?.proposals.count(where: \.isOpen) ?? 0 }

    private func critical(_ detail: RunDetail) -> String {
        let names = detail.criticalPath.compactMap {
            detail.steps.indices.contains($0) ? detail.steps[$0].sketch.name : nil
        }
        return names.isEmpty ? "" : "critical path " + names.joined(separator: " › ")
    }

    private var trendSpan: String {
        guard case .model(let name)? = list(of: .models).selection, let row = model(name),
            !row.trend.isEmpty
        else { return "" }
        let seconds = Int64(row.trendBucketSeconds).multipliedReportingOverflow(
            by: Int64(row.trend.count)
        ).partialValue
        return " of the last " + Figures.age(.seconds(seconds))
    }
}
