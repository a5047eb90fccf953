import Orchestration

/// The routes of the stage.
extension Stage {
    /// One target that is out for the third time, and one that was.
    static var cooldowns: [Cooldown] {
        var scribe = Cooldown(
            target: "scribe-a",
            since: ago(400),
            until: now + .seconds(272),
            reason: "9 of 10 failed"
        )
        scribe.times = 3
        var drifting = Cooldown(
            target: "churn-risk-xgb",
            since: ago(2_000),
            until: ago(1_970),
            reason: "5 calls since the last answer, none begun after 8s"
        )
        drifting.ended = ago(1_960)
        return [scribe, drifting]
    }

    static var routes: [RouteRow] {
        [
            route(
                "copywriter",
                "priority",
                [
                    target(
                        "scribe-a",
                        .cool,
                        0,
                        8_410,
                        0.31,
                        "open until 14:36:40Z: 9 of 10 failed"
                    ),
                    target("scribe-b", .ok, 1, 1_400, 0.004, "closed"),
                ]
            ) {
                $0.override = "all to scribe-b by dana until 15:00Z: provider outage"
                $0.overriddenTo = "scribe-b"
            },
            route(
                "churn-risk",
                "weighted",
                [
                    target("churn-risk", .drift, 0.88, 38, 0, "closed"),
                    target("churn-risk-xgb", .ok, 0.12, 41, 0, "closed"),
                ]
            ) { _ in },
            route("customer-value", "pinned", [target("customer-value", .ok, 1, 4, 0, "closed")]) {
                _ in
            },
            route(
                "next-best-action",
                "priority",
                [
                    target("next-best-action", .ok, 1, 2, 0, "closed")
                ]
            ) { _ in },
        ]
    }

    private static func route(
        _ name: String,
        _ policy: String,
        _ targets: [TargetRow],
        _ change: (inout RouteRow) -> Void
    ) -> RouteRow {
        var row = RouteRow()
        row.name = name
        row.policy = policy
        row.targets = targets
        row.versionSeen = 7
        change(&row)
        return row
    }

    private static func target(
        _ model: String,
        _ state: StateWord,
        _ share: Double,
        _ p95: Int64,
        _ errors: Double,
        _ breaker: String
    ) -> TargetRow {
        var row = TargetRow()
        row.model = model
        row.state = state
        row.share = share
        row.p95 = .milliseconds(p95)
        row.errorShare = errors
        row.breaker = breaker
        return row
    }
}
