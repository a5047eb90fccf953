import Testing

@testable import Orchestration

@Suite struct `A breaker` {
    @Test func `opens at the fifth failure of ten calls`() {
        var line = Line()
        line.answer(5)
        line.fail(4)
        #expect(line.breaker.state == .closed)
        line.fail(1)
        #expect(line.isOpen)
    }

    @Test func `says nothing under ten calls`() {
        var line = Line()
        line.fail(9)
        #expect(line.breaker.state == .closed)
        line.fail(1)
        #expect(line.isOpen)
    }

    @Test func `opens when four of five calls are slow`() {
        var line = Line()
        line.answer(2)
        line.call(.answeredLate, times: 7)
        #expect(line.breaker.state == .closed)
        line.call(.answeredLate, times: 1)
        guard case .open(_, .slowness(let tally)) = line.breaker.state else {
            Issue.record("expected slowness, got \(line.breaker.state)")
            return
        }
        #expect(tally.slow == 8 && tally.calls == 10)
    }

    @Test func `forgets calls older than a minute`() {
        var line = Line()
        line.fail(9)
        line.now = line.now + .seconds(61)
        line.fail(1)
        #expect(line.breaker.state == .closed)
        #expect(line.breaker.tally.calls == 1)
    }

    @Test func `looks at the last fifty calls only`() {
        var line = Line()
        line.answer(50)
        for failures in 1...24 {
            line.fail(1)
            #expect(line.breaker.tally.failed == failures && line.breaker.tally.calls == 50)
        }
        #expect(line.breaker.state == .closed)
        line.fail(1)
        #expect(line.isOpen)
    }

    @Test(arguments: FailureKind.allCases)
    func `counts only failures that speak of the target`(kind: FailureKind) {
        var line = Line()
        line.call(.failed(kind), times: 10)
        let speaks: Set<FailureKind> = [
            .connect, .timeout, .rateLimited, .overloaded, .badOutput, .channel, .unknownModel,
            .quotaSpent,
        ]
        #expect(line.isOpen == speaks.contains(kind))
    }

    @Test(arguments: UInt64(0)..<50)
    func `stays open for twice as long each time, to five minutes, give or take a fifth`(
        seed: UInt64
    ) {
        var line = Line(seed: seed)
        line.fail(10)
        for expected in [15.0, 30, 60, 120, 240, 300, 300, 300] {
            let lasts = line.openFor.inSeconds
            #expect(lasts >= expected * 0.8 - 0.001 && lasts <= expected * 1.2)
            line.now = line.now + line.openFor
            line.fail(2)
        }
    }

    @Test func `starts again at fifteen seconds once it has closed`() {
        var line = Line()
        line.fail(10)
        line.now = line.now + line.openFor
        line.fail(2)
        line.now = line.now + line.openFor
        line.answer(2)
        #expect(line.breaker.state == .closed)
        line.fail(10)
        #expect(line.openFor <= .seconds(18))
    }

    @Test func `waits as long as the upstream asked, if that is longer`() {
        var line = Line()
        line.fail(9)
        line.call(.failed(.rateLimited, retryAfter: .seconds(90)), times: 1)
        #expect(line.openFor == .seconds(90))
    }

    @Test func `listens to calls that were under way when it opened`() {
        var line = Line()
        let late = line.breaker.begin(at: line.now)
        line.fail(10)
        line.end(late, .failed(.overloaded, retryAfter: .seconds(200)))
        #expect(line.openFor == .seconds(200))
    }

    @Test func `lets no upstream keep it away for more than an hour`() {
        var line = Line()
        line.call(.failed(.rateLimited, retryAfter: .seconds(Int64.max)), times: 10)
        #expect(line.openFor == .seconds(3600))
    }

    @Test(arguments: 0..<8)
    func `closes at two of three trials and opens at two failures`(world: Int) {
        var line = Line()
        line.fail(10)
        line.now = line.now + line.openFor
        let tickets = (0..<3).map { _ in line.breaker.begin(at: line.now) }
        #expect(line.breaker.permission(at: line.now) == .trialsTaken)
        #expect(line.breaker.begin(at: line.now) == nil)
        let passes = (0..<3).map { world >> $0 & 1 == 1 }
        for (ticket, passes) in zip(tickets, passes) {
            line.end(ticket, passes ? .answered : .failed(.connect))
        }
        #expect((line.breaker.state == .closed) == (passes.filter(\.self).count >= 2))
        #expect(line.isOpen == (passes.filter(\.self).count < 2))
    }

