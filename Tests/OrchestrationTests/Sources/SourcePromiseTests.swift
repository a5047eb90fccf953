internal import Orchestration
internal import Testing

@Suite struct `What a source promises beyond types` {
    private let monday = Instant(milliseconds: 1_767_571_200_000)

    private func monitor(
        _ checks: [FieldCheck] = [],
        _ change: (inout SourceCard) -> Void = { _ in }
    )
        -> SourceMonitor
    {
        var card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        card.checks = checks
        change(&card)
        return SourceMonitor(card: card, at: monday)
    }

    private func code(_ value: Value, _ check: FieldCheck) -> String? {
        var monitor = monitor([check])
        do throws(EventRejection) {
            try monitor.receive([.string("f"): value], bytes: 9, eventTime: nil, at: monday)
            return nil
        } catch { return error.code }
    }

    @Test(arguments: [
        (Value.int(0), String?.none), (.int(10), nil), (.double(-0.1), "range:f"),
        (.int(11), "range:f"), (.double(.nan), "type:f"), (.string("5"), "type:f"), (.null, nil),
    ])
    func `is kept or broken by a number`(value: Value, expected: String?) {
        var check = FieldCheck(field: "f")
        (check.lowest, check.highest) = (0, 10)
        #expect(code(value, check) == expected)
    }

    @Test(arguments: [
        (Value.string("EUR"), String?.none), (.string("eur"), "value:f"), (.int(7), nil),
        (.list([]), "type:f"), (.null, nil),
    ])
    func `is kept or broken by a text`(value: Value, expected: String?) {
        var check = FieldCheck(field: "f")
        check.allowed = ["EUR", "7"]
        #expect(code(value, check) == expected)
    }

    @Test func `lets a key come again when its time is over, and not before`() throws {
        var check = FieldCheck(field: "f")
        check.uniqueWithin = .seconds(60)
        var monitor = monitor([check])
        let event: Value = ["f": "a"]
        try monitor.receive(event, bytes: 9, eventTime: nil, at: monday)
        try monitor.receive(["f": "b"], bytes: 9, eventTime: nil, at: monday)
        #expect(throws: EventRejection.repeated(field: "f", within: .seconds(60))) {
            try monitor.receive(event, bytes: 9, eventTime: nil, at: monday + .seconds(59))
        }
        try monitor.receive(event, bytes: 9, eventTime: nil, at: monday + .seconds(60))
        #expect(monitor.rejections == ["repeated:f": 1] && monitor.accepted == 3)
    }

    @Test func `counts what is missing over an hour, from twenty events on`() throws {
        var check = FieldCheck(field: "f")
        check.missingAtMost = 0.25
        var monitor = monitor([check])
        for number in 0..<19 {
            let event: Value = number % 3 == 0 ? [:] : ["f": 1]
            try monitor.receive(event, bytes: 9, eventTime: nil, at: monday)
        }
        #expect(monitor.breaches(at: monday).isEmpty)
        try monitor.receive(["f": 1], bytes: 9, eventTime: nil, at: monday)
        #expect(monitor.breaches(at: monday) == [.missing(field: "f", share: 0.35, atMost: 0.25)])
        #expect(monitor.row(at: monday).reason.contains("lack `f`"))
        #expect(monitor.row(at: monday).state == .warn)
        for _ in 0..<20 { try monitor.receive(["f": 1], bytes: 9, eventTime: nil, at: monday) }
        #expect(monitor.breaches(at: monday).isEmpty)
    }

    @Test func `bounds how many come, once it was watched for as long`() {
        var monitor = monitor {
            $0.volume = VolumePromise(per: .seconds(600), least: 3, most: 5)
        }
        monitor.accept(eventTime: nil, at: monday)
        #expect(monitor.breaches(at: monday + .seconds(599)).isEmpty)
        let later = monday + .seconds(660)
        #expect(monitor.breaches(at: later) == [.tooFew(0, least: 3, per: .seconds(600))])
        for _ in 0..<6 { monitor.accept(eventTime: nil, at: later) }
        #expect(monitor.breaches(at: later) == [.tooMany(6, most: 5, per: .seconds(600))])
    }

    @Test func `is no alert where nothing comes at all, and one where too little does`() {
        var source = SourceObservation(source: "s", state: .ok)
        source.breaches = ["2 events in 1h, at least 3"]
        let rule = AlertRule(name: "r", severity: .warning, condition: .sourceContract)
        var seen = Observations()
        seen.sources = [source]
        #expect(rule.readings(seen).map(\.finding) == [.holds])
        #expect(rule.readings(seen).map(\.value) == ["2 events in 1h, at least 3"])
        seen.sources[0].state = .late(age: .seconds(9))
        #expect(rule.readings(seen).map(\.finding) == [.masked])
    }
}

@Suite struct `A source that is expected` {
    /// 2026-01-05, a Monday, at midnight.
    private let monday = Instant(milliseconds: 1_767_571_200_000)
    private let day = Duration.seconds(86_400)
    private let hour = Duration.seconds(3600)

    @Test func `by a schedule is not late on Sunday, and is when Monday was missed`() {
        var card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        card.expected = Schedule(cron: "0 9 * * 1-5")
        var monitor = SourceMonitor(card: card, at: monday)
        #expect(monitor.state(at: monday) == .noData)
        let friday = monday + day * 4 + hour * 9 + .seconds(5)
        monitor.accept(eventTime: friday, at: friday)
        let due = monday + day * 7 + hour * 9
        #expect(monitor.nextDue(at: friday) == due)
        #expect(monitor.state(at: monday + day * 6) == .ok)
        #expect(monitor.state(at: due + .seconds(90)) == .ok)
        #expect(monitor.state(at: due + .seconds(91)) == .overdue(by: .seconds(91)))
        #expect(monitor.state(at: due + .seconds(901)) == .missed(by: .seconds(901)))
        #expect(monitor.row(at: due + .seconds(901)).state == .late)
    }

