import Testing

@testable import Orchestration

@Suite struct `A contract` {
    @Test(arguments: Feed.verdicts)
    func `names the promise that was broken`(event: Value, rejection: EventRejection?) {
        #expect(Feed.rejection(of: event) == rejection)
    }

    @Test func `knows the six types and no other`() {
        let values: [(String, Value)] = [
            ("string", "x"), ("number", 1), ("number", 1.5), ("bool", true), ("list", []),
            ("map", [:]), ("timestamp", "2026-03-01T09:30:00Z"), ("timestamp", Value(.epoch)),
        ]
        for type in ["string", "number", "bool", "list", "map", "timestamp", "money"] {
            for (own, value) in values {
                let card = SourceCard(name: "s", event: "e", sla: .seconds(1), fields: ["f": type])
                let broken = Feed.rejection(of: ["f": value], card: card)
                // A timestamp in JSON is a string as well.
                let fits = own == type || (type == "string" && value.text != nil)
                #expect((broken == nil) == fits, "\(value) as \(type)")
            }
        }
    }

    @Test(arguments: [
        "2026-03-01T09:30:00Z", "2026-03-01t09:30:00.123456z", "2026-03-01T09:30:00+01:00",
        "2026-03-01T09:30:00.5-08:00",
    ])
    func `reads a text of the form of RFC 3339 as a timestamp`(text: String) {
        #expect(Feed.rejection(of: ["f": .string(text)], card: Feed.timed) == nil)
    }

    @Test(arguments: [
        "", "yesterday", "2026-03-01", "2026-03-01T09:30:00", "2026-03-01T09:30:00.Z",
        "2026-03-01T09:30:00+0100", "2026-03-01T09:30:00Zjunk", "٢٠٢٦-03-01T09:30:00Z",
    ])
    func `does not read any other text as a timestamp`(text: String) {
        #expect(Feed.rejection(of: ["f": .string(text)], card: Feed.timed) != nil)
    }

    @Test func `allows five minutes of skew, and no time before 1970`() {
        let now = Instant.epoch + .seconds(10_000)
        func rejection(_ time: Instant) -> EventRejection? {
            Feed.rejection(of: ["customer": "c", "total": 1], eventTime: time, at: now)
        }
        #expect(rejection(now + .seconds(300)) == nil)
        #expect(
            rejection(now + .milliseconds(300_001)) == .fromTheFuture(by: .milliseconds(300_001))
        )
        #expect(rejection(.epoch) == nil)
        #expect(rejection(Instant(milliseconds: -1)) == .beforeTime)
    }

    @Test func `allows as many bytes as it says`() {
        let event: Value = ["customer": "c", "total": 1]
        #expect(Feed.rejection(of: event, bytes: 65_536) == nil)
        #expect(Feed.rejection(of: event, bytes: 65_537) == .tooLarge(bytes: 65_537, limit: 65_536))
    }
}

@Suite struct `A source` {
    @Test func `that never sent anything has no data until its SLA is over`() {
        let feed = Feed()
        #expect(feed.state(after: .zero) == .noData)
        #expect(feed.state(after: .seconds(900)) == .noData)
        #expect(feed.state(after: .seconds(901)) == .late(age: .seconds(901)))
        let row = feed.monitor.row(at: feed.now + .seconds(901))
        #expect(row.reason.hasPrefix("nothing has come in 15 min"))
    }

    @Test func `is late once its newest event is older than its SLA`() {
        var feed = Feed()
        feed.send(1, every: .seconds(60))
        #expect(feed.state(after: .seconds(900)) == .ok)
        #expect(feed.state(after: .milliseconds(900_001)) == .late(age: .milliseconds(900_001)))
    }

    @Test func `learns its rhythm and is overdue before it is late`() {
        var feed = Feed()
        feed.send(20, every: .seconds(60))
        #expect(feed.monitor.nextDue(at: feed.now) == feed.now + .seconds(60))
        #expect(feed.state(after: .seconds(66)) == .ok)
        #expect(feed.state(after: .seconds(67)) == .overdue(by: .seconds(7)))
        #expect(feed.state(after: .seconds(901)) == .late(age: .seconds(901)))
    }

    @Test func `that is irregular gets more patience`() {
        var feed = Feed()
        for step in 0..<40 { feed.send(1, every: .seconds(30 + step % 3 * 30)) }
        #expect(feed.state(after: .seconds(120)) == .ok)
    }

    @Test func `is late by the age of its events, however often it resends old ones`() {
        var feed = Feed()
        let old = feed.now
        feed.now = feed.now + .seconds(1000)
        feed.monitor.accept(eventTime: old, at: feed.now)
        #expect(feed.state(after: .zero) == .late(age: .seconds(1000)))
    }

