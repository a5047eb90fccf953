import Orchestration

/// The workflows of the stage.
extension Stage {
    static let retentionSteps = [
        StepSketch(name: "profile", kind: "update"),
        StepSketch(name: "churn", kind: "call", route: "churn-risk", after: [0]),
        StepSketch(name: "value", kind: "call", route: "customer-value", after: [0]),
        StepSketch(name: "action", kind: "call", route: "next-best-action", after: [1, 2]),
        StepSketch(name: "copy", kind: "write", route: "copywriter", after: [0, 3]),
        StepSketch(name: "send", kind: "send", after: [4]),
        StepSketch(name: "outcome", kind: "wait", after: [5]),
    ]

    static var workflows: [WorkflowRow] {
        [
            workflow("retention", .retry, "cx", open: 259, done: 9_612, failed: 3, share: 0.967) {
                $0.summary = "Keeps customers who are about to leave, with an offer and a message."
                $0.p50 = .milliseconds(3_120)
                $0.p95 = .milliseconds(9_410)
                $0.trigger = "event order_completed"
                $0.steps = retentionSteps
                $0.bottleneck = "copy 71%"
                $0.lag = .seconds(402)
                $0.cost = 44.1
                $0.unpriced = 3
                $0.lastOutcomes = [.ok, .ok, .ok, .ok, .ok, .skip, .ok, .ok, .fail, .ok, .retry]
            },
            workflow("welcome", .run, "growth", open: 12, done: 881, failed: 0, share: 1) {
                $0.p50 = .milliseconds(810)
                $0.p95 = .milliseconds(1_902)
                $0.cost = 0.31
                $0.trigger = "event customer_created"
                $0.steps =
                    Array(retentionSteps.prefix(1)) + [
                        StepSketch(name: "send", kind: "send", after: [0])
                    ]
                $0.lastOutcomes = Array(repeating: .ok, count: 14)
            },
            workflow("nightly-rescore", .paused, "ds", open: 1, done: 30, failed: 0, share: nil) {
                $0.paused = "paused by dana since 14:02:00Z: a price list is wrong"
                $0.trigger = "cron 0 2 * * * over at-risk"
                $0.schedule = Schedule(cron: "0 2 * * *")
                $0.next = now + .seconds(41_272)
                $0.lastOutcomes = Array(repeating: .ok, count: 9)
            },
            workflow("price-watch", .idle, "", open: 0, done: 0, failed: 0, share: nil) {
                $0.trigger = "by hand"
            },
        ]
    }

    private static func workflow(
        _ name: String,
        _ state: StateWord,
        _ owner: String,
        open: Int,
        done: Int,
        failed: Int,
        share: Double?,
        _ change: (inout WorkflowRow) -> Void
    ) -> WorkflowRow {
        var row = WorkflowRow()
        row.name = name
        row.state = state
        row.owner = owner
        row.version = "3f9a1c07be21"
        row.open = open
        row.completed = done
        row.failed = failed
        row.successShare = share
        row.versionSeen = 88
        change(&row)
        return row
    }
}