    @Test func `and never came is missed after its first moment`() {
        var card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        card.expected = Schedule(cron: "0 9 * * *")
        let monitor = SourceMonitor(card: card, at: monday)
        #expect(monitor.state(at: monday + hour * 9 + .seconds(900)) == .noData)
        #expect(monitor.state(at: monday + hour * 9 + .seconds(901)) == .missed(by: .seconds(901)))
    }

    /// So many events in each hour from nine to twelve of every day, for some weeks.
    private func rhythm(weeks: Int, perHour: Int = 30) -> WeekRhythm {
        var rhythm = WeekRhythm()
        _ = rhythm.roll(to: monday - hour)
        for number in 0..<weeks * 7 {
            for at in 9..<12 {
                let start = monday + day * number + hour * at
                for event in 0..<perHour { _ = rhythm.add(at: start + .seconds(Int64(event))) }
            }
        }
        _ = rhythm.roll(to: monday + day * (weeks * 7))
        return rhythm
    }

    @Test(arguments: 0..<8)
    func `by the hour of the week is known after three weeks`(weeks: Int) {
        let rhythm = rhythm(weeks: weeks)
        let usual = rhythm.usual(at: monday + hour * 9)
        #expect(usual?.count == (weeks >= 3 ? 30 : nil))
        #expect(rhythm.usual(at: monday + hour * 13)?.count == (weeks >= 3 ? 0 : nil))
    }

    @Test func `comes after the usual gap of its hour, or when it usually begins again`() {
        let rhythm = rhythm(weeks: 4)
        let week = monday + day * 28
        #expect(rhythm.next(after: week + hour * 9) == week + hour * 9 + .seconds(120))
        let evening = week + hour * 12 - .seconds(1)
        #expect(rhythm.next(after: evening) == week + day + hour * 9 + .seconds(120))
    }

    @Test(arguments: [(30, true), (20, true), (14, false), (0, false), (46, false)])
    func `is unusual where an hour is unlike the same hour of other weeks`(
        events: Int,
        isUsual: Bool
    ) {
        let card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        var monitor = SourceMonitor(card: card, at: monday)
        monitor.restore(learned: rhythm(weeks: 5).value)
        let nine = monday + day * 35 + hour * 9
        _ = monitor.roll(to: nine - hour)
        for event in 0..<events {
            monitor.accept(eventTime: nil, at: nine + .seconds(Int64(event)))
        }
        let ten = nine + hour + .seconds(10)
        let hasEnded = monitor.roll(to: ten)
        #expect(hasEnded)
        let expected: [ContractBreach] = isUsual ? [] : [.unusualHour(events, usual: 30)]
        #expect(monitor.breaches(at: ten) == expected)
    }

    @Test func `is expected as before after a restart`() {
        let before = rhythm(weeks: 4)
        let after = WeekRhythm(value: before.value)
        for number in 0..<168 {
            let at = monday + hour * number
            #expect(after.usual(at: at)?.count == before.usual(at: at)?.count)
        }
        #expect(WeekRhythm(value: ["x"]) == WeekRhythm())
    }

    @Test(arguments: UInt64(0)..<50)
    func `has the median gap and spread that sorting finds`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var rhythm = ArrivalRhythm()
        var gaps: [Double] = []
        for _ in 0..<Int(random.next() % 400) + 8 {
            let gap = Double(random.next() % (random.unit() < 0.5 ? 5 : 5000)) / 8
            rhythm.add(.milliseconds(Int64(gap * 1000)))
            gaps.append(gap)
        }
        let sorted = gaps.suffix(128).sorted()
        let median = try #require(Quantile.typeSeven(0.5, of: sorted))
        let spread = Quantile.typeSeven(0.5, of: sorted.map { abs($0 - median) }.sorted())
        #expect(rhythm.expectation?.gap == median, "seed \(seed)")
        #expect(rhythm.expectation?.spread == spread, "seed \(seed)")
    }
}

@Suite struct `The lags of a source` {
    private let start = Instant(milliseconds: 1_767_571_200_000)

    @Test func `are kept apart, and forgotten after an hour`() throws {
        let card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        var monitor = SourceMonitor(card: card, at: start)
        #expect(monitor.lags(at: start) == SourceLags())
        monitor.accept(eventTime: start - .seconds(10), at: start)
        monitor.loaded(after: .milliseconds(200), at: start)
        monitor.served(at: start + .seconds(20))
        let lags = monitor.lags(at: start + .seconds(20))
        #expect(lags.named.map(\.name) == ["event", "load", "serving"])
        // Within one part in a hundred.
        let seconds = lags.named.map(\.lag.p95.inSeconds)
        for (found, told) in zip(seconds, [10, 0.2, 30]) { #expect(abs(found / told - 1) < 0.01) }
        #expect(monitor.row(at: start + .seconds(20)).lags == lags)
        #expect(monitor.lags(at: start + .seconds(3700)) == SourceLags())
    }

    @Test func `are in the metrics by name and quantile`() {
        var snapshot = Snapshot()
        var row = SourceRow()
        row.name = "s"
        row.lags.load = Lag(p50: .seconds(1), p95: .seconds(2))
        snapshot.sources = [row]
        let family = snapshot.families.first { $0.name == "podium_source_lag_seconds" }
        #expect(family?.samples.count == 2)
    }
}
