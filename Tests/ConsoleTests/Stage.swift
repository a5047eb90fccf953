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
            themes: ["dark", "light", "mono", "nord"]
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
        snapshot.totals.eventsPerSecond = 84.2
        snapshot.totals.stepsPerSecond = 311
        snapshot.workflows = workflows
        snapshot.models = models
        snapshot.routes = routes
        snapshot.alerts = alerts
        snapshot.sources = sources
        snapshot.watched = watched
        snapshot.events = events
        return snapshot
    }

    // MARK: Workflows

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
                $0.lastOutcomes = [.ok, .ok, .ok, .ok, .ok, .skip, .ok, .ok, .fail, .ok, .retry]
            },
            workflow("welcome", .run, "growth", open: 12, done: 881, failed: 0, share: 1) {
                $0.p50 = .milliseconds(810)
                $0.p95 = .milliseconds(1_902)
                $0.trigger = "event customer_created"
                $0.steps =
                    Array(retentionSteps.prefix(1)) + [
                        StepSketch(name: "send", kind: "send", after: [0])
                    ]
                $0.lastOutcomes = Array(repeating: .ok, count: 14)
            },
            workflow("nightly-rescore", .paused, "ds", open: 1, done: 30, failed: 0, share: nil) {
                $0.isPaused = true
                $0.trigger = "cron 0 2 * * * over at-risk"
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

    // MARK: Models

    static func wave(_ base: Double, _ spread: Double, count: Int = 60, rise: Double = 0)
        -> [Double?]
    {
        var random = SplitMix(seed: UInt64(base * 1000))
        return (0..<count).map { index in
            index == 7
                ? nil : base + random.unit() * spread + rise * max(0, Double(index - 35)) / 25
        }
    }

    static var models: [ModelRow] {
        [
            model("churn-risk", .drift, "native", "logistic", 22, 11, 38, 52, 0) {
                $0.drift = 0.27
                $0.driftLimit = 0.2
                $0.driftMethod = "PSI, 10 reference quantiles, n 1,204"
                $0.reason = "scores drift: PSI 0.27 over 0.20"
                $0.routes = ["churn-risk"]
            },
            model("churn-risk-xgb", .ok, "native", "xgboost", 3.1, 14, 41, 60, 0) {
                $0.drift = 0.04
                $0.driftLimit = 0.2
                $0.routes = ["churn-risk"]
            },
            model("customer-value", .ok, "native", "bg/nbd", 22, 2, 4, 6, 0) {
                $0.routes = ["customer-value"]
            },
            model("next-best-action", .ok, "native", "rules", 9.4, 1, 2, 3, 0) {
                $0.routes = ["next-best-action"]
            },
            model("scribe-a", .cool, "openai", "chat", 1.2, 1_100, 8_410, 12_900, 0.31) {
                $0.isSimulated = true
                $0.firstToken95 = .milliseconds(1_900)
                $0.tokensPerSecond = 61
                $0.errors = [
                    ErrorCount(kind: "rate_limited", count: 19),
                    ErrorCount(kind: "timeout", count: 4),
                ]
                $0.reason = "breaker open until 14:36:40Z: 9 of 10 failed"
                $0.trend = wave(1.1, 0.6, rise: 7)
                $0.errorTrend = wave(0.002, 0.01, rise: 0.3)
                $0.routes = ["copywriter"]
            },
            model("scribe-b", .ok, "openai", "chat", 8.2, 710, 1_400, 2_020, 0.004) {
                $0.isSimulated = true
                $0.firstToken95 = .milliseconds(480)
                $0.tokensPerSecond = 92
                $0.errors = [ErrorCount(kind: "timeout", count: 2)]
                $0.routes = ["copywriter"]
            },
            idleModel,
        ]
    }

    private static var idleModel: ModelRow {
        var row = ModelRow()
        row.name = "scribe-c"
        row.provider = "openai"
        row.kind = "chat"
        row.isSimulated = true
        return row
    }

    private static func model(
        _ name: String,
        _ state: StateWord,
        _ provider: String,
        _ kind: String,
        _ rate: Double,
        _ p50: Int64,
        _ p95: Int64,
        _ p99: Int64,
        _ errors: Double,
        _ change: (inout ModelRow) -> Void
    ) -> ModelRow {
        var row = ModelRow()
        row.name = name
        row.state = state
        row.provider = provider
        row.kind = kind
        row.version = "1.4"
        row.rate = rate
        (row.p50, row.p95, row.p99) = (.milliseconds(p50), .milliseconds(p95), .milliseconds(p99))
        row.errorShare = errors
        row.calls = Int(rate * 3_600)
        row.trend = wave(Double(p95) / 1000, Double(p95) / 4000)
        row.rateTrend = wave(rate, rate / 3)
        row.errorTrend = wave(errors, 0.002)
        change(&row)
        return row
    }

    // MARK: Routes

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

    // MARK: Alerts and sources

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
                $0.value = "31%"
                $0.count = 9
                $0.blast = [
                    "route copywriter: 100% of its calls moved to scribe-b",
                    "workflow retention: step copy, 259 open runs",
                ]
                $0.suggestions = ["R  reroute copywriter to scribe-b", "p  pause retention"]
                $0.actions = [
                    .reroute(route: "copywriter", target: "scribe-b"), .pauseWorkflow("retention"),
                ]
                $0.history = ["14:25:28Z fired at 6.1%", "14:31:40Z breaker opened"]
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

    static var sources: [SourceRow] {
        var orders = SourceRow()
        orders.name = "orders"
        orders.kind = "jsonl"
        orders.state = .late
        orders.owner = "platform"
        orders.age = .seconds(1_142)
        orders.sla = .seconds(900)
        orders.count = 5_022
        orders.ratePerMinute = 84
        orders.rejected = 2
        orders.trend = wave(80, 20).dropLast(12) + Array(repeating: 0, count: 12)
        orders.blocked = 14
        orders.dependents = ["model churn-risk", "route churn-risk", "workflow retention"]
        orders.nextDue = ago(400)
        orders.reason = "the newest event is 19m02s old"
        var catalog = SourceRow()
        catalog.name = "catalog"
        catalog.kind = "file"
        catalog.state = .ok
        catalog.age = .seconds(10_920)
        catalog.sla = .seconds(86_400)
        catalog.count = 41
        catalog.trend = wave(3, 9)
        catalog.dependents = ["model next-best-action"]
        return [orders, catalog]
    }

    // MARK: Runs

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

    static var events: [EventLine] {
        [
            EventLine(
                at: ago(108),
                word: "OK",
                object: "r-7f91a retention",
                text: "7/7 steps in 3.4s"
            ),
            EventLine(
                at: ago(73),
                word: "ALRT",
                object: "churn-risk",
                text: "drift PSI 0.27 over 0.20"
            ),
            EventLine(
                at: ago(56),
                word: "OPER",
                object: "dana",
                text: "pause r-8e9f0 \"cost review\"  audit 1182"
            ),
            EventLine(
                at: ago(28),
                word: "ROUT",
                object: "copywriter",
                text: "scribe-a -> scribe-b: breaker open; candidates scribe-b 0.91, scribe-c 0.64"
            ),
            EventLine(
                at: ago(10),
                word: "FAIL",
                object: "r-8f21c copy",
                text: "timeout after 30s on scribe-a, 3 of 3"
            ),
            EventLine(
                at: ago(1),
                word: "RTRY",
                object: "r-8f220 copy",
                text: "try 3 of 5 in 8s: rate_limited on scribe-a"
            ),
        ]
    }

    static var audit: [AuditEntry] {
        [
            AuditEntry(
                id: 1182,
                at: ago(56),
                actor: "dana",
                via: "console",
                action: "pause",
                object: "run r-8e9f0",
                change: "run -> paused",
                reason: "cost review",
                result: "ok"
            ),
            AuditEntry(
                id: 1181,
                at: ago(448),
                actor: "sam",
                via: "console",
                action: "ack",
                object: "alert source.late/orders",
                change: "fire -> ack 30m",
                reason: "asked platform",
                result: "ok"
            ),
            AuditEntry(
                id: 1180,
                at: ago(486),
                actor: "sam",
                via: "cli",
                action: "retry",
                object: "run r-8f21c step copy",
                change: "try 3 -> 4",
                reason: "quota reset expected",
                result: "refused: version 16, now 17"
            ),
            AuditEntry(
                id: 1178,
                at: ago(1_259),
                actor: "router",
                via: "engine",
                action: "cooldown",
                object: "model scribe-a",
                change: "in -> cooling 5m",
                reason: "",
                result: "ok"
            ),
        ]
    }

    // MARK: One run

    static var detail: RunDetail {
        var detail = RunDetail()
        detail.row = watched[1]
        detail.input = #"{"id": "o-99812", "customer": "c-0417", "total": 42.5}"#
        detail.waitsFor = "the next try of copy at 14:32:16Z"
        detail.criticalPath = [0, 1, 3, 4]
        let states: [StateWord] = [.ok, .ok, .ok, .ok, .retry, .wait, .wait]
        for (index, sketch) in retentionSteps.enumerated() {
            var step = StepDetail()
            step.sketch = sketch
            step.state = states[index]
            step.attemptsMax = sketch.name == "copy" ? 5 : 2
            if index < 4 {
                let began = 252 - Int64(index) * 2
                step.attempts = [attempt(1, began, 1, .ok, target: sketch.route)]
            }
            detail.steps.append(step)
        }
        detail.steps[1].output = #"{"probability": 0.83, "band": "high"}"#
        detail.steps[4] = copyStep(detail.steps[4])
        detail.log = [
            LogLine(at: ago(252), step: "profile", text: "dispatched"),
            LogLine(at: ago(251), step: "profile", text: "succeeded in 0.8s"),
            LogLine(at: ago(243), step: "copy", text: "try 1 on scribe-a"),
            LogLine(at: ago(213), step: "copy", text: "try 1 failed: timeout after 30s"),
            LogLine(at: ago(205), step: "copy", text: "try 2 on scribe-a"),
            LogLine(at: ago(175), step: "copy", text: "try 2 failed: timeout after 30s"),
            LogLine(at: ago(30), step: "copy", text: "try 3 on scribe-b (fallback: breaker open)"),
            LogLine(at: ago(3), step: "copy", text: "try 3 failed: rate_limited, retry after 11s"),
        ]
        return detail
    }

    /// The run that failed for good.
    static var failedDetail: RunDetail {
        var detail = detail
        detail.row = watched[0]
        detail.waitsFor = ""
        detail.steps[4].state = .fail
        detail.steps[4].due = nil
        detail.steps[4].attemptsMax = 3
        detail.steps[4].reason = "timeout after 30s on scribe-a, 3 tries"
        detail.steps[5].state = .cancelled
        detail.steps[6].state = .cancelled
        return detail
    }

    private static func copyStep(_ base: StepDetail) -> StepDetail {
        var step = base
        step.attempts = [
            attempt(1, 243, 30, .fail, target: "scribe-a", error: "timeout after 30s"),
            attempt(2, 205, 30, .fail, target: "scribe-a", error: "timeout after 30s"),
            attempt(
                3,
                30,
                27,
                .fail,
                target: "scribe-b",
                error: "rate_limited: 429, retry after 11s"
            ),
        ]
        step.attempts[2].firstToken = .milliseconds(1_900)
        step.attempts[2].tokensIn = 812
        step.attempts[2].tokensOut = 140
        step.attempts[2].choice = [
            "scribe-b score 0.91", "scribe-a rejected: breaker open until 14:36:40Z",
        ]
        step.input = #"{"first_name": "Ada", "offer": "10% off"}"#
        step.reason = "rate_limited: 429, retry after 11s"
        step.due = now + .seconds(8)
        return step
    }

    private static func attempt(
        _ number: Int,
        _ age: Int64,
        _ took: Int64,
        _ state: StateWord,
        target: String,
        error: String = ""
    ) -> AttemptDetail {
        var attempt = AttemptDetail()
        attempt.number = number
        attempt.dispatched = ago(age)
        attempt.started = ago(age) + .milliseconds(200)
        attempt.ended = ago(age) + .seconds(took)
        attempt.state = state
        attempt.target = target
        attempt.error = error
        return attempt
    }
}

extension Console {
    /// Presses keys one after another, half a second apart.
    mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { update(.input(.key($0), at: now + .milliseconds(500))) }
    }

    /// Types a text.
    mutating func type(_ text: String) -> [Effect] {
        text.flatMap { update(.input(.key(Key($0)), at: now + .milliseconds(20))) }
    }

    /// Goes to a screen and gets what it asks for.
    mutating func visit(_ place: Place) {
        for effect in go(to: place) + refresh() { answer(effect) }
    }

    /// Answers an effect as the stage's engine would.
    mutating func answer(_ effect: Effect) {
        switch effect {
        case .fetchRuns(let query): _ = update(.runs(Stage.page, for: query))
        case .fetchRun(let id): _ = update(.detail(Stage.detail, of: id))
        case .fetchAudit: _ = update(.audit(Stage.audit))
        case .preview(let action):
            let preview = Control.Preview(effects: ["3 open runs go on"], commandLine: "podium")
            _ = update(.preview(preview, of: action))
        case .perform, .copy, .write, .dump, .setTheme, .captureMouse, .redraw, .suspend, .quit:
            break
        }
    }
}
