import Console
import Orchestration

/// The other engines of the stage: one in production, and one that is gone.
extension Stage {
    static let contexts = [
        Context(name: "demo", folder: "/home/dana/.local/state/podium/demo"),
        Context(name: "prod-eu", folder: "/srv/podium/eu"),
        Context(name: "night", folder: "/srv/podium/night"),
    ]

    /// What is going on in the production of Europe.
    static var europe: Snapshot {
        var snapshot = empty
        snapshot.sequence = 12
        snapshot.environment.name = "prod-eu"
        snapshot.totals.running = 12
        snapshot.totals.failed = 1
        snapshot.alerts = Array(alerts.prefix(2))
        snapshot.watched = Array(watched.prefix(3))
        snapshot.workflows = workflows
        return snapshot
    }

    /// What a context says when it is asked how it is.
    static func report(of name: String) -> ContextReport {
        name == "prod-eu"
            ? ContextReport(Glance(europe)) : ContextReport(silence: "no engine answers there")
    }
}
