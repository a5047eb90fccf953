import Testing

@testable import Orchestration

@Suite struct `An alert` {
    @Test func `waits until its condition has held for as long as the rule says`() {
        var desk = Desk(holds: .seconds(10))
        #expect(desk.see(errors: 0.5) == [.pending])
        #expect(desk.see(errors: 0.5) == [])
        #expect(desk.see(errors: 0.5) == [.fired])
        #expect(desk.alert?.since == .epoch)
        #expect(desk.alert?.value == "50 % of 100 calls failed")
    }

    @Test func `is forgotten when its condition clears before it fired`() {
        var desk = Desk(holds: .seconds(10))
        _ = desk.see(errors: 0.5)
        #expect(desk.see(errors: 0) == [.forgotten])
        #expect(desk.alert == nil)
    }

    @Test func `resolves after three clean evaluations in a row`() {
        var desk = Desk.firing
        #expect(desk.see(errors: 0, 0, 0.5, 0, 0) == [])
        #expect(desk.see(errors: 0) == [.resolved])
        #expect(desk.alert?.state == .resolved)
        #expect(desk.alert?.lines.last?.text == "clear: 0 % of 100 calls failed")
    }

    @Test func `fires once for one fault, though its figure crosses the limit again and again`() {
        var desk = Desk(clears: .seconds(60))
        _ = desk.see(errors: 0.5)
        for _ in 1...20 { #expect(desk.see(errors: 0, 0, 0, 0, 0, 0.5, 0, 0, 0) == []) }
        #expect(desk.alert?.count == 1)
        // The last three have been clear for ten seconds; the sixtieth resolves it.
        #expect(desk.see(errors: 0, 0, 0, 0, 0, 0, 0, 0, 0) == [])
        #expect(desk.see(errors: 0) == [.resolved])
    }

    @Test func `whose object an operator took out of service waits no longer`() {
        var desk = Desk(clears: .seconds(600))
        _ = desk.see(errors: 0.5)
        #expect(desk.see(errors: 0, 0, 0, 0) == [])
        desk.outOfService = "routed to b by mira"
        #expect(desk.see(errors: 0) == [.resolved])
    }

    @Test func `keeps its id and its count when it comes back`() {
        var desk = Desk.firing
        _ = desk.see(errors: 0, 0, 0)
        #expect(desk.see(errors: 0.9) == [.fired])
        #expect(desk.alert?.count == 2)
        #expect(desk.alert?.id == AlertID("errors/scribe"))
    }

    @Test func `is forgotten a day after it was resolved`() {
        var desk = Desk.firing
        _ = desk.see(errors: 0, 0, 0)
        desk.now = desk.now + .seconds(86_395)
        #expect(desk.see(errors: 0) == [.forgotten])
    }

    @Test func `that is acknowledged comes back when its time is over`() throws {
        var desk = Desk.firing
        _ = try desk.act(.acknowledge(until: desk.now + .seconds(20)))
        #expect(desk.alert?.owner == "mira")
        #expect(desk.see(errors: 0.5, 0.5, 0.5, 0.5) == [])
        #expect(desk.see(errors: 0.5) == [.returned])
        #expect(desk.alert?.state == .firing && desk.alert?.owner == "")
    }

    @Test func `that is snoozed ends when it is clear, before its time`() throws {
        var desk = Desk.firing
        _ = try desk.act(.snooze(until: desk.now + .seconds(9999)))
        #expect(desk.see(errors: 0, 0, 0) == [.resolved])
    }

    @Test func `is never resolved by silence, and given up after an hour of it`() {
        var desk = Desk.firing
        #expect(desk.see(errors: nil) == [.wentBlind])
        #expect(desk.alert?.state == .noData)
        #expect(desk.see(errors: nil, nil, nil, nil, nil) == [])
        #expect(desk.see(errors: 0.5) == [.seesAgain])
        #expect(desk.alert?.state == .firing)
        _ = desk.see(errors: nil)
        desk.now = desk.now + .seconds(3600)
        #expect(desk.see(errors: nil) == [.resolved])
    }

    @Test func `goes blind when its object is no longer seen, and ends with its rule`() {
        var desk = Desk.firing
        let unseen = desk.book.evaluate(Observations(), rules: desk.rules, at: desk.now)
        #expect(unseen.map(\.kind) == [.wentBlind])
        let unruled = desk.book.evaluate(Observations(), rules: [], at: desk.now)
        #expect(unruled.map(\.kind) == [.resolved])
    }

    @Test func `that flaps stays up until it has calmed down`() {
        var desk = Desk.firing
        var kinds: [AlertChange.Kind] = []
        for _ in 0..<20 { kinds += desk.see(errors: 0, 0.5) }
        #expect(kinds == [.beganFlapping])
        let calm = desk.see(errors: 0, 0, 0, 0, 0, 0)
        #expect(calm.isEmpty, "three clean evaluations are not enough while it flaps")
        var later: [AlertChange.Kind] = []
        for _ in 0..<21 { later += desk.see(errors: 0) }
        #expect(later == [.calmedDown, .resolved])
    }

    @Test func `keeps a bounded history`() throws {
        var desk = Desk.firing
        for _ in 0..<200 { _ = try desk.act(.acknowledge(until: nil)) }
        #expect(desk.alert?.lines.count == 50)
    }
}

@Suite struct `An operator at an alert` {
    @Test(arguments: 0..<3, 0..<3)
    func `can take back whatever they did to an alert`(before: Int, act: Int) throws {
        var desk = Desk.firing
        let later = desk.now + .seconds(600)
        let acts: [AlertAct] = [
            .reopen, .acknowledge(until: later), .snooze(until: later + .seconds(60)),
        ]
        if before > 0 { _ = try desk.act(acts[before]) }
        guard before != 0 || act != 0 else { return }
        let phase = desk.alert?.phase
        let done = try desk.act(acts[act])
        #expect(act == before || desk.alert?.phase != phase)
        _ = try desk.act(done.inverse)
        #expect(desk.alert?.phase == phase)
    }

