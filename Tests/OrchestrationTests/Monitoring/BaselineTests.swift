import Testing

@testable import Orchestration

@Suite struct `A baseline of the same hour of the week` {
    private let week = Duration.seconds(7 * 86_400)
    private let origin = CallOrigin(run: RunID("1-1"), workflow: "retention", step: "churn")
    private let reference = ScoreReference(scores: (0..<1000).map { Double($0) / 1000 })

    /// Scores of an hour: low ones on even weeks where `isNight`, all kinds otherwise.
    private func feed(
        _ monitor: inout ScoreMonitor,
        _ count: Int,
        at start: Instant,
        below limit: Double,
        seed: UInt64
    ) {
        var random = SplitMix(seed: seed)
        for number in 0..<count {
            let at = start + .milliseconds(Int64(number))
            monitor.add(random.unit() * limit, of: origin, at: at)
        }
    }

    private func isDrift(_ monitor: ScoreMonitor) -> Bool {
        if case .drift = monitor.verdict { true } else { false }
    }

    @Test func `finds no drift in what every such hour is like, where the pinned one does`() {
        var pinned = ScoreMonitor(reference: reference)
        var weekly = ScoreMonitor(reference: reference, baseline: .hourOfWeek)
        for number in 0..<3 {
            let night = Instant.epoch + week * number
            feed(&pinned, 1000, at: night, below: 0.4, seed: UInt64(number))
            feed(&weekly, 1000, at: night, below: 0.4, seed: UInt64(number))
            feed(&weekly, 1000, at: night + .seconds(36_000), below: 1, seed: UInt64(number + 7))
        }
        feed(&weekly, 600, at: .epoch + week * 3, below: 0.4, seed: 77)
        #expect(isDrift(pinned))
        guard case .steady(let reading) = weekly.verdict else {
            Issue.record("\(weekly.verdict.sentence)")
            return
        }
        #expect(reading.method.hasSuffix("against 3000 of this hour in the last 3 weeks"))
        // The same scores at noon are another matter.
        feed(&weekly, 600, at: .epoch + week * 3 + .seconds(36_000), below: 0.4, seed: 78)
        #expect(isDrift(weekly))
    }

    @Test func `has not enough data before both sides have 500 rows`() {
        var monitor = ScoreMonitor(reference: reference, baseline: .hourOfWeek)
        feed(&monitor, 2000, at: .epoch, below: 1, seed: 1)
        #expect(monitor.verdict == .notEnoughData(have: 0, need: 500))
        feed(&monitor, 499, at: .epoch + week, below: 1, seed: 2)
        #expect(monitor.verdict == .notEnoughData(have: 499, need: 500))
        feed(&monitor, 1, at: .epoch + week + .seconds(9), below: 1, seed: 3)
        #expect(monitor.verdict.reading != nil)
    }

    @Test func `is kept hour by hour and taken up again, and forgets after four weeks`() {
        var baseline = WeekBaseline(bins: 2)
        for number in 0..<6 { baseline.add([1], at: .epoch + week * number) }
        let cells = baseline.takeEnded()
        #expect(cells.map(\.place) == [0] && cells[0].weeks.count == WeekBaseline.weeksMax)
        #expect(baseline.takeEnded() == [])
        var after = WeekBaseline(bins: 2)
        for cell in cells.compactMap({ WeekBaseline.Cell(value: $0.value) }) { after.restore(cell) }
        after.add([0], at: .epoch + week * 6)
        #expect(after.reference == [0, 4] && after.current == [1, 0] && after.known == 4)
        var other = WeekBaseline(bins: 3)
        for cell in cells { other.restore(cell) }
        other.add([0], at: .epoch + week * 6)
        #expect(other.reference == [0, 0, 0], "counts of other bins are of no use")
    }

    @Test func `holds features against their own hour too`() {
        let reference = FeatureReference(
            name: "spend",
            values: (0..<2000).map { Double($0) / 2000 }
        )
        var monitor = FeatureMonitor([reference].compactMap(\.self), baseline: .hourOfWeek)
        var random = SplitMix(seed: 5)
        for number in 0..<4 {
            for row in 0..<900 {
                let at = Instant.epoch + week * number + .milliseconds(Int64(row))
                let value = Value.double(random.unit() * 0.5)
                monitor.add(["spend": value], of: (origin, at))
            }
        }
        #expect(monitor.rows.first?.isDrifted == false)
        #expect((monitor.rows.first?.psi ?? 1) < 0.1)
    }
}

@Suite struct `Drift of a whole model` {
    private func rows(_ drifted: Set<String>, unknown: Set<String> = []) -> [FeatureRow] {
        ["a", "b", "c", "d"].map { name in
            var row = FeatureRow()
            row.name = name
            row.psi = unknown.contains(name) ? nil : 0.1
            row.isDrifted = drifted.contains(name)
            return row
        }
    }

    @Test func `is the share of its features' importance that has drifted`() {
        let importance = ["a": 6.0, "b": 2, "c": 1, "d": 1]
        #expect(DatasetDrift(rows(["a"]), importance: importance)?.share == 0.6)
        #expect(DatasetDrift(rows(["c", "d"]), importance: importance)?.share == 0.2)
        #expect(DatasetDrift(rows(["a"]), importance: [:])?.share == 0.25)
        // One that is left out matters as much as the mean of the others.
        #expect(DatasetDrift(rows(["d"]), importance: ["a": 1, "b": 3, "c": 2])?.share == 0.25)
    }

    @Test func `leaves out what cannot be judged, and says so`() {
        let drift = DatasetDrift(rows(["a"], unknown: ["b", "c"]), importance: ["a": 3, "d": 1])
        #expect(drift?.share == 0.75)
        #expect(
            drift?.words
                == "1 of 2 features drifted, 75 % of their importance; not enough data for 2 more"
        )
        #expect(DatasetDrift(rows([], unknown: ["a", "b", "c", "d"]), importance: [:]) == nil)
    }

    @Test func `is what a rule may watch`() {
        let rule = AlertRule(name: "d", severity: .info, condition: .datasetDrift(over: 0.5))
        func finding(_ drift: DatasetDrift?) -> AlertReading.Finding? {
            var model = ModelObservation(model: "m")
            model.dataset = drift
            var seen = Observations()
            seen.models = [model]
            return rule.readings(seen).first?.finding
        }
        #expect(finding(nil) == .unknown)
        #expect(finding(DatasetDrift(rows(["a", "b"]), importance: [:])) == .clear)
        #expect(finding(DatasetDrift(rows(["a", "b", "c"]), importance: [:])) == .holds)
    }
}
