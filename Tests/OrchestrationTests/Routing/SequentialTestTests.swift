import Testing

@testable import Orchestration

@Suite struct `A sequential test` {
    private typealias Side = SequentialTest.Side

    @Test func `says nothing on few hits, and the more the clearer it is`() {
        #expect(!SequentialTest(Side(4, of: 20), Side(0, of: 400)).isGreater)
        #expect(SequentialTest(Side(8, of: 20), Side(4, of: 400)).isGreater)
        #expect(!SequentialTest(Side(8, of: 20), Side(160, of: 400)).isGreater)
        let small = SequentialTest(Side(10, of: 100), Side(10, of: 200))
        let large = SequentialTest(Side(100, of: 1000), Side(100, of: 2000))
        #expect(small.p > SequentialTest.alpha && large.p < SequentialTest.alpha)
        #expect(small.most > large.most)
    }

    /// Looked at again and again, a test of fixed size would find something in most of these.
    @Test func `is hardly ever wrong, however often it is looked at`() {
        var random = SplitMix(seed: 11)
        let wrong = (0..<300).count { _ in
            var (mine, others) = ((0, 0), (0, 0))
            for call in 1...3000 {
                let isBad = random.unit() < 0.05 ? 1 : 0
                if random.unit() < 0.1 {
                    mine = (mine.0 + isBad, mine.1 + 1)
                } else {
                    others = (others.0 + isBad, others.1 + 1)
                }
                guard call % 10 == 0, mine.1 >= 20 else { continue }
                if SequentialTest(Side(mine.0, of: mine.1), Side(others.0, of: others.1)).isGreater
                {
                    return true
                }
            }
            return false
        }
        #expect(wrong <= 9)
    }

    @Test(arguments: UInt64(0)..<20)
    func `finds a canary that fails four times as often, before it has had 500 calls`(
        seed: UInt64
    ) {
        var random = SplitMix(seed: seed)
        var (mine, others) = ((0, 0), (0, 0))
        for _ in 0..<500 {
            mine = (mine.0 + (random.unit() < 0.2 ? 1 : 0), mine.1 + 1)
            for _ in 0..<9 { others = (others.0 + (random.unit() < 0.05 ? 1 : 0), others.1 + 1) }
            if SequentialTest(Side(mine.0, of: mine.1), Side(others.0, of: others.1)).isGreater {
                return
            }
        }
        Issue.record("not found")
    }

    @Test func `begins anew every day`() {
        let since = Instant.epoch + .seconds(3600)
        let day = Duration.seconds(86_400)
        #expect(CanaryAnalysis.beginning(of: since, at: since) == since)
        #expect(CanaryAnalysis.beginning(of: since, at: since + day - .seconds(1)) == since)
        #expect(CanaryAnalysis.beginning(of: since, at: since + day * 3) == since + day * 3)
        #expect(CanaryAnalysis.beginning(of: since, at: .epoch) == since)
    }
}