    @Test func `is told why an act is refused`() throws {
        var desk = Desk(holds: .seconds(60))
        #expect(throws: AlertRefusal.unknown(AlertID("errors/scribe"))) {
            try desk.act(.reopen)
        }
        _ = desk.see(errors: 0.5)
        #expect(throws: AlertRefusal.notFired(AlertID("errors/scribe"))) {
            try desk.act(.acknowledge(until: nil))
        }
        desk = .firing
        let past = desk.now
        #expect(throws: AlertRefusal.endIsPast(past)) { try desk.act(.snooze(until: past)) }
        #expect(throws: AlertRefusal.nothingToTakeBack(AlertID("errors/scribe"))) {
            try desk.act(.reopen)
        }
        _ = desk.see(errors: 0, 0, 0)
        #expect(throws: AlertRefusal.alreadyResolved(AlertID("errors/scribe"))) {
            try desk.act(.acknowledge(until: nil))
        }
    }
}

@Suite struct `A cause` {
    @Test func `hides the alerts it causes, counts them, and shows them when it is gone`() {
        var book = AlertBook()
        let rules = [
            AlertRule(name: "late", severity: .warning, condition: .sourceLate),
            AlertRule(
                name: "errors",
                severity: .critical,
                condition: .modelErrors(over: 0.2, calls: 1)
            ),
            AlertRule(name: "failed", severity: .critical, condition: .failedRuns(over: 0)),
        ]
        let changes = book.evaluate(Self.world(lateSource: true), rules: rules, at: .epoch)
        #expect(
            changes.filter { $0.kind == .hidden }.map(\.alert.id.text) == [
                "errors/scribe", "failed/retention",
            ]
        )
        #expect(book.visible.map(\.id.text) == ["late/orders"])
        #expect(book.hiddenCount(by: AlertID("late/orders")) == 2)
        #expect(book.rows()[0].summary.hasSuffix("hides 2 more"))
        var shown: [AlertChange] = []
        for step in 1...3 {
            let now = Instant.epoch + .seconds(step * 5)
            shown += book.evaluate(Self.world(lateSource: false), rules: rules, at: now)
        }
        #expect(book[AlertID("failed/retention")]?.hiddenBy == AlertID("errors/scribe"))
        #expect(book.visible.filter(\.isActive).map(\.id.text) == ["errors/scribe"])
        #expect(shown.filter(\.isNews).map(\.kind) == [.resolved, .shown])
    }

    private static func world(lateSource: Bool) -> Observations {
        var seen = Observations()
        var model = ModelObservation(model: "scribe")
        model.calls = 100
        model.errorShare = 0.5
        model.sources = ["orders"]
        var workflow = WorkflowObservation(workflow: "retention")
        workflow.failedRuns = 3
        workflow.models = ["scribe"]
        seen.models = [model]
        seen.workflows = [workflow]
        let state: SourceMonitor.State = lateSource ? .late(age: .seconds(900)) : .ok
        seen.sources = [SourceObservation(source: "orders", state: state)]
        return seen
    }
}

