import Testing

@testable import Orchestration

@Suite struct `A score monitor` {
    @Test func `says there is not enough data before it says anything else`() {
        var monitor = ScoreMonitor(reference: Self.reference)
        for seen in 0..<500 {
            #expect(monitor.verdict == .notEnoughData(have: seen, need: 500))
            monitor.add(0.99)
        }
        #expect(monitor.verdict.reading != nil)
        let short = ScoreMonitor(reference: ScoreReference(scores: [1, 2, 3]))
        #expect(short.verdict == .notEnoughData(have: 0, need: 500))
    }

    @Test(arguments: UInt64(0)..<40)
    func `stays calm on the distribution it knows`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var monitor = ScoreMonitor(reference: Self.reference)
        for _ in 0..<1000 { monitor.add(random.unit()) }
        guard case .steady = monitor.verdict else {
            Issue.record("\(monitor.verdict.sentence)")
            return
        }
    }

    @Test func `finds a drift, and that it is over`() {
        var random = SplitMix(seed: 3)
        var monitor = ScoreMonitor(reference: Self.reference)
        for _ in 0..<1000 { monitor.add(random.unit() * 0.5) }
        guard case .drift(let reading) = monitor.verdict else {
            Issue.record("\(monitor.verdict.sentence)")
            return
        }
        #expect(reading.method == "PSI, 10 reference quantiles, n 1000")
        #expect(reading.index > reading.limit && reading.limit == 0.1)
        for _ in 0..<1000 { monitor.add(random.unit()) }
        guard case .steady = monitor.verdict else {
            Issue.record("\(monitor.verdict.sentence)")
            return
        }
    }

    @Test(arguments: UInt64(0)..<20)
    func `finds a drift in its newest 500 scores, at two looks of three`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        /// The sum of twelve even draws is as good as normal here.
        func draw(_ shift: Double) -> Double {
            (0..<12).reduce(shift) { sum, _ in sum + random.unit() }
        }
        let reference = ScoreReference(scores: (0..<4000).map { _ in draw(0) })
        var monitor = ScoreMonitor(reference: reference)
        for _ in 0..<1000 { monitor.add(draw(0)) }
        var rows = 0
        while rows < 1000 {
            // Six tenths of a standard deviation: a PSI of 0.36 were there no bins.
            monitor.add(draw(0.6))
            rows += 1
            if case .drift(let reading) = monitor.verdict {
                #expect(reading.index > 0.25)
                break
            }
        }
        #expect(rows > 200 && rows < 900)
    }

    @Test(arguments: UInt64(0)..<10)
    func `is never moved by chance, whatever it is asked`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var monitor = ScoreMonitor(reference: Self.reference)
        for row in 0..<20_000 {
            monitor.add(random.unit())
            guard row % 100 == 99, case .drift(let reading) = monitor.verdict else { continue }
            Issue.record("\(reading.method): \(reading.index)")
        }
    }

    @Test func `is not moved by what is no score`() {
        var monitor = ScoreMonitor(reference: Self.reference)
        monitor.add(.nan)
        monitor.add(.infinity)
        #expect(monitor.count == 0)
    }

    @Test func `keeps its reference as edges and counts`() {
        let kept = ScoreReference(value: Self.reference.value)
        #expect(kept == Self.reference)
        #expect(ScoreReference(value: ["edges": [1, 2], "counts": [1, 2]]) == nil)
        #expect(ScoreReference(value: ["edges": [1], "counts": [1, -2]]) == nil)
        #expect(ScoreReference(value: .null) == nil)
    }

    private static let reference: ScoreReference = {
        var random = SplitMix(seed: 11)
        return ScoreReference(scores: (0..<5000).map { _ in random.unit() })
    }()
}
