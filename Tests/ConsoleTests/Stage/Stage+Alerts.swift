import Orchestration

/// The alerts of the stage.
extension Stage {
    static var alerts: [AlertRow] {
        [
            alert(
                "model.errors/scribe-a",
                .critical,
                .firing,
                "scribe-a",
                "errors 31% over 5% for 1m",
                400
            ) {
                $0.rule = "model.errors > 5% for 1m"
                $0.runbook = "https://runbooks.example/model-errors"
                $0.value = "31%"
                $0.told = ["desk"]
                $0.tells = now + .seconds(480)
                $0.tellsWhom = "on-call"
                $0.hides = ["runs.failed retention: 12 failed runs"]
                $0.count = 9
                $0.blast = [
                    "route copywriter: 100% of its calls moved to scribe-b",
                    "workflow retention: step copy, 259 open runs",
                ]
                $0.suggestions = ["R  reroute copywriter to scribe-b", "p  pause retention"]
                $0.actions = [
                    .reroute(route: "copywriter", target: "scribe-b"),
                    .pause(.workflow("retention")),
                ]
                $0.history = [
                    Alert.Line(at: ago(400), text: "fired at 6.1%"),
                    Alert.Line(at: ago(28), text: "breaker opened"),
                ]
            },
            alert(
                "drift/churn-risk",
                .warning,
                .firing,
                "churn-risk",
                "drift PSI 0.27 over 0.20",
                2_535
            ) {
                $0.rule = "score_drift > 0.20"
                $0.value = "0.27"
            },
            alert(
                "source.late/orders",
                .warning,
                .acknowledged,
                "orders",
                "19m old, 15m allowed",
                240
            ) {
                $0.owner = "sam"
                $0.returns = now + .seconds(1_800)
            },
            alert(
                "model.latency/scribe-a",
                .warning,
                .firing,
                "scribe-a",
                "p95 8.41s over 3s for 2m",
                320
            ) {
                $0.rule = "model.latency > 3s for 2m"
                $0.value = "8.41s"
            },
            alert("source.late/catalog", .warning, .resolved, "catalog", "41s old", 7_200) {
                $0.rule = "source.late"
            },
            alert("runs.failed/retention", .warning, .snoozed, "retention", "3 failed runs", 18_000)
            {
                $0.owner = "dana"
                $0.returns = now + .seconds(5_400)
            },
        ]
    }

    private static func alert(
        _ id: String,
        _ severity: Severity,
        _ state: AlertState,
        _ object: String,
        _ summary: String,
        _ age: Int64,
        _ change: (inout AlertRow) -> Void
    ) -> AlertRow {
        var row = AlertRow()
        row.id = id
        row.severity = severity
        row.state = state
        row.object = object
        row.summary = summary
        row.since = ago(age)
        row.versionSeen = 3
        change(&row)
        return row
    }
}