    @Test func `tells its arrivals a minute over the time it was seen, five minutes at most`() {
        var monitor = SourceMonitor(card: Feed.card, at: .epoch)
        #expect(monitor.ratePerMinute(at: .epoch) == nil)
        for second in 0..<600 {
            let now = Instant.epoch + .seconds(second)
            monitor.accept(eventTime: now, at: now)
            if second == 30 { #expect(abs((monitor.ratePerMinute(at: now) ?? 0) - 62) < 1) }
        }
        let rate = monitor.ratePerMinute(at: .epoch + .seconds(600)) ?? 0
        #expect(abs(rate - 60) < 15)
        #expect(monitor.ratePerMinute(at: .epoch + .seconds(3000)) == 0)
    }

    @Test func `never has a negative age`() {
        var feed = Feed()
        feed.monitor.accept(eventTime: feed.now + .seconds(200), at: feed.now)
        #expect(feed.monitor.age(at: feed.now) == .zero)
        #expect(feed.monitor.age(at: feed.now - .seconds(50)) == .zero)
    }

    @Test func `that sends a trickle instead of its usual stream is thin`() {
        var feed = Feed()
        feed.send(60 * 40, every: .seconds(1))
        #expect(feed.state(after: .zero) == .ok)
        feed.send(40, every: .seconds(10))
        guard case .thin(let usual, let now) = feed.state(after: .zero) else {
            Issue.record("\(feed.state(after: .zero))")
            return
        }
        #expect(usual == 60 && now < 15)
        // A fault does not become what is usual by lasting; what lasts for a day has changed.
        feed.send(6 * 60 * 20, every: .seconds(10))
        #expect(feed.state(after: .zero) == .thin(usual: 60, now: 6))
        feed.send(6 * 60 * 5, every: .seconds(10))
        #expect(feed.state(after: .zero) == .ok)
    }

    @Test func `that comes back from a silence is not thin for the minutes it was silent`() {
        var feed = Feed()
        feed.send(60 * 40, every: .seconds(1))
        feed.now = feed.now + .seconds(1200)
        for _ in 0..<600 {
            feed.send(1, every: .seconds(1))
            #expect(feed.state(after: .zero) == .ok)
        }
        #expect(feed.monitor.volume(at: feed.now) == .usual)
    }

    @Test func `counts what it turned away, by reason, and keeps the reasons bounded`() {
        var feed = Feed()
        for step in 0..<100 {
            let card = SourceCard(
                name: "s",
                event: "e",
                sla: .seconds(9),
                fields: ["f\(step)": "map"]
            )
            var monitor = SourceMonitor(card: card, at: feed.now)
            #expect(throws: EventRejection.missing(field: "f\(step)")) {
                try monitor.receive([:], bytes: 2, eventTime: nil, at: feed.now)
            }
            #expect(monitor.rejected == 1 && monitor.accepted == 0)
        }
        #expect(throws: EventRejection.missing(field: "customer")) {
            try feed.monitor.receive([:], bytes: 2, eventTime: nil, at: feed.now)
        }
        #expect(feed.monitor.rejections == ["missing:customer": 1])
        #expect(feed.monitor.row(at: feed.now).reason.contains("1 rejected"))
    }

    @Test func `has a row whose gaps are gaps`() {
        var feed = Feed()
        feed.send(3, every: .seconds(60))
        let row = feed.monitor.row(at: feed.now + .seconds(60), blocked: 2, dependents: ["churn"])
        #expect(row.state == .ok && row.blocked == 2 && row.dependents == ["churn"])
        #expect(row.trend.count == 60)
        #expect(row.trend.compactMap(\.self) == [1, 1, 1])
        #expect(row.count == 3)
    }

    @Test(arguments: [Int64.min, 0, Int64.max])
    func `survives the ends of time`(milliseconds: Int64) {
        let moment = Instant(milliseconds: milliseconds)
        var monitor = SourceMonitor(card: Feed.card, at: .epoch)
        for _ in 0..<20 { monitor.accept(eventTime: moment, at: moment) }
        monitor.accept(eventTime: .epoch, at: .epoch)
        for now in [Instant.epoch, moment, Instant(milliseconds: .max)] {
            #expect(monitor.row(at: now).trend.count == 60)
        }
    }
}

/// One source and its clock.
private struct Feed: Sendable {
    var now = Instant.epoch + .seconds(100_000)
    var monitor: SourceMonitor

    init() { monitor = SourceMonitor(card: Self.card, at: now) }

    static let card = SourceCard(
        name: "orders",
        event: "order_completed",
        sla: .seconds(900),
        fields: ["customer": "string", "total": "number"]
    )
    static let verdicts: [(Value, EventRejection?)] = [
        (["customer": "c1", "total": 3] as Value, nil),
        (["customer": "c1"] as Value, .missing(field: "total")),
        (["customer": "c1", "total": nil] as Value, .missing(field: "total")),
        (
            ["customer": 7, "total": 3] as Value,
            .wrongType(field: "customer", expected: "string", found: "number")
        ),
        (
            ["customer": "c1", "total": "3"] as Value,
            .wrongType(field: "total", expected: "number", found: "string")
        ),
        ([1, 2] as Value, .notAMap(found: "list")),
    ]
    static let timed = SourceCard(name: "s", event: "e", sla: .zero, fields: ["f": "timestamp"])

    mutating func send(_ count: Int, every gap: Duration) {
        for _ in 0..<count {
            now = now + gap
            monitor.accept(eventTime: now, at: now)
        }
    }

    func state(after wait: Duration) -> SourceMonitor.State { monitor.state(at: now + wait) }

    static func rejection(
        of event: Value,
        card: SourceCard = Feed.card,
        bytes: Int = 100,
        eventTime: Instant? = nil,
        at now: Instant = .epoch
    ) -> EventRejection? {
        do throws(EventRejection) {
            try card.check(event, bytes: bytes, eventTime: eventTime, at: now)
            return nil
        } catch {
            return error
        }
    }
}
