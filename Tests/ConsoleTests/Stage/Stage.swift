import Console
import Orchestration
import Screen

/// A system with a story: one writer fails, a route falls over, a run retries, a source is late.
enum Stage {
    /// 2026-11-22T14:32:08Z.
    static let now = Instant(milliseconds: 1_795_357_928_000)

    static func ago(_ seconds: Int64) -> Instant { now - .seconds(seconds) }

    static let size = Size(columns: 120, rows: 36)

    /// A console that has just got a moment of the system.
    static func console(
        _ snapshot: Snapshot? = Stage.snapshot,
        size: Size = Stage.size,
        sees: Instant = Stage.now
    ) -> Console {
        var console = Console(
            actor: "dana",
            at: snapshot?.at ?? now,
            size: size,
            themes: ["dark", "light", "mono", "nord"],
            contexts: contexts,
            context: "demo"
        )
        if let snapshot { _ = console.update(.snapshot(snapshot)) }
        _ = console.update(.tick(sees))
        return console
    }

    static var empty: Snapshot {
        var snapshot = Snapshot()
        snapshot.at = ago(2)
        snapshot.sequence = 1
        snapshot.environment.name = "demo"
        snapshot.environment.project = "retention"
        return snapshot
    }

    static var snapshot: Snapshot {
        var snapshot = empty
        snapshot.sequence = 4711
        snapshot.environment.simulated = "providers"
        snapshot.totals.running = 41
        snapshot.totals.waiting = 218
        snapshot.totals.retrying = 3
        snapshot.totals.paused = 1
        snapshot.totals.failed = 3
        snapshot.totals.completed = 9_612
        snapshot.totals.rejections = [
            .init(reason: "missing:customer", count: 14), .init(reason: "too_old", count: 3),
        ]
        snapshot.totals.eventsPerSecond = 84.2
        snapshot.totals.stepsPerSecond = 311
        snapshot.workflows = workflows
        snapshot.models = models
        snapshot.routes = routes
        snapshot.cooldowns = cooldowns
        snapshot.alerts = alerts
        snapshot.sources = sources
        snapshot.watched = watched
        snapshot.events = events
        snapshot.silences = silences
        snapshot.proposals = proposals
        snapshot.notes = notes
        return snapshot
    }
}