    @Test func `gives a trial's place back when its failure says nothing`() {
        var line = Line()
        line.fail(10)
        line.now = line.now + line.openFor
        line.call(.failed(.cancelled), times: 20)
        #expect(line.breaker.permission(at: line.now) == .trial)
    }

    @Test func `takes trials without an answer for lost after a minute`() {
        var line = Line()
        line.fail(10)
        line.now = line.now + line.openFor
        for _ in 0..<3 { _ = line.breaker.begin(at: line.now) }
        #expect(line.breaker.permission(at: line.now + .seconds(59)) == .trialsTaken)
        #expect(line.breaker.permission(at: line.now + .seconds(60)) == .trial)
    }

    @Test func `ignores answers to calls from before it opened`() {
        var line = Line()
        let old = (0..<5).map { _ in line.breaker.begin(at: line.now) }
        line.fail(10)
        line.now = line.now + line.openFor
        let trial = line.breaker.begin(at: line.now)
        for ticket in old { line.end(ticket, .answered) }
        #expect(trial != nil)
        #expect(line.breaker.permission(at: line.now) == .trial)
        guard case .halfOpen(let trials) = line.breaker.state else {
            Issue.record("expected half open")
            return
        }
        #expect(trials.passed == 0)
    }

    @Test func `moves along every arrow and no other`() {
        let states: [(String, Line)] = [
            ("closed", .closed), ("open", .open), ("half open", .halfOpen),
            ("forced open", .forced(.open)), ("disabled", .forced(.disable)),
            ("watching", .forced(.watchOnly)),
        ]
        let expected: [String: [String]] = [
            //              answer      fail        wait     close     open  disable  watch
            "closed": ["closed", "open", "closed", "closed", "forced", "disabled", "watching"],
            "open": ["open", "open", "trial", "closed", "forced", "disabled", "watching"],
            "half open": ["closed", "open", "trial", "closed", "forced", "disabled", "watching"],
            "forced open": [
                "forced", "forced", "forced", "closed", "forced", "disabled", "watching",
            ],
            "disabled": [
                "disabled", "disabled", "disabled", "closed", "forced", "disabled", "watching",
            ],
            "watching": [
                "watching", "watching", "watching", "closed", "forced", "disabled", "watching",
            ],
        ]
        for (name, start) in states {
            let seen = Line.events.map { event in
                var line = start
                event(&line)
                return line.word
            }
            #expect(seen == expected[name], "from \(name)")
        }
    }

    @Test func `counts but never opens while it only watches`() {
        var line = Line.forced(.watchOnly)
        line.fail(30)
        #expect(line.breaker.state == .metricsOnly)
        #expect(line.breaker.tally.failed == 30)
    }

    @Test func `counts nothing while disabled`() {
        var line = Line.forced(.disable)
        line.fail(30)
        #expect(line.breaker.tally.calls == 0)
    }

    @Test(arguments: UInt64(0)..<100)
    func `keeps its counts true whatever happens`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var line = Line(seed: seed)
        for _ in 0..<400 {
            line.now = line.now + .milliseconds(Int64(random.next() % 4000))
            let kinds = FailureKind.allCases
            switch random.next() % 3 {
            case 0: line.answer(1)
            case 1: line.call(.answeredLate, times: 1)
            default: line.call(.failed(kinds[Int(random.next() % UInt64(kinds.count))]), times: 1)
            }
            let tally = line.breaker.tally
            #expect(tally.calls >= 0 && tally.calls <= 50)
            #expect(tally.failed >= tally.rateLimited && tally.failed <= tally.calls)
            #expect(tally.slow >= 0 && tally.slow <= tally.calls)
        }
    }
}

/// A breaker with its clock and its dice, and calls made through it.
private struct Line {
    var breaker = Breaker()
    var now = Instant.epoch
    var random: SplitMix

    init(seed: UInt64 = 1) { random = SplitMix(seed: seed) }

    mutating func call(_ result: CallResult, times: Int) {
        for _ in 0..<times { end(breaker.begin(at: now), result) }
    }

