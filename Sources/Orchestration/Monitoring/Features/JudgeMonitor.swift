/// Watches whether a judge still thinks of one model's answers what it thought of the first ones.
///
/// A proxy for quality before any label. The first `learned` scores of a version of the judge are the
/// reference; after that they are watched as the features of any model are.
package struct JudgeMonitor: Hashable, Sendable {
    /// Scores that make the reference.
    package static let learned = FeatureMonitor.rowsMin
    /// The newest answers of the judge that figures are made of, and that a restart finds again.
    package static let kept = 1000

    /// One answer of the judge.
    package struct Entry: Hashable, Sendable {
        /// The number of the answer, from 0.
        package let number: Int64
        /// Nil for a bad answer.
        package let score: Double?

        package init(number: Int64, score: Double?) {
            self.number = number
            self.score = score
        }
    }

    /// What the first scores were like, and the number of the first answer after them.
    package struct Reference: Hashable, Sendable {
        package let feature: FeatureReference
        package let end: Int64
    }

    package static let name = "answer_judge"

    private var newest: [Entry] = []
    /// Where the next answer goes once there are enough: over the oldest.
    private var oldest = 0
    private var first: [Double] = []
    private var monitor: FeatureMonitor?
    /// Nil while the first scores are coming.
    package private(set) var reference: Reference?
    /// The number of the next answer.
    package private(set) var total: Int64 = 0

    /// A monitor that has seen nothing yet.
    package init() {}

    /// A monitor that goes on where another one was.
    package init(reference: Reference?, newest entries: [Entry]) {
        self.reference = reference
        monitor = reference.map { FeatureMonitor([$0.feature]) }
        for entry in entries.sorted(by: { $0.number < $1.number }).suffix(Self.kept) { take(entry) }
        total = max(total, reference?.end ?? 0)
    }

    /// Takes in an answer of the judge; nil for one that is no score.
    /// - Returns: What is to be written down.
    package mutating func add(_ score: Double?) -> Entry {
        let entry = Entry(number: total, score: score)
        take(entry)
        return entry
    }

    private mutating func take(_ entry: Entry) {
        total = entry.number + 1
        if newest.count < Self.kept {
            newest.append(entry)
        } else {
            newest[oldest] = entry
            oldest = (oldest + 1) % Self.kept
        }
        guard let score = entry.score else { return }
        guard let reference else { return learn(score) }
        // Those the reference was made of are not held against it.
        guard entry.number >= reference.end else { return }
        monitor?.add(.map([.string(Self.name): .double(score)]))
    }

    private mutating func learn(_ score: Double) {
        first.append(score)
        guard first.count == Self.learned,
            let feature = FeatureReference(name: Self.name, values: first)
        else { return }
        reference = Reference(feature: feature, end: total)
        monitor = FeatureMonitor([feature])
        first = []
    }

    /// The mean of the newest scores; nil where there is none.
    package var mean: Double? {
        let scores = newest.compactMap(\.score)
        return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
    }

    /// How many of the newest answers are scores, and how many are none.
    package var scores: Int { newest.count { $0.score != nil } }
    package var bad: Int { newest.count - scores }

    /// What is said of it, as of any feature.
    package func row(version: String) -> FeatureRow {
        var row = monitor?.rows.first ?? learning
        row.name = Self.name
        row.mean = mean
        let known = mean.map { "mean \($0.fixed(2)) of \(scores), judge \(version); " } ?? ""
        row.words = known + row.words
        return row
    }

    private var learning: FeatureRow {
        var row = FeatureRow()
        row.rows = first.count
        row.words = "learning from the first scores: \(first.count) of \(Self.learned)"
        return row
    }
}

extension JudgeMonitor.Entry {
    /// As it is journaled.
    package var value: Value {
        ["number": .int(number), "score": score.map(Value.double) ?? .null]
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let number = value["number"]?.whole, number >= 0, let score = value["score"] else {
            return nil
        }
        if score != .null, Judgement.score(in: score) == nil { return nil }
        self.init(number: number, score: score.number)
    }
}

extension JudgeMonitor.Reference {
    /// As it is journaled.
    package var value: Value { ["feature": feature.value, "end": .int(end)] }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let feature = value["feature"].flatMap(FeatureReference.init(value:)),
            let end = value["end"]?.whole, end >= 0
        else { return nil }
        self.init(feature: feature, end: end)
    }
}
