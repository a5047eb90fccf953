import Testing

@testable import Orchestration

@Suite struct `A monitor of features` {
    private let names = (0..<8).map { "f\($0)" }

    /// A number that is nearly normal around 0.
    private func draw(_ random: inout SplitMix) -> Double {
        (random.unit() + random.unit() + random.unit() - 1.5) * 2
    }

    private func monitor(seed: UInt64) -> FeatureMonitor {
        var random = SplitMix(seed: seed ^ 0xFEED)
        return FeatureMonitor(
            names.compactMap { name in
                FeatureReference(name: name, values: (0..<2000).map { _ in draw(&random) })
            }
        )
    }

    /// Rows in which one feature is what `change` makes of it.
    private func feed(
        _ monitor: inout FeatureMonitor,
        rows: Int,
        seed: UInt64,
        of changed: String = "",
        change: (Double) -> Value = { .double($0) }
    ) {
        var random = SplitMix(seed: seed)
        for _ in 0..<rows {
            var row: [Value: Value] = [:]
            for name in names {
                let number = draw(&random)
                row[.string(name)] = name == changed ? change(number) : .double(number)
            }
            monitor.add(.map(row))
        }
    }

    private func drifted(_ monitor: FeatureMonitor) -> [String] {
        monitor.rows.filter(\.isDrifted).map(\.name)
    }

    @Test func `has not enough data before its rows are there`() {
        var monitor = monitor(seed: 1)
        feed(&monitor, rows: FeatureMonitor.rowsMin - 1, seed: 2)
        #expect(monitor.rows.allSatisfy { $0.psi == nil && !$0.isDrifted })
        #expect(monitor.rows.first?.words == "not enough data: 499 rows, and 500 are needed")
        feed(&monitor, rows: 1, seed: 3)
        #expect(monitor.rows.allSatisfy { $0.psi != nil })
    }

    @Test(arguments: UInt64(1)..<5) func `finds nothing where nothing has moved`(seed: UInt64) {
        var monitor = monitor(seed: seed)
        feed(&monitor, rows: 2000, seed: seed &* 977)
        #expect(drifted(monitor) == [])
    }

    @Test(arguments: UInt64(1)..<4) func `finds the one that has moved, within 1,000 rows`(
        seed: UInt64
    ) {
        var monitor = monitor(seed: seed)
        feed(&monitor, rows: 1000, seed: seed &* 31)
        // Half a spread and a little: a PSI of 0.3.
        feed(&monitor, rows: 1000, seed: seed &* 37, of: "f3") { .double($0 + 0.5477) }
        #expect(drifted(monitor) == ["f3"])
        #expect(monitor.rows.first?.changes ?? 0 >= 1, "ADWIN sees the mean move")
    }

    @Test func `finds one that is missing more often`() {
        var monitor = monitor(seed: 4)
        feed(&monitor, rows: 1000, seed: 5)
        var turn = 0
        feed(&monitor, rows: 1000, seed: 6, of: "f5") { number in
            turn += 1
            return turn % 5 == 0 ? .null : .double(number)
        }
        #expect(drifted(monitor) == ["f5"])
        #expect(monitor.rows.first?.missing == 200)
    }

    @Test func `needs an effect: a trace in many rows is none`() {
        var monitor = monitor(seed: 7)
        feed(&monitor, rows: 3000, seed: 8, of: "f1") { .double($0 + 0.08) }
        #expect(drifted(monitor) == [])
    }

    @Test(arguments: [
        Value.null, 7, "text", ["f0"], ["f0": "text"], ["f0": .double(.nan)],
        ["f0": .double(.infinity)], ["f0": [1]], [:],
    ])
    func `stands any input`(input: Value) {
        var monitor = monitor(seed: 9)
        for _ in 0..<1200 { monitor.add(input) }
        #expect(monitor.rows.count == names.count)
    }

    @Test func `stands a reference that is constant, and refuses one that is none`() throws {
        let constant = try #require(
            FeatureReference(name: "f0", values: Array(repeating: 1, count: 2000))
        )
        var monitor = FeatureMonitor([constant])
        for number in 0..<2000 { monitor.add(["f0": .double(number % 2 == 0 ? 1 : 2)]) }
        #expect(monitor.rows.first?.isDrifted == true)
        let bins = QuantileBins(edges: [1, 2])
        #expect(FeatureReference(name: "f", values: []) == nil)
        #expect(FeatureReference(name: "f", bins: bins, counts: [1, 2], missing: 0) == nil)
        #expect(FeatureReference(name: "f", bins: bins, counts: [1, -2, 3], missing: 0) == nil)
        #expect(FeatureReference(name: "f", bins: bins, counts: [0, 0, 0], missing: 3) == nil)
        #expect(FeatureMonitor([]).rows.isEmpty)
    }

    @Test func `says every method, the binning and n beside its figures`() throws {
        var monitor = monitor(seed: 11)
        feed(&monitor, rows: 1000, seed: 12)
        let words = try #require(monitor.rows.first?.words)
        for part in [
            "PSI ", "χ² V ", "KS ", "JS ", "W1 ", "10 reference quantiles, n 2000 and 1000",
        ] {
            #expect(words.contains(part), "\(words)")
        }
    }

    @Test func `is what an alert on features looks at`() {
        var monitor = monitor(seed: 13)
        var model = ModelObservation(model: "m")
        func finding(_ limit: Double) -> AlertReading.Finding? {
            var seen = Observations()
            model.features = monitor.rows
            seen.models = [model]
            let rule = AlertRule(
                name: "r",
                severity: .warning,
                condition: .featureDrift(over: limit)
            )
            return rule.readings(seen).first?.finding
        }
        #expect(finding(0.25) == .unknown)
        feed(&monitor, rows: 1000, seed: 14)
        #expect(finding(0.25) == .clear)
        feed(&monitor, rows: 1000, seed: 15, of: "f2") { .double($0 + 0.7) }
        #expect(finding(0.25) == .holds)
        #expect(finding(5) == .clear)
    }
}
