import Testing

@testable import Orchestration

@Suite struct `A monitor of what answers mean` {
    /// A vector of some directions of its own, around a middle.
    private func vector(_ random: inout SplitMix, _ middle: [Double], spread: Double = 0.3)
        -> [Double]
    {
        middle.map { $0 + (random.unit() + random.unit() - 1) * spread }
    }

    private let usual = (0..<16).map { $0 < 8 ? 1.0 : 0.2 }
    private let other = (0..<16).map { $0 < 8 ? 0.5 : 0.8 }

    private func learned(_ random: inout SplitMix) -> EmbeddingMonitor {
        var monitor = EmbeddingMonitor()
        for _ in 0..<EmbeddingMonitor.learned { monitor.add(vector(&random, usual)) }
        return monitor
    }

    @Test func `learns from the first answers, and says how many it has`() {
        var random = SplitMix(seed: 1)
        var monitor = EmbeddingMonitor()
        for _ in 0..<499 { monitor.add(vector(&random, usual)) }
        #expect(monitor.row(by: "e").words == "learning from the first answers: 499 of 500")
        monitor.add(vector(&random, usual))
        #expect(monitor.reference?.rows == 500)
        #expect(monitor.row(by: "e").words.hasPrefix("not enough data: 0 answers"))
        #expect(!monitor.row(by: "e").isJudged)
    }

    @Test(arguments: UInt64(0)..<30)
    func `finds nothing where nothing has changed`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var monitor = learned(&random)
        for _ in 0..<600 {
            monitor.add(vector(&random, usual))
            #expect(!monitor.row(by: "e").isDrifted)
        }
        #expect(monitor.row(by: "e").isJudged)
    }

    @Test func `finds a shift of the mean, at two looks of three`() {
        var random = SplitMix(seed: 3)
        var monitor = learned(&random)
        for _ in 0..<200 { monitor.add(vector(&random, usual)) }
        for _ in 0..<200 { monitor.add(vector(&random, other)) }
        let row = monitor.row(by: "embedder")
        #expect(row.isDrifted && row.rows == 200)
        #expect((row.cosineDistance ?? 0) > 0.1)
        #expect(row.words.hasSuffix("by embedder, n 500 and 200"))
    }

    @Test func `leaves out vectors of another length, and what is no number`() {
        var random = SplitMix(seed: 3)
        var monitor = learned(&random)
        monitor.add([1, 2])
        monitor.add([])
        monitor.add([Double](repeating: .nan, count: 16))
        #expect(monitor.row(by: "e").rows == 0)
    }

    @Test func `takes its reference up again`() throws {
        var random = SplitMix(seed: 4)
        let reference = try #require(learned(&random).reference)
        let kept = EmbeddingMonitor.Reference(value: reference.value)
        #expect(kept == reference)
        #expect(EmbeddingMonitor.Reference(value: ["mean": [], "rows": 1, "spread": 1]) == nil)
        #expect(EmbeddingMonitor.Reference(value: .null) == nil)
    }
}
