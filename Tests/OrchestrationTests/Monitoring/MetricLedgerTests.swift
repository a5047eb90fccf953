import Testing

@testable import Orchestration

@Suite struct `A spread` {
    @Test func `answers quantiles within one percent, and merges without loss`() {
        var random = SplitMix(seed: 5)
        var (one, other, both) = (Spread(), Spread(), Spread())
        var numbers: [Int] = []
        for index in 0..<4000 {
            let number = Int(random.next() % 5_000_000)
            numbers.append(number)
            both.add(number)
            if index % 3 == 0 { one.add(number) } else { other.add(number) }
        }
        one.merge(other)
        #expect(one == both)
        numbers.sort()
        for share in [0.0, 0.5, 0.95, 0.99, 1] {
            let exact = HighDynamicRange.quantile(share, of: numbers, digits: 2) ?? -1
            let found = both.quantile(share) ?? -1
            #expect(abs(found - exact) <= max(1, exact / 100), "at \(share)")
        }
    }

    @Test func `mixes others by their weights, however many numbers each has`() {
        var (quick, slow) = (Spread(), Spread())
        quick.add(100, times: 10)
        slow.add(1_000, times: 5_000)
        let mixture = Spread.mixed([(0.9, quick), (0.1, slow)])
        #expect(abs((mixture.share(above: 500) ?? 0) - 0.1) < 1e-3)
        #expect((mixture.quantile(0.85) ?? 0) < 110 && (mixture.quantile(0.95) ?? 0) > 990)
        #expect(Spread.mixed([(1, quick), (0, slow)]).share(above: 500) == 0)
        #expect(Spread.mixed([(.nan, quick), (-1, slow), (1, Spread())]).count == 0)
    }

    @Test func `of nothing answers nothing, and hostile numbers stop at its ends`() {
        var spread = Spread()
        #expect(spread.quantile(0.5) == nil)
        #expect(spread.share(above: 3) == nil)
        spread.add(.max)
        spread.add(.min)
        #expect((spread.quantile(1) ?? 0) >= Spread.greatest)
        #expect(spread.quantile(0) == 0)
        spread.add(7, times: .max)
        #expect(spread.count == .max)
        #expect(spread.quantile(0.5) == 7)
    }

    @Test func `survives being written down, and garbage reads as nothing`() {
        var spread = Spread()
        for number in [3, 900, 900, 123_456, 88] { spread.add(number) }
        #expect(Spread(value: spread.value) == spread)
        #expect(Spread(value: .list([.int(3)])).count == 0)
        #expect(Spread(value: "no").count == 0)
        #expect(Spread(value: .list([.int(.min), .int(-4), .int(5), .int(2)])).count == 2)
    }
}

@Suite struct `The ledger of figures` {
    private let subject = MetricSubject.model("m")
    private let start = Instant(milliseconds: 1_000 * 3_600_000)

    private func sample(_ seconds: Double, _ failure: FailureKind? = nil) -> MetricSample {
        MetricSample(
            failure.map(MetricSample.Outcome.failed) ?? .answered,
            took: .milliseconds(Int64(seconds * 1000)),
            firstToken: .milliseconds(100),
            tokensIn: 10,
            tokensOut: 20,
            cost: .micros(5)
        )
    }

    @Test func `counts each span by itself`() {
        var ledger = MetricLedger()
        for minute in 0..<90 {
            ledger.record(sample(1), of: [subject], at: start + .seconds(Int64(minute) * 60))
        }
        let now = start + .seconds(89 * 60 + 59)
        let calls = MetricSpan.allCases.map { ledger.report(subject, over: $0, at: now).calls }
        #expect(calls == [2, 5, 15, 60, 90])
        let report = ledger.report(subject, over: .fiveMinutes, at: now)
        #expect(abs((report.rate ?? 0) - 5 / 299.0) < 1e-9)
        #expect(report.tokensIn == 50)
        #expect(report.cost == 25e-6)
    }

    @Test func `tells a span part by part, with its gaps`() {
        var ledger = MetricLedger()
        for minute in [0, 1, 1, 4] {
            ledger.record(sample(1), of: [subject], at: start + .seconds(Int64(minute) * 60))
        }
        let now = start + .seconds(4 * 60 + 30)
        var query = MetricQuery()
        query.prefix = subject.text
        query.shape = .parts
        query.span = .fiveMinutes
        let parts = ledger.answer(query, at: now)
        #expect(parts.map(\.calls) == [1, 2, 0, 0, 1])
        #expect(parts.map { $0.p95 == nil } == [false, false, true, true, false])
        query.span = .day
        #expect(ledger.answer(query, at: now).count == 24)
        #expect(ledger.answer(query, at: now).map(\.calls).reduce(0, +) == 4)
        query.prefix = "model/nobody"
        #expect(ledger.answer(query, at: now).isEmpty)
        query.prefix = "no subject"
        #expect(ledger.answer(query, at: now).isEmpty)
    }

    @Test func `says nothing where nothing was measured`() {
        let report = MetricLedger().report(subject, over: .hour, at: start)
        #expect(report.calls == 0)
        #expect(report.p95 == nil && report.errorShare == nil && report.rate == nil)
        #expect(report.cost == nil && report.tokensOut == nil)
    }

