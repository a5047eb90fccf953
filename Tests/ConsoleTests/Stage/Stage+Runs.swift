import Orchestration

/// The runs of the stage.
extension Stage {
    static var watched: [RunRow] {
        [
            run(
                "r-8f21c",
                .fail,
                "c-1042",
                "copy",
                700,
                4,
                reason: "timeout after 30s on scribe-a, 3 tries"
            ) { $0.closed = ago(88) },
            run("r-8f220", .retry, "c-0417", "copy", 252, 4, reason: "rate_limited, next try in 8s")
            {
                ($0.attempt, $0.attemptsMax) = (3, 5)
            },
            run("r-8f224", .retry, "c-2201", "copy", 61, 4, reason: "rate_limited, next try in 2s")
            {
                ($0.attempt, $0.attemptsMax) = (2, 5)
            },
            run(
                "r-8e9f0",
                .paused,
                "c-0093",
                "send",
                1_990,
                5,
                reason: "paused by dana: cost review"
            ) { _ in },
            run("r-8f301", .run, "c-3110", "churn", 2, 1, reason: "") { _ in },
            run("r-8f302", .run, "c-0777", "action", 1, 3, reason: "") { _ in },
            run(
                "r-8f2aa",
                .wait,
                "c-1555",
                "outcome",
                86_400,
                6,
                reason: "waits for order_completed"
            ) { _ in },
            run("r-8f2ab", .held, "c-1042", "", 44, 0, reason: "an older run of c-1042 is open") {
                _ in
            },
        ]
    }

    static func run(
        _ id: String,
        _ state: StateWord,
        _ subject: String,
        _ step: String,
        _ age: Int64,
        _ done: Int,
        reason: String,
        _ change: (inout RunRow) -> Void
    ) -> RunRow {
        var row = RunRow()
        row.id = RunID(id)
        row.workflow = "retention"
        row.version = "3f9a1c07be21"
        row.subject = subject
        row.state = state
        row.step = step
        row.opened = ago(age)
        row.stepsDone = done
        row.stepsTotal = 7
        row.reason = reason
        row.versionSeen = 17
        change(&row)
        return row
    }

    static var page: RunPage {
        var page = RunPage()
        page.rows = watched + (0..<92).map(ended)
        page.next = RunCursor(text: "100")
        page.total = 9_881
        return page
    }

    /// A run that is over; every thirteenth was skipped.
    private static func ended(_ index: Int) -> RunRow {
        let state: StateWord = index % 13 == 0 ? .skip : .ok
        let age = Int64(2_000 + index * 71)
        let subject = "c-\(index * 37 % 4000)"
        return run("r-7\(1000 + index)", state, subject, "outcome", age, 7, reason: "") {
            $0.closed = $0.opened + .seconds(Int64(3 + index % 9))
        }
    }
}
