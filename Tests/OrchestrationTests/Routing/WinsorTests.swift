import Testing

@testable import Orchestration

@Suite struct `A cut at the 99.5th percentile` {
    @Test func `leaves samples alone until there are twenty`() {
        var cut = Winsor()
        for _ in 0..<18 { #expect(cut.cut(1) == 1) }
        #expect(cut.cut(60) == 60)
    }

    @Test func `takes one odd sample for what is usual`() {
        var cut = Winsor()
        for number in 0..<400 { _ = cut.cut(1 + Double(number % 10) / 100) }
        #expect(cut.cut(60) == 1.09)
        #expect(cut.cut(60) == 1.09)
        // A third of the newest 400 is no outlier: the target has become slow.
        #expect(cut.cut(60) == 60)
    }

    @Test(arguments: UInt64(0)..<50)
    func `is the value at that rank of the newest 400`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var cut = Winsor()
        var all: [Double] = []
        for _ in 0..<900 {
            let sample = (random.unit() * 20).rounded() / 10
            all.append(sample)
            let newest = all.suffix(400).sorted()
            let limit = Quantile.lowerRank(0.995, of: newest) ?? 0
            let expected = newest.count < 20 ? sample : min(sample, limit)
            #expect(cut.cut(sample) == expected)
        }
    }

    @Test func `keeps one slow call from ruling what is expected of a target`() {
        var health = TargetHealth()
        var random = SplitMix(seed: 1)
        var now = Instant.epoch
        func call(_ seconds: Double) {
            guard let ticket = health.begin(at: now) else { return }
            let report = CallReport(.answered, firstToken: .milliseconds(Int64(seconds * 1000)))
            health.end(report, ticket, at: now, random: &random)
            now = now + .seconds(1)
        }
        for _ in 0..<100 { call(0.2) }
        call(60)
        #expect((health.cost(tokens: 1, at: now) ?? 9) < 0.25)
        for _ in 0..<10 { call(60) }
        #expect((health.cost(tokens: 1, at: now) ?? 0) > 10)
    }
}
