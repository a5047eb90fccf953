import Testing

@testable import Orchestration

@Suite struct `The area under the curve` {
    private func samples(_ positive: [Double], _ negative: [Double]) -> [LabelledScore] {
        positive.map { LabelledScore($0, isPositive: true) }
            + negative.map { LabelledScore($0, isPositive: false) }
    }

    @Test func `is the share of pairs in the right order, ties counting half`() throws {
        // Every world of up to four of each class, with scores from three values.
        let values = [0.0, 0.5, 1.0]
        func lists(_ count: Int) -> [[Double]] {
            (0..<count).reduce([[]]) { lists, _ in
                lists.flatMap { list in values.map { list + [$0] } }
            }
        }
        for positive in lists(3) + lists(2) {
            for negative in lists(3) + lists(2) {
                let rank = try #require(RankQuality(samples(positive, negative)))
                var won = 0.0
                for a in positive {
                    for b in negative { won += a > b ? 1 : a == b ? 0.5 : 0 }
                }
                let share = won / Double(positive.count * negative.count)
                #expect(abs(rank.area - share) < 1e-12)
            }
        }
    }

    /// The figures that pROC's `roc(..., ci = TRUE)` is documented to compute, by the definition:
    /// variances of the placements, worked out by hand.
    @Test func `has DeLong's standard error`() throws {
        let rank = try #require(RankQuality(samples([0.9, 0.8, 0.4], [0.7, 0.3, 0.2, 0.1])))
        // Placements: 1, 1, 3/4 of the positives; 2/3, 1, 1, 1 of the negatives.
        let above = (1.0 / 48.0) / 3
        let below = (1.0 / 36.0) / 4
        #expect(abs(rank.area - 11.0 / 12) < 1e-12)
        #expect(abs(rank.error - (above + below).squareRoot()) < 1e-12)
    }

    @Test func `holds the true area in nineteen of twenty samples`() throws {
        var held = 0
        for seed in UInt64(0)..<400 {
            var random = SplitMix(seed: seed)
            // Two even draws one half apart: the true area is 1 - 0.5 * 0.25.
            let positive = (0..<80).map { _ in random.unit() + 0.5 }
            let negative = (0..<120).map { _ in random.unit() }
            let rank = try #require(RankQuality(samples(positive, negative)))
            let (low, high) = rank.interval(1.96)
            if low <= 0.875, 0.875 <= high { held += 1 }
        }
        #expect((360...395).contains(held), "\(held) of 400")
    }

    @Test func `does not exist for one class, or for what is no number`() {
        #expect(RankQuality(samples([0.1, 0.2], [0.3])) == nil)
        #expect(RankQuality(samples([], [0.3, 0.4])) == nil)
        #expect(RankQuality(samples([0.1, .nan], [0.3, 0.4])) == nil)
    }
}

@Suite struct `The calibration` {
    private func drawn(_ count: Int, seed: UInt64, truth: (Double) -> Double) -> [LabelledScore] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let score = random.unit()
            return LabelledScore(score, isPositive: random.unit() < truth(score))
        }
    }

    @Test func `of true probabilities is found good, whatever the seed`() throws {
        var doubts = 0
        for seed in UInt64(0)..<200 {
            let calibration = try #require(Calibration(drawn(500, seed: seed) { $0 }))
            if try #require(calibration.p) < 0.05 { doubts += 1 }
            #expect(calibration.error < 0.12)
        }
        #expect((2...22).contains(doubts), "\(doubts) of 200")
    }

    @Test func `of probabilities that boast is found bad`() throws {
        let calibration = try #require(Calibration(drawn(500, seed: 1) { 0.5 + ($0 - 0.5) * 0.3 }))
        #expect(try #require(calibration.p) < 0.001)
        #expect(calibration.error > 0.1)
        #expect(abs(calibration.expected - calibration.observed) < 0.08)
    }

    @Test func `counts by hand`() throws {
        let rows = [(0.2, false), (0.8, true), (0.6, false)].map {
            LabelledScore($0.0, isPositive: $0.1)
        }
        let calibration = try #require(Calibration(rows))
        #expect(abs(calibration.brier - (0.04 + 0.04 + 0.36) / 3) < 1e-12)
        #expect(calibration.bins.count == 1 && calibration.bins[0].rows == 3)
    }

    @Test func `needs probabilities`() {
        #expect(Calibration([LabelledScore(1.5, isPositive: true)]) == nil)
        #expect(Calibration([]) == nil)
        #expect(Calibration([LabelledScore(.nan, isPositive: true)]) == nil)
    }
}
