/// What is known of a model's judge; nil is what is not known yet, never 0.
package struct JudgeRow: Hashable, Sendable, Codable {
    package var route = ""
    package var version = ""
    /// The share of answers that are judged, 0...1.
    package var share = 0.0
    /// The mean of the newest scores, and how many they are.
    package var mean: Double?
    package var scores = 0
    /// The newest answers of the judge that were no score.
    package var bad = 0
    /// Since the engine began: answers the judge's route gave nothing for, and those that were left
    /// out because too many were being judged or its route was paused.
    package var unanswered = 0
    package var passedOver = 0
    /// How far ratings agree with this version, then with earlier ones.
    package var agreements: [AgreementRow] = []
    package init() {}

    /// The scores in words.
    package var words: String {
        let known = mean.map { "mean \($0.fixed(2)), n \(scores)" } ?? "no score yet"
        let lacks = [(bad, "bad"), (unanswered, "unanswered"), (passedOver, "passed over")]
            .filter { $0.0 > 0 }.map { ", \($0.0) \($0.1)" }.joined()
        return "\(known)\(lacks); \(share.percent) to \(route), version \(version)"
    }
}

/// How far ratings agree with one version of a judge.
package struct AgreementRow: Hashable, Sendable, Codable {
    package let version: String
    /// Calls that were both rated and judged.
    package let rows: Int
    /// Nil where there are too few of them; kappa also where it is not defined.
    package let observed: Double?
    package let observedLow: Double?
    package let observedHigh: Double?
    package let kappa: Double?
    package let kappaLow: Double?
    package let kappaHigh: Double?
    /// All of it, or why there are no figures.
    package let words: String

    package init(_ agreement: Agreement, version: String) {
        self.version = version
        rows = agreement.rows
        words = agreement.words
        let isEnough = agreement.rows >= Agreement.rowsMin
        observed = isEnough ? agreement.observed : nil
        observedLow = isEnough ? agreement.observedRange?.lowerBound : nil
        observedHigh = isEnough ? agreement.observedRange?.upperBound : nil
        kappa = isEnough ? agreement.kappa : nil
        kappaLow = isEnough ? agreement.kappaRange?.lowerBound : nil
        kappaHigh = isEnough ? agreement.kappaRange?.upperBound : nil
    }
}