    @Test func `keeps an unknown cost apart from none`() {
        var ledger = MetricLedger()
        var unpriced = sample(1)
        unpriced.cost = .unknown
        ledger.record(unpriced, of: [subject], at: start)
        let report = ledger.report(subject, over: .hour, at: start + .seconds(1))
        #expect(report.cost == nil)
        #expect(report.unpricedCalls == 1)
    }

    @Test(arguments: UInt64(0)..<20)
    func `is the same after its windows went through the journal`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var ledger = MetricLedger()
        var kept: [String: MetricLedger.Window] = [:]
        var now = start
        for _ in 0..<400 {
            now = now + .milliseconds(Int64(random.next() % 60_000))
            let failure: FailureKind? = random.unit() < 0.2 ? .timeout : nil
            ledger.record(sample(random.unit() * 3, failure), of: [subject], at: now)
            guard random.unit() < 0.3 else { continue }
            for window in ledger.drain(at: now) { kept["\(window.name)\(window.start)"] = window }
        }
        for window in ledger.drain(at: now) { kept["\(window.name)\(window.start)"] = window }
        var restored = MetricLedger()
        for window in kept.values {
            let slice = MetricSlice(value: try Value(json: window.slice.value.jsonBytes))
            restored.restore(.init(name: window.name, start: window.start, slice: slice))
        }
        for span in MetricSpan.allCases {
            #expect(
                restored.slice(of: subject, over: span, at: now)
                    == ledger.slice(of: subject, over: span, at: now),
                "\(span) with seed \(seed)"
            )
        }
    }

    @Test(arguments: UInt64(0)..<20)
    func `counts for error budgets what a recount of all calls counts`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var ledger = MetricLedger()
        var calls: [(minute: Int64, failed: Bool)] = []
        var now = start
        for _ in 0..<300 {
            now = now + .seconds(Int64(random.next() % (random.unit() < 0.05 ? 40_000 : 400)))
            let failed = random.unit() < 0.3
            ledger.record(sample(1, failed ? .timeout : nil), of: [subject], at: now)
            calls.append((now.milliseconds / 60_000, failed))
            if random.unit() < 0.3 { _ = ledger.drain(at: now) }
        }
        let minute = now.milliseconds / 60_000
        let counts = ledger.counts(of: subject, at: now)
        for window in BurnRate.Window.allCases {
            let first =
                window.hours <= 1
                ? minute - Int64(window.hours * 60) + 1
                : (minute / 60 - Int64(window.hours) + 1) * 60
            let within = calls.filter { $0.minute >= first }
            let expected = CallCounts(calls: within.count, failed: within.filter(\.failed).count)
            #expect(counts[window] == expected, "\(window) with seed \(seed)")
        }
    }

    @Test func `gives the place of who is long silent to others`() throws {
        var ledger = MetricLedger()
        ledger.record(sample(1), of: [.model("old"), subject], at: start)
        _ = ledger.drain(at: start)
        let edition = ledger.edition
        let later = start + .seconds(74 * 3600)
        ledger.record(sample(1), of: [subject], at: later)
        _ = ledger.drain(at: later)
        #expect(ledger.edition == edition + 1)
        #expect(ledger.subjects == [subject])
        #expect(ledger.report(subject, over: .minute, at: later).calls == 1)
    }

    @Test func `gives each change to the journal once`() {
        var ledger = MetricLedger()
        ledger.record(sample(1), of: [subject], at: start)
        #expect(ledger.drain(at: start).map(\.name) == ["1m/model/m", "1h/model/m"])
        #expect(ledger.drain(at: start).isEmpty)
    }

    @Test func `lets go of what is too old`() {
        var ledger = MetricLedger()
        for hour in 0..<60 {
            let now = start + .seconds(Int64(hour) * 3600)
            ledger.record(sample(1), of: [subject], at: now)
            _ = ledger.drain(at: now)
        }
        let now = start + .seconds(59 * 3600)
        #expect(ledger.report(subject, over: .day, at: now).calls == 24)
    }
}

@Suite struct `A price list` {
    private let day = Duration.seconds(86_400)

    @Test func `holds from its day on, and knows no price before the first`() {
        let list = PriceList([
            .init(from: .epoch + day * 2, input: 6, output: 30),
            .init(from: .epoch + day, input: 3, output: 15),
        ])
        #expect(list.cost(tokensIn: 1000, tokensOut: 100, at: .epoch) == .unknown)
        #expect(list.cost(tokensIn: 1000, tokensOut: 100, at: .epoch + day) == .micros(4500))
        #expect(list.cost(tokensIn: 1000, tokensOut: 100, at: .epoch + day * 3) == .micros(9000))
    }

    @Test func `leaves a cost unknown where a count it needs is not told`() {
        let list = PriceList([.init(from: .epoch, input: 3, output: 0, perCall: 0.5)])
        #expect(list.cost(tokensIn: nil, tokensOut: 4, at: .epoch) == .unknown)
        #expect(list.cost(tokensIn: 2, tokensOut: nil, at: .epoch) == .micros(500_006))
    }
}
