import Testing

@testable import Orchestration

/// A book of alerts on two models and a workflow that builds on one of them, and a pager.
private struct Room {
    let rules = [
        AlertRule(
            name: "errors",
            severity: .critical,
            condition: .modelErrors(over: 0.2, calls: 10),
            runbook: "reroute"
        ),
        AlertRule(
            name: "latency",
            severity: .warning,
            condition: .modelLatency(over: .seconds(3), calls: 10)
        ),
        AlertRule(name: "failed", severity: .critical, condition: .failedRuns(over: 5)),
    ]
    var book = AlertBook()
    var pager: Pager
    var silences: [Silence] = []
    var now = Instant(milliseconds: 1_000_000)
    var broken: Set<String> = []
    var slow: Set<String> = []
    var failedRuns = 0

    init(_ recipients: Recipient...) {
        pager = Pager(recipients, rules: rules)
    }

    static func recipient(
        _ name: String = "desk",
        after: Duration = .zero,
        again: Duration? = nil,
        severities: Set<Severity> = [.critical, .warning]
    ) -> Recipient {
        Recipient(
            name: name,
            way: .command(["true"]),
            severities: severities,
            after: after,
            again: again
        )
    }

    /// Lets `ticks` evaluations pass, five seconds each, and says who was told what.
    mutating func pass(_ ticks: Int = 1) -> [String] {
        var told: [String] = []
        for _ in 0..<ticks {
            now = now + .seconds(5)
            _ = book.evaluate(seen, rules: rules, at: now)
            told += pager.evaluate(book, silences: silences, at: now)
                .compactMap(\.notice)
                .map { "\($0.recipient): \($0.words)" + ($0.hidden > 0 ? " +\($0.hidden)" : "") }
        }
        return told
    }

    private var seen: Observations {
        var seen = Observations()
        for name in ["a", "b"] {
            var model = ModelObservation(model: name)
            model.calls = 100
            model.errorShare = broken.contains(name) ? 0.5 : 0
            model.p95 = slow.contains(name) ? .seconds(9) : .seconds(1)
            seen.models.append(model)
        }
        var workflow = WorkflowObservation(workflow: "w")
        workflow.failedRuns = failedRuns
        workflow.models = ["a"]
        seen.workflows = [workflow]
        return seen
    }
}

@Suite struct `Who is told of an alert` {
    @Test func `hears of it once, and once when it is over`() {
        var room = Room(Room.recipient())
        #expect(room.pass(3) == [])
        room.broken = ["a"]
        #expect(room.pass(20) == ["desk: firing a: errors"])
        room.broken = []
        #expect(room.pass(20) == ["desk: resolved a: errors"])
        room.broken = ["a"]
        #expect(room.pass(20) == ["desk: firing a: errors"])
    }

