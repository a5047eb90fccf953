/// What the final labels of one model say of its scores.
package struct QualityReading: Hashable, Sendable {
    package let rank: RankQuality
    /// Nil where the scores are no probabilities.
    package let calibration: Calibration?
    /// The area under the curve that the model was accepted with; nil where nobody recorded one.
    package let recorded: Double?

    /// Standard errors of the interval that is shown: 95 %.
    static let shown = 1.96
    /// Standard errors that a drop must exceed: 99 %, on one side.
    static let sure = 2.326

    init?(_ samples: [LabelledScore], recorded: Double?) {
        guard let rank = RankQuality(samples) else { return nil }
        self.rank = rank
        calibration = Calibration(samples)
        self.recorded = recorded
    }

    /// Whether it is below what was recorded by more than `limit`, and by more than chance.
    func isBelow(by limit: Double) -> Bool {
        guard let recorded else { return false }
        return recorded - rank.area > limit && recorded > rank.interval(Self.sure).high
    }

    /// The area with its interval, for example `AUC 0.71 (0.66 to 0.76), recorded 0.72`.
    package var rankWords: String {
        let (low, high) = rank.interval(Self.shown)
        let beside = recorded.map { ", recorded \($0.fixed(2))" } ?? ", none recorded"
        return "AUC \(rank.area.fixed(2)) (\(low.fixed(2)) to \(high.fixed(2)))" + beside
            + ", n \(rank.positives + rank.negatives), \(rank.positives) positive"
    }

    /// Whether the probabilities mean what they say.
    package var calibrationWords: String {
        guard let calibration else { return "the scores are no probabilities" }
        let chance = calibration.p.map { $0 < 0.001 ? ", p < 0.001" : ", p \($0.fixed(3))" } ?? ""
        return "expected \(calibration.expected.percent), observed \(calibration.observed.percent)"
            + "\(chance); ECE \(calibration.error.fixed(3)), Brier \(calibration.brier.fixed(3))"
            + " over \(calibration.bins.count) bins of equal size"
    }
}

/// What can be said of a model's quality from the labels that have come.
package enum QualityVerdict: Hashable, Sendable {
    /// Too few final labels, or too few of one class.
    case notEnoughData(have: Int, need: Int, lesser: Int)
    case steady(QualityReading)
    /// Below the recorded figure, by more than the rule allows and by more than chance.
    case dropped(QualityReading)

    /// Labels of the rarer class below which no area means anything.
    package static let lesserMin = 30

    package var reading: QualityReading? {
        switch self {
        case .notEnoughData: nil
        case .steady(let reading), .dropped(let reading): reading
        }
    }

    /// Whether there is enough data for a figure.
    package var hasReading: Bool { reading != nil }

    package var isDropped: Bool {
        if case .dropped = self { true } else { false }
    }

    /// The verdict in one line.
    package var sentence: String {
        switch self {
        case .notEnoughData(let have, let need, _) where have < need:
            "not enough data: \(have) final labels, \(need) needed"
        case .notEnoughData(_, _, let lesser):
            "not enough data: \(lesser) labels of the rarer class, \(Self.lesserMin) needed"
        case .steady(let reading): reading.rankWords
        case .dropped(let reading): "below its record: " + reading.rankWords
        }
    }
}
