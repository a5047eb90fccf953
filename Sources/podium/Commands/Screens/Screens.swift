internal import ArgumentParser
internal import Console

/// The screens that have a headless twin of their own; runs, unusable events and silences are lists
/// with further commands: `podium runs`, `podium dead-letters`, `podium silences`.
enum Screens {
    static let commands: [any ParsableCommand.Type] = [
        OverviewScreen.self, WorkflowsScreen.self, ModelsScreen.self, RoutingScreen.self,
        AlertsScreen.self, SourcesScreen.self, AuditScreen.self, TimelineScreen.self,
        ProposalsScreen.self, ContextsScreen.self,
    ]
}

/// `podium overview`.
struct OverviewScreen: ScreenCommand {
    static let place = Place.overview
    static let configuration = CommandConfiguration(
        commandName: "overview",
        abstract: "How everything stands: runs to watch, models, alerts, sources."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium workflows`.
struct WorkflowsScreen: ScreenCommand {
    static let place = Place.workflows
    static let configuration = CommandConfiguration(
        commandName: "workflows",
        abstract: "The workflows with their figures."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium models`.
struct ModelsScreen: ScreenCommand {
    static let place = Place.models
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "The models with rates, percentiles and errors."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium routing`.
struct RoutingScreen: ScreenCommand {
    static let place = Place.routing
    static let configuration = CommandConfiguration(
        commandName: "routing",
        abstract: "The targets of every route, with shares and breakers."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium alerts`.
struct AlertsScreen: ScreenCommand {
    static let place = Place.alerts
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "The alerts, worst first."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium sources`.
struct SourcesScreen: ScreenCommand {
    static let place = Place.sources
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "The sources with their freshness."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium audit`.
struct AuditScreen: ScreenCommand {
    static let place = Place.audit
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What operators did, newest first."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium timeline`.
struct TimelineScreen: ScreenCommand {
    static let place = Place.incident
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "What was out of the ordinary in the last hour; `podium incident` writes more."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium proposals`.
struct ProposalsScreen: ScreenCommand {
    static let place = Place.proposals
    static let configuration = CommandConfiguration(
        commandName: "proposals",
        abstract: "The models that should be trained anew, with the evidence."
    )
    @OptionGroup var screen: ScreenOptions
}

/// `podium contexts`.
struct ContextsScreen: ScreenCommand {
    static let place = Place.contexts
    static let configuration = CommandConfiguration(
        commandName: "contexts",
        abstract: "The engines that have a name, whether each answers, and what is wrong in them."
    )
    @OptionGroup var screen: ScreenOptions
}