    @Test func `hears of one object in one message, and what hides behind it as a number`() {
        var room = Room(Room.recipient())
        room.broken = ["a"]
        _ = room.pass()
        room.failedRuns = 9
        room.slow = ["a"]
        // The workflow builds on the model: its alert hides behind the model's.
        #expect(room.pass(3) == ["desk: firing a: errors, latency +1"])
        (room.broken, room.slow) = ([], [])
        // The cause is over; what is left stands for itself now.
        #expect(
            room.pass(10) == ["desk: resolved a: errors, latency", "desk: firing w: failed"]
        )
    }

    @Test func `hears only of what concerns it`() {
        var room = Room(Room.recipient(severities: [.warning]))
        room.broken = ["a"]
        #expect(room.pass(5) == [])
        room.slow = ["b"]
        #expect(room.pass(5) == ["desk: firing b: latency"])
    }

    @Test func `hears of it at its step of the escalation, unless somebody has it by then`() throws
    {
        var room = Room(Room.recipient(), Room.recipient("chief", after: .seconds(60)))
        room.broken = ["a", "b"]
        #expect(room.pass(6) == ["desk: firing a: errors", "desk: firing b: errors"])
        _ = try room.book.act(
            .acknowledge(until: room.now + .seconds(600)),
            on: AlertID("errors/a"),
            by: "mira",
            reason: "",
            at: room.now
        )
        #expect(room.pass(20) == ["chief: firing b: errors"])
        room.broken = []
        #expect(
            room.pass(5) == [
                "desk: resolved a: errors", "desk: resolved b: errors",
                "chief: resolved b: errors",
            ]
        )
    }

    @Test func `hears of it at once when an operator escalates it, and who is next is known`()
        throws
    {
        var room = Room(Room.recipient(), Room.recipient("chief", after: .seconds(600)))
        room.broken = ["a"]
        #expect(room.pass(2) == ["desk: firing a: errors"])
        let alert = try #require(room.book[AlertID("errors/a")])
        #expect(room.pager.told(of: alert).map(\.name) == ["desk"])
        #expect(room.pager.untold(of: alert).map(\.name) == ["chief"])
        let next = try #require(room.pager.next(of: alert, at: room.now))
        #expect(next.recipient == "chief")
        #expect(next.at == alert.since + .seconds(600))

        let acted = try room.book.act(
            .escalate,
            on: alert.id,
            by: "mira",
            reason: "it spreads",
            at: room.now
        )
        #expect(acted.change.kind == .escalated)
        #expect(AlertChange(value: acted.change.value)?.alert == acted.change.alert)
        #expect(room.pass(2) == ["chief: firing a: errors"])
        let told = try #require(room.book[alert.id])
        #expect(room.pager.next(of: told, at: room.now) == nil)
        #expect(room.pager.untold(of: told).isEmpty)

        // The next time it fires, everybody has their time again.
        room.broken = []
        _ = room.pass(20)
        room.broken = ["a"]
        #expect(room.pass(5) == ["desk: firing a: errors"])
    }

    @Test func `hears of it again when the time of whoever had it is over`() throws {
        var room = Room(Room.recipient())
        room.broken = ["a"]
        _ = room.pass()
        _ = try room.book.act(
            .acknowledge(until: room.now + .seconds(30)),
            on: AlertID("errors/a"),
            by: "mira",
            reason: "",
            at: room.now
        )
        #expect(room.pass(5) == [])
        #expect(room.pass(2) == ["desk: firing a: errors"])
    }

    @Test func `hears of it again and again where it asks for that`() {
        var room = Room(Room.recipient(again: .seconds(60)))
        room.broken = ["a"]
        #expect(room.pass(37).count == 4)
    }

    @Test func `hears nothing of what is silenced, until that ends`() {
        var room = Room(Room.recipient())
        room.silences = [
            Silence(
                id: "s1",
                matchers: ["object": "a", "rule": "err*"],
                until: room.now + .seconds(60),
                by: "mira",
                reason: "a deploy"
            )
        ]
        room.broken = ["a", "b"]
        #expect(room.pass(5) == ["desk: firing b: errors"])
        #expect(room.pass(10) == ["desk: firing a: errors"])
    }

    @Test func `hears nothing twice after a crash, whenever that is`() {
        for crash in 0..<30 {
            var room = Room(Room.recipient(), Room.recipient("chief", after: .seconds(20)))
            var told: [String] = []
            var kept: [String: Pager.Told] = [:]
            for tick in 0..<30 {
                room.broken = (4..<16).contains(tick) ? ["a"] : []
                room.now = room.now + .seconds(5)
                var seen = Observations()
                var model = ModelObservation(model: "a")
                model.calls = 100
                model.errorShare = room.broken.isEmpty ? 0 : 0.5
                seen.models = [model]
                _ = room.book.evaluate(seen, rules: room.rules, at: room.now)
                for change in room.pager.evaluate(room.book, silences: [], at: room.now) {
                    kept[change.id] = change.told.flatMap { Pager.Told(value: $0.value) }
                    told += change.notice.map { ["\($0.recipient) \($0.status.rawValue)"] } ?? []
                }
                if tick == crash {
                    room.pager = Pager(
                        [Room.recipient(), Room.recipient("chief", after: .seconds(20))],
                        told: Array(kept.values)
                    )
                }
            }
            #expect(
                told.sorted() == [
                    "chief firing", "chief resolved", "desk firing", "desk resolved",
                ]
            )
        }
    }
}

@Suite struct `An Alertmanager` {
    private static let manager = Recipient(
        name: "am",
        way: .alertmanager(url: "http://127.0.0.1:9093", keyVariable: nil)
    )

    @Test func `hears every minute of what goes on, whoever has it`() throws {
        var room = Room(Self.manager)
        room.broken = ["a"]
        #expect(room.pass(25) == Array(repeating: "am: firing a: errors", count: 3))
        _ = try room.book.act(
            .acknowledge(until: room.now + .seconds(3600)),
            on: AlertID("errors/a"),
            by: "dana",
            reason: "",
            at: room.now
        )
        #expect(room.pass(24) == Array(repeating: "am: firing a: errors", count: 2))
        room.broken = []
        #expect(room.pass(20) == ["am: resolved a: errors"])
        #expect(room.pass(40) == [])
    }

    @Test func `hears of each end by itself`() {
        var room = Room(Self.manager)
        (room.broken, room.slow) = (["a"], ["a"])
        #expect(room.pass(2) == ["am: firing a: errors, latency"])
        room.slow = []
        #expect(room.pass(5) == ["am: resolved a: latency"])
        room.broken = []
        #expect(room.pass(5) == ["am: resolved a: errors"])
    }

