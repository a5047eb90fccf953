/// Watches whether the answers of one language model still mean what its first ones meant: the
/// distance of their mean embedding from that of the first `learned`.
///
/// Means of few vectors differ by chance. Where nothing has changed the squared distance of two means
/// is about `spread · (1/n + 1/m)`, so the cosine distance is half of that over the mean's squared
/// length; it is at most χ²₀.₉₉(1) times as much, and less the more directions answers vary in.
package struct EmbeddingMonitor: Hashable, Sendable {
    /// Answers that make the reference.
    package static let learned = 500
    /// Answers of a block, and blocks of the window.
    static let block = 50
    static let blocks = 4
    /// No distance below this is one.
    static let effectMin = 0.02
    /// The 99th percentile of χ² with one degree of freedom, over its mean.
    private static let noise = 6.635
    /// The longest vector that is taken in.
    static let dimensionsMax = 4096

    /// What the first answers were like.
    package struct Reference: Hashable, Sendable {
        package let mean: [Double]
        package let rows: Int
        /// The mean squared distance of an embedding from their mean.
        package let spread: Double
    }

    private struct Sum: Hashable, Sendable {
        var vector: [Double] = []
        var squares = 0.0
        var rows = 0

        mutating func add(_ other: [Double]) {
            if vector.isEmpty { vector = [Double](repeating: 0, count: other.count) }
            for place in vector.indices { vector[place] += other[place] }
            squares += other.reduce(0) { $0 + $1 * $1 }
            rows += 1
        }

        var mean: [Double] { vector.map { $0 / Double(max(1, rows)) } }
    }

    /// Nil while the first answers are coming.
    package private(set) var reference: Reference?
    private var first = Sum()
    private var window: [Sum] = []
    /// Whether the last looks, one a block, found a shift; the newest last.
    private var looks: [Bool] = []

    /// A monitor that has seen nothing yet.
    package init() {}

    /// A monitor whose reference was learned before.
    package init(reference: Reference) { self.reference = reference }

    /// Takes in the embedding of an answer; one of another length, or of nothing, is left out.
    package mutating func add(_ embedding: [Double]) {
        guard !embedding.isEmpty, embedding.count <= Self.dimensionsMax,
            embedding.allSatisfy(\.isFinite), fits(embedding)
        else { return }
        guard reference != nil else { return learn(embedding) }
        if window.last.map({ $0.rows == Self.block }) ?? true { window.append(Sum()) }
        window[window.count - 1].add(embedding)
        if window.count > Self.blocks { window.removeFirst() }
        guard window[window.count - 1].rows == Self.block else { return }
        looks.append(figures.map { $0.distance > $0.limit } ?? false)
        if looks.count > 3 { looks.removeFirst() }
    }

    private func fits(_ embedding: [Double]) -> Bool {
        let known = reference?.mean ?? first.vector
        return known.isEmpty || known.count == embedding.count
    }

    private mutating func learn(_ embedding: [Double]) {
        first.add(embedding)
        guard first.rows == Self.learned else { return }
        let mean = first.mean
        let length = mean.reduce(0) { $0 + $1 * $1 }
        let spread = max(0, first.squares / Double(first.rows) - length)
        reference = Reference(mean: mean, rows: first.rows, spread: spread)
        first = Sum()
    }

    /// The distance now, what noise alone may reach, and of how many.
    package var figures: (distance: Double, limit: Double, rows: Int)? {
        guard let reference else { return nil }
        let rows = window.reduce(0) { $0 + $1.rows }
        guard rows >= Self.block * Self.blocks / 2 else { return nil }
        let none = [Double](repeating: 0, count: reference.mean.count)
        let sum = window.reduce(none) { zip($0, $1.vector).map(+) }
        let length = reference.mean.reduce(0) { $0 + $1 * $1 }
        guard length > 0, let distance = Self.distance(reference.mean, sum) else { return nil }
        let share = 1 / Double(reference.rows) + 1 / Double(rows)
        let limit = Self.noise * reference.spread * share / (2 * length)
        return (distance, max(Self.effectMin, limit), rows)
    }

    /// 1 - cosine; nil where one of them has no direction.
    private static func distance(_ a: [Double], _ b: [Double]) -> Double? {
        let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        let lengths = (a.reduce(0) { $0 + $1 * $1 } * b.reduce(0) { $0 + $1 * $1 }).squareRoot()
        return lengths > 0 ? max(0, 1 - product / lengths) : nil
    }

    /// What is said of it, as of any feature; `model` embeds.
    package func row(by model: String) -> FeatureRow {
        var row = FeatureRow()
        row.name = "answer_embedding"
        guard let reference else {
            row.rows = first.rows
            row.words = "learning from the first answers: \(first.rows) of \(Self.learned)"
            return row
        }
        guard let figures else {
            row.rows = window.reduce(0) { $0 + $1.rows }
            let need = Self.block * Self.blocks / 2
            row.words = "not enough data: \(row.rows) answers, and \(need) are needed"
            return row
        }
        row.rows = figures.rows
        row.cosineDistance = figures.distance
        row.isDrifted = looks.count { $0 } >= 2
        row.words =
            "cosine distance of means \(figures.distance.fixed(3)), limit \(figures.limit.fixed(3)); "
            + "by \(model), n \(reference.rows) and \(figures.rows)"
        return row
    }
}

extension EmbeddingMonitor.Reference {
    /// As it is journaled.
    package var value: Value {
        [
            "mean": .list(mean.map(Value.double)), "rows": .int(Int64(rows)),
            "spread": .double(spread),
        ]
    }

    /// Read back; nil where this is none.
    package init?(value: Value) {
        guard let mean = value["mean"]?.elements?.compactMap(\.number), !mean.isEmpty,
            mean.count <= EmbeddingMonitor.dimensionsMax, mean.allSatisfy(\.isFinite),
            let rows = value["rows"]?.whole.flatMap({ Int(exactly: $0) }), rows > 0,
            let spread = value["spread"]?.number, spread.isFinite, spread >= 0
        else { return nil }
        (self.mean, self.rows, self.spread) = (mean, rows, spread)
    }
}
