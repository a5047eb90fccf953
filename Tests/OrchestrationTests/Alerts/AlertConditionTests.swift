import Testing

@testable import Orchestration

@Suite struct `A rule about an error budget` {
    private let subject = MetricSubject.model("m")
    private let now = Instant.epoch + .seconds(86_400 * 10)

    private func finding(failedShare: Double, over hours: Int, perMinute: Int = 20) throws
        -> AlertReading.Finding
    {
        var ledger = MetricLedger()
        for minute in 0..<(hours * 60) {
            let at = now - .seconds(Int64(minute) * 60)
            for index in 0..<perMinute {
                let isBad = Double(index) < failedShare * Double(perMinute)
                ledger.record(
                    MetricSample(isBad ? .failed(.timeout) : .answered, took: .seconds(1)),
                    of: [subject],
                    at: at
                )
            }
        }
        var seen = Observations()
        var model = ModelObservation(model: "m")
        model.counts = ledger.counts(of: subject, at: now)
        seen.models = [model]
        let burn = try #require(BurnRate(objective: 0.99))
        let rule = AlertRule(name: "slo", severity: .critical, condition: .burnRate(burn))
        return try #require(rule.readings(seen).first).finding
    }

    @Test func `fires where both windows burn, and stays calm below`() throws {
        #expect(try finding(failedShare: 0.2, over: 2) == .holds)
        #expect(try finding(failedShare: 0, over: 2) == .clear)
    }

    @Test func `says nothing without calls`() throws {
        #expect(try finding(failedShare: 0.5, over: 1, perMinute: 0) == .unknown)
    }
}

@Suite struct `What rules make of failures` {
    private func readings(
        _ condition: AlertRule.Condition,
        calls: Int,
        _ failures: [FailureKind: Int]
    ) -> AlertReading? {
        var seen = Observations()
        var model = ModelObservation(model: "m")
        model.calls = calls
        let failed = failures.values.reduce(0, +)
        model.errorShare = calls > 0 ? Double(failed) / Double(calls) : nil
        model.failures = failures
        seen.models = [model]
        return AlertRule(name: "r", severity: .critical, condition: condition).readings(seen).first
    }

    @Test(arguments: [FailureKind.auth, .unknownModel, .quotaSpent])
    func `one refusal for good is enough`(kind: FailureKind) {
        let found = readings(.accessRefused, calls: 1, [kind: 1])
        #expect(found?.finding == .holds)
        #expect(found?.value == "refused by its provider: 1 \(kind.rawValue)")
        #expect(readings(.accessRefused, calls: 5, [.timeout: 5])?.finding == .clear)
        #expect(readings(.accessRefused, calls: 0, [:])?.finding == .unknown)
    }

    @Test func `what nobody could have answered counts neither for nor against`() {
        let rule = AlertRule.Condition.modelErrors(over: 0.2, calls: 10)
        let excused = readings(rule, calls: 40, [.badInput: 15, .contentPolicy: 5, .timeout: 2])
        #expect(excused?.finding == .clear && excused?.value == "10 % of 20 calls failed")
        #expect(readings(rule, calls: 40, [.badInput: 35])?.finding == .unknown)
        #expect(readings(rule, calls: 40, [.badInput: 20, .timeout: 10])?.finding == .holds)
    }

    @Test func `the budget of errors and a canary do not count them either`() {
        var slice = MetricSlice()
        for kind in [FailureKind.badInput, .contentPolicy, .timeout] {
            slice.add(MetricSample(.failed(kind), took: .seconds(1)))
        }
        slice.add(MetricSample(.answered, took: .seconds(1)))
        #expect(slice.judged == CallCounts(calls: 2, failed: 1))
    }

    @Test func `a ticket's pair of windows is no more than a warning, a page's is what it is`()
        throws
    {
        let burn = try #require(BurnRate(objective: 0.99))
        let rule = AlertRule(name: "slo", severity: .critical, condition: .burnRate(burn))
        func severity(_ windows: [BurnRate.Window]) -> Severity? {
            var seen = Observations()
            var model = ModelObservation(model: "m")
            for window in BurnRate.Window.allCases {
                let isBad = windows.contains(window)
                model.counts[window] = CallCounts(calls: 1000, failed: isBad ? 500 : 0)
            }
            seen.models = [model]
            var book = AlertBook()
            return book.evaluate(seen, rules: [rule], at: .epoch).first?.alert.severity
        }
        #expect(severity([.day, .twoHours]) == .warning)
        #expect(severity([.hour, .fiveMinutes]) == .critical)
    }
}

@Suite struct `A rule about a spike` {
    @Test func `holds a minute against its hour`() {
        let rule = AlertRule(
            name: "spike",
            severity: .warning,
            condition: .latencySpike(over: 3, calls: 10)
        )
        func finding(_ p95: Duration?, _ usual: Duration?, calls: Int = 50) -> [AlertReading
            .Finding]
        {
            var seen = Observations()
            var model = ModelObservation(model: "m")
            model.calls = calls
            model.p95 = p95
            model.usualP95 = usual
            seen.models = [model]
            return rule.readings(seen).map(\.finding)
        }
        #expect(finding(.seconds(4), .seconds(1)) == [.holds])
        #expect(finding(.seconds(2), .seconds(1)) == [.clear])
        #expect(finding(.seconds(4), .seconds(1), calls: 3) == [.unknown])
        #expect(finding(.seconds(4), nil) == [.unknown])
    }
}

@Suite struct `Rules about a source` {
    private func finding(
        _ condition: AlertRule.Condition,
        _ state: SourceMonitor.State,
        rejects: Double? = nil,
        volume: SourceVolume = .usual
    ) -> [AlertReading.Finding] {
        var seen = Observations()
        var source = SourceObservation(source: "s", state: state)
        source.rejectShare = rejects
        source.volume = volume
        seen.sources = [source]
        return AlertRule(name: "r", severity: .warning, condition: condition).readings(seen)
            .map(\.finding)
    }

    @Test func `tell a thin feed from a silent one`() {
        let thin = SourceVolume.thin(usual: 30, present: 3)
        let states: [SourceMonitor.State] = [
            .ok, .overdue(by: .seconds(9)), .broken("too few"),
        ]
        for state in states {
            #expect(finding(.sourceThin, state, volume: thin) == [.holds])
            #expect(finding(.sourceThin, state) == [.clear])
            #expect(finding(.sourceLate, state, volume: thin) == [.masked])
            #expect(finding(.sourceLate, state) == [.clear])
        }
        #expect(finding(.sourceThin, .late(age: .seconds(90)), volume: thin) == [.masked])
        #expect(finding(.sourceLate, .late(age: .seconds(90)), volume: thin) == [.holds])
        #expect(finding(.sourceThin, .ok, volume: .unsettled) == [.masked])
        #expect(finding(.sourceLate, .ok, volume: .unsettled) == [.clear])
    }

    @Test func `count events that break the contract`() {
        #expect(finding(.sourceRejects(over: 0.05), .ok, rejects: 0.06) == [.holds])
        #expect(finding(.sourceRejects(over: 0.05), .ok, rejects: 0.05) == [.clear])
        #expect(finding(.sourceRejects(over: 0.05), .ok) == [.clear])
    }
}
