/// A value with no measurement is nil and drawn `-`, never 0.
package struct WorkflowRow: Hashable, Sendable, Codable {
    package var name = ""
    package var state = StateWord.idle
    package var owner = ""
    package var summary = ""
    package var version = ""
    /// Who paused it, since when and why; empty while nobody has.
    package var paused = ""
    package var open = 0
    package var completed = 0
    package var failed = 0
    /// Share of the runs ended in the last 24 h that completed, from 0 to 1.
    package var successShare: Double?
    /// Of the runs that completed or failed in the last 24 h, as is `p95`.
    package var p50: Duration?
    package var p95: Duration?
    /// How long its oldest attempt has waited for a slot or a limit, or since when a scheduled start
    /// is due that was not made; nil while nothing is behind.
    package var lag: Duration?
    /// What its calls cost in the last 24 h; nil where nothing was called or nobody knows a price.
    package var cost: Double?
    /// Calls of the last 24 h whose cost nobody knows: `cost` is a lower bound where there are some.
    package var unpriced: Int?
    /// Outcomes of the newest runs, oldest first: at most 14.
    package var lastOutcomes: [StateWord] = []
    /// What starts it, in words, for example `event order_completed` or `cron 0 2 * * *`.
    package var trigger = ""
    /// The next scheduled start.
    package var next: Instant?
    /// What starts it by the clock; nil where nothing does.
    package var schedule: Schedule?
    /// Step names in order with the kind of each, for the graph line.
    package var steps: [StepSketch] = []
    /// The step that most of its open runs are at now.
    package var bottleneck: String?
    package var versionSeen: Int64 = 0
    package init() {}

    /// Whether an operator holds it back.
    package var isPaused: Bool { !paused.isEmpty }
}

/// A step as drawn in a graph.
package struct StepSketch: Hashable, Sendable, Codable {
    package var name = ""
    /// `call`, `write`, `send`, `wait`, `update` or `compute`, with its route where it has one.
    package var kind = ""
    package var route = ""
    /// Indices of its predecessors.
    package var after: [Int] = []
    package init(name: String, kind: String, route: String = "", after: [Int] = []) {
        self.name = name
        self.kind = kind
        self.route = route
        self.after = after
    }
}