    mutating func answer(_ times: Int) { call(.answered, times: times) }
    mutating func fail(_ times: Int) { call(.failed(.overloaded), times: times) }

    mutating func end(_ ticket: Breaker.Ticket?, _ result: CallResult) {
        guard let ticket else { return }
        breaker.end(result, ticket, at: now, random: &random)
    }

    var isOpen: Bool {
        if case .open = breaker.state { true } else { false }
    }

    var openFor: Duration {
        guard case .open(let until, _) = breaker.state else { return .zero }
        return until - now
    }

    static let closed: Line = {
        var line = Line()
        line.answer(10)
        return line
    }()
    static let open: Line = {
        var line = Line()
        line.fail(10)
        return line
    }()
    static let halfOpen: Line = {
        var line = Line.open
        line.now = line.now + line.openFor
        line.answer(1)
        return line
    }()
    static func forced(_ order: Breaker.Order) -> Line {
        var line = Line()
        line.breaker.force(order)
        return line
    }

    static let events: [@Sendable (inout Line) -> Void] = [
        { $0.answer(10) }, { $0.fail(10) }, { $0.now = $0.now + .seconds(400) },
        { $0.breaker.force(.close) }, { $0.breaker.force(.open) },
        { $0.breaker.force(.disable) }, { $0.breaker.force(.watchOnly) },
    ]

    /// What the breaker does now, in one word.
    var word: String {
        switch breaker.state {
        case .closed: "closed"
        case .open: breaker.permission(at: now) == .trial ? "trial" : "open"
        case .halfOpen: breaker.permission(at: now) == .trial ? "trial" : "half open"
        case .forcedOpen: "forced"
        case .disabled: "disabled"
        case .metricsOnly: "watching"
        }
    }
}

@Suite struct `A target that falls silent` {
    private func target(
        calls: Int,
        answers: Bool = false,
        usual: Duration? = .milliseconds(200)
    ) -> TargetHealth {
        var random = SplitMix(seed: 1)
        var target = TargetHealth()
        let start = Instant(milliseconds: 1_000_000)
        if let usual {
            for second in 0..<5 {
                let at = start - .seconds(10 - Int64(second))
                guard let ticket = target.begin(at: at) else { break }
                target.end(
                    CallReport(.answered, firstToken: usual, total: usual),
                    ticket,
                    at: at + usual,
                    random: &random
                )
            }
        }
        for number in 0..<calls {
            let at = start + .milliseconds(Int64(number) * 100)
            guard let ticket = target.begin(at: at) else { break }
            if answers, number == calls - 1 { target.spoke(ticket, at: at + .milliseconds(50)) }
        }
        return target
    }

    private func opens(_ target: TargetHealth, after: Duration) -> Bool {
        var (target, random) = (target, SplitMix(seed: 2))
        return target.listen(at: Instant(milliseconds: 1_000_000) + after, random: &random)
    }

    @Test func `is taken out once five calls have waited for two seconds`() {
        #expect(!opens(target(calls: 5), after: .milliseconds(2399)))
        #expect(opens(target(calls: 5), after: .milliseconds(2400)))
        #expect(!opens(target(calls: 4), after: .seconds(20)))
    }

    @Test func `is given eight times what it usually takes`() {
        let slow = target(calls: 5, usual: .seconds(1))
        #expect(!opens(slow, after: .seconds(8)))
        #expect(opens(slow, after: .milliseconds(8401)))
        #expect(!opens(target(calls: 5, usual: nil), after: .milliseconds(5300)))
        #expect(opens(target(calls: 5, usual: nil), after: .milliseconds(5400)))
    }

    @Test func `is left alone while anything comes from it`() {
        #expect(!opens(target(calls: 9, answers: true), after: .seconds(20)))
    }

    @Test func `says so, and lets nothing through`() {
        var (target, random) = (target(calls: 6), SplitMix(seed: 2))
        let now = Instant(milliseconds: 1_003_000)
        let opened = target.listen(at: now, random: &random)
        #expect(opened)
        #expect(
            target.breaker.words { _ in "x" }
                == "open until x: 6 calls since the last answer, none begun after 3.0 s"
        )
        let ticket = target.begin(at: now)
        #expect(ticket == nil)
        let again = target.listen(at: now + .seconds(5), random: &random)
        #expect(!again)
    }
}