@Suite struct `A rule` {
    @Test(arguments: [(10, 0.9, true), (9, 0.9, false), (10, 0.2, false), (10, 0.21, true)])
    func `on errors needs enough calls and more than its share`(
        calls: Int,
        share: Double,
        fires: Bool
    ) {
        var model = ModelObservation(model: "m")
        model.calls = calls
        model.errorShare = share
        #expect(
            finding(.modelErrors(over: 0.2, calls: 10), model)
                == (fires ? .holds : calls < 10 ? .unknown : .clear)
        )
    }

    @Test func `on breakers holds until the breaker has closed`() {
        let tally = BreakerWindow.Tally()
        let states: [(Breaker.State, AlertReading.Finding)] = [
            (.closed, .clear), (.open(until: .epoch, because: .failures(tally)), .holds),
            (.halfOpen(Breaker.Trials(since: .epoch)), .holds), (.forcedOpen, .over),
            (.disabled, .clear), (.metricsOnly, .clear),
        ]
        for (state, expected) in states {
            var model = ModelObservation(model: "m")
            model.breaker = state
            #expect(finding(.breakerOpen, model) == expected)
        }
    }

    @Test func `on drift knows that too little data is neither drift nor health`() {
        var model = ModelObservation(model: "m")
        #expect(finding(.scoreDrift(over: 0.25), model) == .unknown)
        model.drift = .notEnoughData(have: 3, need: 500)
        #expect(finding(.scoreDrift(over: 0.25), model) == .unknown)
        let reading = ScoreMonitor.Reading(index: 0.3, limit: 0.1, current: 900, method: "")
        model.drift = .drift(reading)
        #expect(finding(.scoreDrift(over: 0.25), model) == .holds)
        #expect(finding(.scoreDrift(over: 0.35), model) == .clear)
    }

    @Test func `on the journal holds while it cannot be written`() {
        var seen = Observations()
        let rule = AlertRule(name: "j", severity: .critical, condition: .journalStuck)
        #expect(rule.readings(seen).isEmpty)
        seen.journal = JournalObservation(trouble: "disk full")
        #expect(rule.readings(seen).map(\.finding) == [.holds])
        seen.journal = JournalObservation()
        #expect(rule.readings(seen).map(\.finding) == [.clear])
    }

    private func finding(
        _ condition: AlertRule.Condition,
        _ model: ModelObservation
    ) -> AlertReading.Finding? {
        var seen = Observations()
        seen.models = [model]
        return AlertRule(name: "r", severity: .info, condition: condition).readings(seen)
            .first?.finding
    }
}

