package import Orchestration

/// A screen of the console.
package enum Place: Hashable, Sendable {
    case overview, workflows, runs
    /// One run: its graph, timeline, steps and log.
    case run(RunID)
    case models, routing, alerts, sources, audit, incident, help
    /// Events that could not be used; reached from the sources.
    case deadLetters
    /// What nobody is told of; reached from the alerts.
    case silences
    /// Models that should be trained anew; reached from the models.
    case proposals
    /// The engines that the console can be attached to.
    case contexts

    /// The screens with a number, in the order of their numbers, 1 first.
    package static let tabs: [Place] = [
        .overview, .workflows, .runs, .models, .routing, .alerts, .sources, .audit, .incident,
    ]

    /// The screens without a number that lists lead to.
    package static let hidden: [Place] = [.deadLetters, .silences, .proposals, .contexts]

    /// The tab that is lit while this screen is shown; nil for help and contexts.
    package var tab: Place? {
        switch self {
        case .run: .runs
        case .help, .contexts: nil
        case .deadLetters: .sources
        case .silences: .alerts
        case .proposals: .models
        case .overview, .workflows, .runs, .models, .routing, .alerts, .sources, .audit,
            .incident:
            self
        }
    }

    /// Its name on the tab line and in `:` commands.
    package var title: String {
        switch self {
        case .overview: "Overview"
        case .workflows: "Workflows"
        case .runs: "Runs"
        case .run: "Run"
        case .models: "Models"
        case .routing: "Routing"
        case .alerts: "Alerts"
        case .sources: "Sources"
        case .audit: "Audit"
        case .incident: "Timeline"
        case .help: "Help"
        case .deadLetters: "Dead letters"
        case .silences: "Silences"
        case .proposals: "Proposals"
        case .contexts: "Contexts"
        }
    }

    /// Three letters for narrow terminals.
    package var shortTitle: String {
        switch self {
        case .overview: "Ovr"
        case .workflows: "Wfl"
        case .runs, .run: "Run"
        case .models: "Mdl"
        case .routing: "Rte"
        case .alerts: "Alr"
        case .sources: "Src"
        case .audit: "Aud"
        case .incident: "Tml"
        case .help: "Hlp"
        case .deadLetters: "Ded"
        case .silences: "Sil"
        case .proposals: "Prp"
        case .contexts: "Ctx"
        }
    }

    /// Its panes in tab order; the first has the focus at first.
    package var panes: [PaneID] {
        switch self {
        case .overview:
            [.watched, .overviewModels, .overviewAlerts, .overviewSources, .events, .preview]
        case .workflows: [.workflows, .workflowPreview, .workflowRuns]
        case .runs: [.runs, .runPreview]
        case .run: [.steps, .timeline, .stepDetail, .log]
        case .models: [.models, .modelCharts, .modelDetail]
        case .routing: [.routes, .routeDetail, .decisions]
        case .alerts: [.alerts, .alertDetail, .incident]
        case .sources: [.sources, .sourceDetail, .freshness]
        case .audit: [.audit, .auditEntry, .activity]
        case .incident: [.incident, .occurrence]
        case .help: [.help]
        case .deadLetters: [.deadLetters, .letterDetail, .rejections]
        case .silences: [.silences, .silenceDetail, .overviewAlerts]
        case .proposals: [.proposals, .proposalDetail, .overviewModels]
        case .contexts: [.contexts, .anywhere, .contextDetail]
        }
    }
}

extension Place {
    /// Its lists, without those of other screens that keep it company where there is room.
    var ownLists: [PaneID] {
        panes.filter { pane in
            switch pane {
            case .workflowRuns: false
            case .incident: self == .incident
            case .overviewAlerts, .overviewModels: self == .overview
            default: pane.isList
            }
        }
    }
}

/// A pane: one titled frame of a screen.
package enum PaneID: String, Hashable, Sendable, CaseIterable {
    case watched, overviewModels, overviewAlerts, overviewSources, events, preview
    case workflows, workflowPreview, workflowRuns
    case runs, runPreview
    case steps, timeline, stepDetail, log
    case models, modelCharts, modelDetail
    case routes, routeDetail, decisions
    case alerts, alertDetail
    case sources, sourceDetail, freshness
    case audit, auditEntry, activity
    case incident, occurrence
    case help
    case deadLetters, letterDetail, rejections
    case silences, silenceDetail
    case proposals, proposalDetail
    case contexts, anywhere, contextDetail

    /// The list whose selection this pane is about; itself for a list.
    package var master: PaneID {
        switch self {
        case .workflowPreview: .workflows
        case .runPreview: .runs
        case .timeline, .stepDetail: .steps
        case .modelCharts, .modelDetail: .models
        case .routeDetail, .decisions: .routes
        case .alertDetail: .alerts
        case .sourceDetail, .freshness: .sources
        case .auditEntry, .activity: .audit
        case .occurrence: .incident
        case .letterDetail, .rejections: .deadLetters
        case .contextDetail: .contexts
        case .silenceDetail: .silences
        case .proposalDetail: .proposals
        case .watched, .overviewModels, .overviewAlerts, .overviewSources, .workflows,
            .workflowRuns, .runs, .steps, .models, .routes, .alerts, .sources, .audit, .events,
            .preview, .log, .incident,
            .help, .deadLetters, .silences, .proposals, .contexts, .anywhere:
            self
        }
    }

    /// Whether its rows come on request and not with every snapshot.
    package var isFetched: Bool {
        self == .runs || self == .steps || self == .audit || self == .deadLetters
            || self == .help
    }

    /// Whether its rows are objects that can be selected; the others only scroll.
    package var isList: Bool {
        switch self {
        case .watched, .overviewModels, .overviewAlerts, .overviewSources, .workflows,
            .workflowRuns, .runs, .steps, .models, .routes, .alerts, .sources, .audit,
            .deadLetters, .silences,
            .proposals, .contexts, .anywhere, .incident, .help:
            true
        case .events, .preview, .workflowPreview, .runPreview, .timeline, .stepDetail, .log,
            .modelCharts, .modelDetail, .routeDetail, .decisions, .alertDetail, .sourceDetail,
            .auditEntry, .occurrence, .letterDetail, .silenceDetail, .proposalDetail,
            .freshness, .activity, .rejections, .contextDetail:
            false
        }
    }
}
