import Testing

@testable import Orchestration

@Suite struct `Sliding counts` {
    @Test func `have no rate, share or trend where nothing was called`() {
        let counts = SlidingCounts()
        let totals = counts.totals(over: .seconds(60), at: .epoch)
        #expect(totals.rate == nil && totals.errorShare == nil && totals.tokensPerSecond == nil)
        #expect(counts.trend(3, at: .epoch) { $0.rate } == [nil, nil, nil])
    }

    @Test func `give the rate of the last minute`() {
        var counts = SlidingCounts()
        for second in 0..<120 { counts.add(.init(tokensOut: 10), at: .epoch + .seconds(second)) }
        let totals = counts.totals(over: .seconds(60), at: .epoch + .seconds(119))
        #expect(abs((totals.rate ?? 0) - 1) < 0.05)
        #expect(abs((totals.tokensPerSecond ?? 0) - 10) < 0.5)
    }

    @Test func `do not dilute the rate of a short life`() {
        var counts = SlidingCounts()
        for second in 0..<10 { counts.add(.init(), at: .epoch + .seconds(second)) }
        let totals = counts.totals(over: .seconds(60), at: .epoch + .seconds(10))
        #expect(totals.rate == 1)
    }

    @Test func `name failures by class, greatest first`() {
        var counts = SlidingCounts()
        for kind in [FailureKind.timeout, .rateLimited, .timeout, .connect] {
            counts.add(.init(failure: kind), at: .epoch)
        }
        counts.add(.init(), at: .epoch)
        let failures = counts.failures(over: .seconds(60), at: .epoch)
        #expect(failures.map(\.kind) == ["timeout", "connect", "rate_limited"])
        #expect(failures.map(\.count) == [2, 1, 1])
        #expect(counts.totals(over: .seconds(60), at: .epoch).errorShare == 0.8)
    }

    @Test func `leave gaps in a trend as gaps, and the running bucket out`() {
        var counts = SlidingCounts()
        let start = Instant.epoch + .seconds(1000)
        counts.add(.init(), at: start)
        counts.add(.init(failure: .timeout), at: start + .seconds(10))
        counts.add(.init(), at: start + .seconds(15))
        let trend = counts.trend(4, at: start + .seconds(15)) { $0.errorShare }
        #expect(trend == [nil, 0, nil, 1])
    }

    @Test(arguments: UInt64(0)..<60)
    func `agree with counting every call again`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var counts = SlidingCounts()
        var calls: [(at: Instant, failed: Bool)] = []
        var now = Instant(milliseconds: Int64(random.next() % 1_000_000) - 500_000)
        for _ in 0..<300 {
            now = now + .milliseconds(Int64(random.next() % 9000))
            let failed = random.next() % 3 == 0
            counts.add(.init(failure: failed ? .timeout : nil), at: now)
            calls.append((now, failed))
            let span = Int64(random.next() % 900)
            let totals = counts.totals(over: .seconds(span), at: now)
            let places = max(1, (span + 4) / 5)
            let newest = Int64((Double(now.milliseconds) / 5000).rounded(.down))
            let inside = calls.filter { call in
                Int64((Double(call.at.milliseconds) / 5000).rounded(.down)) > newest - places
            }
            #expect(totals.calls == inside.count)
            #expect(totals.failed == inside.filter(\.failed).count)
        }
    }

    @Test(arguments: [Int64.min, -1, 0, Int64.max])
    func `survive the ends of time`(milliseconds: Int64) {
        var counts = SlidingCounts()
        let now = Instant(milliseconds: milliseconds)
        counts.add(.init(tokensIn: .max, tokensOut: .max), at: now)
        counts.add(.init(tokensIn: .max, tokensOut: -5), at: now)
        #expect(counts.totals(over: .seconds(Int64.max), at: now).calls == 2)
        #expect(counts.trend(.max, at: now) { $0.rate }.count == 179)
    }
}