@Suite struct `A book of alerts` {
    @Test(arguments: UInt64(0)..<100)
    func `is the same after a restart, whatever happened`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var desk = Desk(holds: .seconds(Int64(random.next() % 3) * 5))
        var journal: [Value] = []
        for _ in 0..<200 {
            let share = [0, 0.5, nil][Int(random.next() % 3)]
            let changes = desk.evaluate(share)
            journal += changes.map(\.value)
            for change in changes { #expect(change.alert.version > 0) }
            guard random.next() % 5 == 0 else { continue }
            let until = desk.now + .seconds(Int64(random.next() % 60))
            let acts: [AlertAct] = [.acknowledge(until: nil), .snooze(until: until), .reopen]
            if let done = try? desk.act(acts[Int(random.next() % 3)]) {
                journal.append(done.change.value)
            }
        }
        let changes = journal.compactMap(AlertChange.init(value:))
        #expect(changes.count == journal.count)
        let restored = AlertBook(replaying: changes)
        #expect(restored.all.map(\.id) == desk.book.all.map(\.id))
        for (now, then) in zip(restored.all, desk.book.all) {
            #expect(now.phase == then.phase && now.since == then.since && now.count == then.count)
            #expect(now.lines == then.lines && now.version == then.version)
        }
    }

    @Test func `puts what fires before what somebody has, and the severe first`() throws {
        var book = AlertBook()
        var seen = Observations()
        seen.models = ["a", "b"].map { name in
            var model = ModelObservation(model: name)
            model.calls = 100
            model.errorShare = 0.5
            return model
        }
        let rules = [
            AlertRule(
                name: "soft",
                severity: .warning,
                condition: .modelErrors(over: 0.1, calls: 1)
            ),
            AlertRule(
                name: "hard",
                severity: .critical,
                condition: .modelErrors(over: 0.3, calls: 1)
            ),
        ]
        _ = book.evaluate(seen, rules: rules, at: .epoch)
        _ = try book.act(
            .acknowledge(until: nil),
            on: AlertID("hard/a"),
            by: "mira",
            reason: "",
            at: .epoch
        )
        #expect(book.all.map(\.id.text) == ["hard/b", "soft/a", "soft/b", "hard/a"])
    }

    @Test(arguments: [
        Value.null, [], "x", ["change": "fired"], ["change": "fired", "at": 1, "alert": [:]],
    ])
    func `takes nothing for a change that is none`(value: Value) {
        #expect(AlertChange(value: value) == nil)
    }
}

@Suite struct `A flapping alert` {
    @Test func `begins at half the weighted changes and ends under a quarter`() {
        var flapping = Flapping()
        var began: Int?
        for step in 0..<21 {
            flapping.add(holds: step % 2 == 0)
            if flapping.isFlapping, began == nil { began = step }
        }
        #expect(began == 8, "nine changes, the newest weighing more")
        #expect(flapping.changeShare > 0.99)
        var steps = 0
        while flapping.isFlapping {
            flapping.add(holds: false)
            steps += 1
        }
        #expect(steps > 10 && steps < 20)
    }

    @Test func `never begins for what changes once`() {
        var flapping = Flapping()
        for step in 0..<100 {
            flapping.add(holds: step > 50)
            #expect(!flapping.isFlapping)
        }
    }
}

/// One model, one rule on its errors, evaluated every five seconds.
private struct Desk {
    var book = AlertBook()
    var now = Instant.epoch
    let rules: [AlertRule]

    var outOfService: String?

    init(holds: Duration = .zero, clears: Duration = .zero) {
        rules = [
            AlertRule(
                name: "errors",
                severity: .critical,
                condition: .modelErrors(over: 0.2, calls: 20),
                holds: holds,
                clears: clears
            )
        ]
    }

    static var firing: Desk {
        var desk = Desk(holds: .zero)
        _ = desk.see(errors: 0.5)
        return desk
    }

    var alert: Alert? { book[AlertID("errors/scribe")] }

    mutating func see(errors shares: Double?...) -> [AlertChange.Kind] {
        shares.flatMap { evaluate($0) }.map(\.kind)
    }

    mutating func evaluate(_ share: Double?) -> [AlertChange] {
        var model = ModelObservation(model: "scribe")
        model.calls = share == nil ? 0 : 100
        model.errorShare = share
        model.outOfService = outOfService
        var seen = Observations()
        seen.models = [model]
        defer { now = now + .seconds(5) }
        return book.evaluate(seen, rules: rules, at: now)
    }

    mutating func act(_ act: AlertAct) throws(AlertRefusal) -> AlertActed {
        try book.act(act, on: AlertID("errors/scribe"), by: "mira", reason: "on it", at: now)
    }
}