    @Test func `is told of an end that is not yet come, and of one that is`() {
        let line = Notice.Line(
            alert: AlertID("errors/a"),
            rule: "errors",
            severity: .critical,
            status: .firing,
            since: Instant(milliseconds: 0),
            ended: nil,
            summary: "",
            runbook: "https://runbooks.example/errors"
        )
        let notice = Notice(
            id: "1",
            recipient: "am",
            object: AlertObject(.model, "a"),
            status: .firing,
            at: Instant(milliseconds: 60_000),
            lines: [line]
        )
        let posted = notice.postableAlerts.elements?.first
        #expect(posted?["endsAt"] == "1970-01-01T00:05:00Z")
        #expect(posted?["annotations"]?["runbook_url"] == "https://runbooks.example/errors")
    }

    @Test func `that was away gets one repetition of each object, and not all it missed`() {
        func notice(_ minute: Int64, repeats: Bool) -> Notice {
            var notice = Notice(
                id: "\(minute)",
                recipient: "am",
                object: AlertObject(.model, "a"),
                status: .firing,
                at: Instant(milliseconds: minute * 60_000),
                lines: []
            )
            notice.isRepetition = repeats
            return notice
        }
        var queue = NoticeQueue()
        #expect(queue.enter(notice(0, repeats: false)) == [])
        #expect(queue.enter(notice(1, repeats: true)) == [])
        #expect(queue.enter(notice(2, repeats: true)) == ["1"])
        #expect(queue.count == 2)
        #expect(Notice(value: notice(1, repeats: true).value) == notice(1, repeats: true))
    }
}

@Suite struct `A notice` {
    private var notice: Notice {
        Notice(
            id: "desk/model:a/1000",
            recipient: "desk",
            object: AlertObject(.model, "a"),
            status: .firing,
            at: Instant(milliseconds: 1000),
            lines: [
                Notice.Line(
                    alert: AlertID("errors/a"),
                    rule: "errors",
                    severity: .critical,
                    status: .firing,
                    since: Instant(milliseconds: 500),
                    ended: nil,
                    summary: "50 % of 100 calls failed",
                    runbook: "reroute"
                )
            ],
            hidden: 2,
            blast: ["route copywriter"],
            actions: ["R  reroute copywriter to b"]
        )
    }

    @Test func `has the shape of Alertmanager's webhook`() {
        #expect(
            notice.webhook.json == """
                {"alerts":[{"annotations":{"runbook":"reroute","summary":"50 % of 100 calls failed"},\
                "endsAt":"0001-01-01T00:00:00Z","fingerprint":"\(TraceContext(of: "errors/a", salt: 0).spanText)",\
                "generatorURL":"","labels":{"alertname":"errors","kind":"model","object":"a",\
                "severity":"critical"},"startsAt":"1970-01-01T00:00:00.5Z","status":"firing"}],\
                "commonAnnotations":{"actions":"R  reroute copywriter to b","consequences":\
                "2 alerts hidden as consequences","reaches":"route copywriter"},"commonLabels":\
                {"kind":"model","object":"a"},"externalURL":"","groupKey":"{}:{object=\\"model:a\\"}",\
                "groupLabels":{"kind":"model","object":"a"},"receiver":"desk","status":"firing",\
                "truncatedAlerts":0,"version":"4"}
                """
        )
    }

    @Test func `comes back from the journal as it was`() {
        #expect(Notice(value: notice.value) == notice)
        #expect(Notice(value: .null) == nil)
    }

    @Test func `is tried again after longer and longer pauses, and never overtaken`() {
        var queue = NoticeQueue()
        queue.enter(notice)
        let later = Notice(
            id: "desk/model:a/2000",
            recipient: "desk",
            object: notice.object,
            status: .resolved,
            at: Instant(milliseconds: 2000),
            lines: []
        )
        queue.enter(later)
        var now = Instant(milliseconds: 2000)
        var tries: [Int64] = []
        while tries.count < 6 {
            for taken in queue.take(at: now) {
                #expect(taken.id == notice.id)
                tries.append((now - notice.at).milliseconds / 1000)
                let isDone = queue.settle(taken.id, .later("busy", after: nil), at: now)
                #expect(!isDone)
            }
            now = now + .seconds(1)
        }
        #expect(tries == [1, 6, 16, 36, 76, 156])
        now = now + .seconds(300)
        #expect(queue.take(at: now).map(\.id) == [notice.id])
        #expect(queue.take(at: now).isEmpty, "it is under way")
        let isDone = queue.settle(notice.id, .taken, at: now)
        #expect(isDone)
        #expect(queue.take(at: now).map(\.id) == [later.id])
    }

    @Test func `is given up after a day`() {
        var queue = NoticeQueue()
        queue.enter(notice)
        let now = notice.at + .seconds(86_400)
        _ = queue.take(at: now)
        let isDone = queue.settle(notice.id, .later("busy", after: nil), at: now)
        #expect(isDone)
        #expect(queue.count == 0)
    }
}
