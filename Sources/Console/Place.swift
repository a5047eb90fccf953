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
        case .workflows: [.workflows, .workflowPreview]
        case .runs: [.runs, .runPreview]
        case .run: [.steps, .timeline, .stepDetail, .log]
        case .models: [.models, .modelCharts, .modelDetail]
        case .routing: [.routes, .routeDetail, .decisions]
        case .alerts: [.alerts, .alertDetail]
        case .sources: [.sources, .sourceDetail]
        case .audit: [.audit, .auditEntry]
        case .incident: [.incident]
        case .help: [.help]
        case .deadLetters: [.deadLetters, .letterDetail]
        case .silences: [.silences, .silenceDetail]
        case .proposals: [.proposals, .proposalDetail]
        case .contexts: [.contexts, .anywhere]
        }
    }
}

/// A pane: one titled frame of a screen.
package enum PaneID: String, Hashable, Sendable, CaseIterable {
    case watched, overviewModels, overviewAlerts, overviewSources, events, preview
    case workflows, workflowPreview
    case runs, runPreview
    case steps, timeline, stepDetail, log
    case models, modelCharts, modelDetail
    case routes, routeDetail, decisions
    case alerts, alertDetail
    case sources, sourceDetail
    case audit, auditEntry
    case incident
    case help
    case deadLetters, letterDetail
    case silences, silenceDetail
    case proposals, proposalDetail
    case contexts, anywhere

    /// The list whose selection this pane is about; itself for a list.
    package var master: PaneID {
        switch self {
        case .workflowPreview: .workflows
        case .runPreview: .runs
        case .timeline, .stepDetail: .steps
        case .modelCharts, .modelDetail: .models
        case .routeDetail, .decisions: .routes
        case .alertDetail: .alerts
        case .sourceDetail: .sources
        case .auditEntry: .audit
        case .letterDetail: .deadLetters
        case .silenceDetail: .silences
        case .proposalDetail: .proposals
        case .watched, .overviewModels, .overviewAlerts, .overviewSources, .workflows, .runs,
            .steps, .models, .routes, .alerts, .sources, .audit, .events, .preview, .log, .incident,
            .help, .deadLetters, .silences, .proposals, .contexts, .anywhere:
            self
        }
    }

    /// Whether its rows come on request and not with every snapshot.
    package var isFetched: Bool {
        self == .runs || self == .steps || self == .audit || self == .deadLetters
    }

    /// Whether its rows are objects that can be selected; the others only scroll.
    package var isList: Bool {
        switch self {
        case .watched, .overviewModels, .overviewAlerts, .overviewSources, .workflows, .runs,
            .steps, .models, .routes, .alerts, .sources, .audit, .deadLetters, .silences,
            .proposals, .contexts, .anywhere:
            true
        case .events, .preview, .workflowPreview, .runPreview, .timeline, .stepDetail, .log,
            .modelCharts, .modelDetail, .routeDetail, .decisions, .alertDetail, .sourceDetail,
            .auditEntry, .incident, .help, .letterDetail, .silenceDetail, .proposalDetail:
            false
        }
    }
}
