/// What is known of a model's quality from outcomes; nil is what is not known yet, never 0.
package struct FeedbackRow: Hashable, Sendable, Codable {
    /// The outcome rule.
    package var rule = ""
    package var model = ""
    package var version = ""
    /// Scores whose label is not final, and those of them that were answered.
    package var awaited = 0
    package var answered = 0
    /// Final labels since this version was first followed, and those the figures are made of.
    package var labels = 0
    package var inWindow = 0
    /// The middle time from score to answer.
    package var lag: Duration?
    /// How long after its score a label is final.
    package var finalAfter = Duration.zero
    /// Scores that were not followed because too many waited.
    package var passedOver = 0
    /// Area under the ROC curve, with its 95 % interval.
    package var area: Double?
    package var areaLow: Double?
    package var areaHigh: Double?
    /// The area the model was accepted with.
    package var recorded: Double?
    /// Mean probability, and the share that happened.
    package var expected: Double?
    package var observed: Double?
    package var brier: Double?
    package var calibrationError: Double?
    /// Below its record, by more than the rule allows and by more than chance.
    package var isDropped = false
    /// The ranking, and the calibration, in words; or why there is no figure.
    package var rankText = ""
    package var calibrationText = ""
    /// Whether the share of wrong predictions has changed; empty where that is not known.
    package var shiftText: String?
    package init() {}

    mutating func fill(_ verdict: QualityVerdict) {
        rankText = verdict.sentence
        guard let reading = verdict.reading else { return }
        let interval = reading.rank.interval(QualityReading.shown)
        area = reading.rank.area
        (areaLow, areaHigh) = (interval.low, interval.high)
        recorded = reading.recorded
        expected = reading.calibration?.expected
        observed = reading.calibration?.observed
        brier = reading.calibration?.brier
        calibrationError = reading.calibration?.error
        calibrationText = reading.calibrationWords
    }

    /// How many labels there are and how late they come, in words.
    package var labelText: String {
        let late = lag.map { "; answers after \($0.inWords) (p50)" } ?? ""
        let shifted = (shiftText ?? "").isEmpty ? "" : "; \(shiftText ?? "")"
        let passed = passedOver == 0 ? "" : "; \(passedOver) scores passed over"
        return "\(labels) final, \(awaited) awaited, \(answered) of them answered; final after "
            + "\(finalAfter.inWords)\(late)\(passed)\(shifted)"
    }
}
