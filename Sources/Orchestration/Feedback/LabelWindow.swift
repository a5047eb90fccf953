/// The newest final labels of one model, and what they say.
///
/// Judged once for every `stride` labels: more looks at the same rows would find more by chance.
/// A drop counts when two judgements in a row find it.
struct LabelWindow: Hashable, Sendable {
    static let size = 2000
    static let stride: Int64 = 50

    private var finals: [FinalScore] = []
    /// Where the next label goes once the window is full: over the oldest.
    private var oldest = 0
    /// The number of the next label.
    private(set) var total: Int64 = 0
    private var judged: Int64 = 0
    private var doubts = 0
    private var errors = ErrorDrift()
    private var mean = PageHinkley()
    /// What the detectors found last, and at which label.
    private(set) var shift: Shift?

    /// A change of the share of wrong predictions.
    struct Shift: Hashable, Sendable {
        let method: String
        let number: Int64
    }
    private(set) var verdict: QualityVerdict

    init(need: Int) { verdict = .notEnoughData(have: 0, need: need, lesser: 0) }

    var count: Int { finals.count }

    /// The middle time from score to answer, of those that were answered; nil where none was.
    var lag: Duration? {
        let sorted = finals.compactMap { $0.lag?.inSeconds }.sorted()
        return Quantile.nearestRank(0.5, of: sorted).map { .milliseconds(Int64($0 * 1000)) }
    }

    mutating func add(_ final: FinalScore) {
        total = final.number + 1
        watch(final)
        guard finals.count == Self.size else { return finals.append(final) }
        finals[oldest] = final
        oldest = (oldest + 1) % Self.size
    }

    /// A prediction was wrong where its label lies on the other side of one half.
    private mutating func watch(_ final: FinalScore) {
        let isWrong = (final.sample.score >= 0.5) != final.sample.isPositive
        if errors.add(isError: isWrong) == .drift {
            shift = Shift(method: "DDM", number: final.number)
        }
        if mean.add(isWrong ? 1 : 0) {
            shift = Shift(method: "Page-Hinkley", number: final.number)
        }
    }

    /// How steady the share of wrong predictions is, in words.
    var shiftWords: String {
        let tested = "DDM and Page-Hinkley over \(finals.count) labels"
        return shift.map {
            "errors have shifted at label \($0.number + 1) of \(total) (\($0.method); \(tested))"
        } ?? (finals.count > 30 ? "errors are steady (\(tested))" : "")
    }

    /// Takes journaled labels back, in any order.
    mutating func restore(_ stored: [FinalScore], rule: OutcomeRule, recorded: Double?) {
        let sorted = stored.sorted { $0.number < $1.number }
        for final in sorted.suffix(Self.size) { add(final) }
        // A drop that was found before a restart needs no second look after it.
        doubts = 1
        judge(rule: rule, recorded: recorded)
    }

    /// Judges anew where enough labels have come since.
    /// - Returns: Whether it did.
    mutating func judgeIfDue(rule: OutcomeRule, recorded: Double?) -> Bool {
        guard total - judged >= Self.stride || finals.count <= rule.labels else { return false }
        judge(rule: rule, recorded: recorded)
        return true
    }

    private mutating func judge(rule: OutcomeRule, recorded: Double?) {
        judged = total
        let samples = finals.map(\.sample)
        let positives = samples.count { $0.isPositive }
        let lesser = min(positives, samples.count - positives)
        guard samples.count >= rule.labels, lesser >= QualityVerdict.lesserMin,
            let reading = QualityReading(samples, recorded: recorded)
        else {
            doubts = 0
            verdict = .notEnoughData(have: samples.count, need: rule.labels, lesser: lesser)
            return
        }
        doubts = reading.isBelow(by: rule.drop) ? doubts + 1 : 0
        verdict = doubts >= 2 ? .dropped(reading) : .steady(reading)
    }
}
