import Testing

@testable import Orchestration

@Suite struct `A holiday of a source` {
    /// A Monday, midnight in UTC.
    private let monday = Instant(milliseconds: 1_767_571_200_000)
    private let hour = Duration.seconds(3600)
    private let day = Duration.seconds(86_400)

    private func monitor(_ holidays: Holidays, sla: Duration = .seconds(4 * 3600))
        -> SourceMonitor
    {
        var card = SourceCard(name: "s", event: "e", sla: sla)
        card.holidays = holidays
        return SourceMonitor(card: card, at: monday)
    }

    /// So many events in each hour of some weeks: 60 on working days, 6 at weekends.
    private func feed(_ monitor: inout SourceMonitor, weeks: Int) {
        for number in 0..<weeks * 168 {
            let isWeekend = number % 168 >= 120
            let start = monday + hour * number
            for event in 0..<(isWeekend ? 6 : 60) {
                let at = start + .seconds(event * (isWeekend ? 600 : 60))
                monitor.accept(eventTime: at, at: at)
            }
            _ = monitor.roll(to: start + hour)
        }
    }

    @Test func `is expected to be like a Sunday, hour by hour`() {
        let holiday = monday + day * 28
        var known = monitor(Holidays(days: [holiday], .sunday))
        var unknown = monitor(.none)
        feed(&known, weeks: 4)
        feed(&unknown, weeks: 4)
        let noon = holiday + hour * 12
        #expect(known.week.usual(at: noon)?.count == 6)
        #expect(unknown.week.usual(at: noon)?.count == 60)
        #expect(known.week.usual(at: noon + day)?.count == 60)
    }

    @Test func `on which nothing is expected makes nobody late, until it is over`() {
        let holiday = monday + day
        var source = monitor(Holidays(days: [holiday], .nothing))
        source.accept(eventTime: holiday - hour, at: holiday - hour)
        #expect(source.state(at: holiday + hour * 23) == .ok)
        // Silence counts from its end: four hours later it is late, with its whole age.
        #expect(source.state(at: holiday + day + hour * 4) != .late(age: hour * 29))
        let later = holiday + day + hour * 4 + .seconds(1)
        #expect(source.state(at: later) == .late(age: hour * 29 + .seconds(1)))
        var other = monitor(.none)
        other.accept(eventTime: holiday - hour, at: holiday - hour)
        #expect(other.state(at: holiday + hour * 4) == .late(age: hour * 5))
    }

    @Test func `is passed over by a schedule`() {
        let holiday = monday + day
        var card = SourceCard(name: "s", event: "e", sla: hour)
        card.expected = Schedule(cron: "0 6 * * *", zone: "UTC")
        card.holidays = Holidays(days: [holiday], .nothing)
        var source = SourceMonitor(card: card, at: monday)
        source.accept(eventTime: monday + hour * 6, at: monday + hour * 6)
        #expect(source.nextDue(at: monday + hour * 7) == holiday + day + hour * 6)
        #expect(source.state(at: holiday + hour * 9) == .ok)
    }

    @Test func `teaches nothing of other weeks`() {
        let holiday = monday + day * 21
        var source = monitor(Holidays(days: [holiday], .sunday))
        feed(&source, weeks: 3)
        let noon = holiday + hour * 12
        let before = source.week.usual(at: noon + day * 7)?.count
        for number in 0..<24 { _ = source.roll(to: holiday + hour * (number + 1)) }
        #expect(before == 60)
        #expect(source.week.usual(at: noon + day * 7)?.count == 60)
        #expect(source.breaches(at: holiday + hour * 13).isEmpty)
    }
}

@Suite struct `A promise that only warns` {
    private let start = Instant(milliseconds: 1_767_571_200_000)

    private func monitor(_ change: (inout FieldCheck) -> Void) -> SourceMonitor {
        var check = FieldCheck(field: "amount")
        check.onBreach = .warn
        change(&check)
        var card = SourceCard(name: "s", event: "e", sla: .seconds(900))
        card.checks = [check]
        return SourceMonitor(card: card, at: start)
    }

    @Test func `lets an event in that breaks it, and counts that for five minutes`() throws {
        var source = monitor { ($0.lowest, $0.highest) = (0, 10) }
        try source.receive(["amount": 99], bytes: 9, eventTime: nil, at: start)
        try source.receive(["amount": 5], bytes: 9, eventTime: nil, at: start)
        #expect(source.accepted == 2 && source.rejected == 0)
        #expect(source.breaches(at: start) == [.warned(code: "range:amount", 1)])
        #expect(source.breaches(at: start + .seconds(600)).isEmpty)
    }

    @Test func `holds of keys that come twice too`() throws {
        var source = monitor { $0.uniqueWithin = .seconds(60) }
        for _ in 0..<3 {
            try source.receive(["amount": "a"], bytes: 9, eventTime: nil, at: start)
        }
        #expect(source.breaches(at: start) == [.warned(code: "repeated:amount", 2)])
    }

    @Test func `turns the event away where it blocks, and names it as a sample`() {
        var source = monitor { ($0.highest, $0.onBreach) = (10, .block) }
        #expect(throws: EventRejection.self) {
            try source.receive(["id": "o1", "amount": 99], bytes: 9, eventTime: nil, at: start)
        }
        #expect(source.refused.map(\.shows) == ["event o1: range:amount"])
        #expect(source.breaches(at: start).isEmpty)
    }
}
