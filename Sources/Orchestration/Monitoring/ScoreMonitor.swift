/// Watches whether a model's scores still look like its reference.
///
/// The reference is pinned: a window that follows the present would follow the drift.
package struct ScoreMonitor: Hashable, Sendable {
    /// What the monitor has to say.
    package enum Verdict: Hashable, Sendable {
        /// Too few rows to tell noise from drift.
        case notEnoughData(have: Int, need: Int)
        case steady(Reading)
        /// Above the threshold for attention.
        case watch(Reading)
        /// Above the threshold for action.
        case drift(Reading)
    }

    /// The figure, what it is compared with, and how it was made.
    package struct Reading: Hashable, Sendable {
        package let index: Double
        /// The limit for attention: the threshold, or what noise alone reaches, if that is more.
        package let limit: Double
        package let current: Int
        /// How it was computed, for example `PSI, 10 reference quantiles, n 1000`.
        package let method: String
    }

    package struct Settings: Hashable, Sendable {
        package var watchAt = 0.1
        package var driftAt = 0.25
        /// Rows each side needs before there is a verdict.
        package var rowsMin = 500
        /// Rows the current window holds.
        package var window = 1000
        package init() {}
    }

    package let reference: ScoreReference
    private let settings: Settings
    /// The bin of each score in the window; a ring.
    private var ring: [UInt16] = []
    private var next = 0
    private var counts: [Int]
    private let noise: Double

    /// A monitor that has seen nothing yet.
    package init(reference: ScoreReference, settings: Settings = Settings()) {
        self.reference = reference
        self.settings = settings
        counts = [Int](repeating: 0, count: reference.bins.count)
        // Without the rows' share: that changes as the window fills.
        noise = ChiSquare.quantile(0.99, dof: max(1, reference.bins.count - 1))
    }

    /// Scores in the window.
    package var count: Int { ring.count }

    /// Takes in a score; one that is not finite is left out.
    package mutating func add(_ score: Double) {
        guard score.isFinite else { return }
        let bin = reference.bins.bin(of: score)
        counts[bin] += 1
        if ring.count < max(1, settings.window) {
            ring.append(UInt16(bin))
        } else {
            counts[Int(ring[next])] -= 1
            ring[next] = UInt16(bin)
            next = (next + 1) % ring.count
        }
    }

    /// The verdict on the window now.
    package var verdict: Verdict {
        let have = min(count, reference.rows)
        guard have >= settings.rowsMin else {
            return .notEnoughData(have: have, need: settings.rowsMin)
        }
        let reading = reading
        if reading.index > max(settings.driftAt, reading.limit) { return .drift(reading) }
        return reading.index > reading.limit ? .watch(reading) : .steady(reading)
    }

    private var reading: Reading {
        let index = PopulationStability.index(
            reference: reference.counts.map(Double.init),
            current: counts.map(Double.init)
        )
        let share = 1 / Double(reference.rows) + 1 / Double(count)
        return Reading(
            index: index ?? 0,
            limit: max(settings.watchAt, noise * share),
            current: count,
            method: "PSI, \(reference.bins.count) reference quantiles, n \(count)"
        )
    }
}

/// The scores a model had when it was accepted: bin edges and counts, not the rows.
package struct ScoreReference: Hashable, Sendable {
    package let bins: QuantileBins
    package let counts: [Int]

    /// How many scores it was made of.
    package var rows: Int { counts.reduce(0, +) }

    /// Made of the scores themselves; at most 1000 bins.
    package init(scores: [Double], bins wanted: Int = 10) {
        bins = QuantileBins(reference: scores, bins: wanted)
        counts = bins.counts(of: scores)
    }

    /// The reference as it is kept with a model.
    package var value: Value {
        [
            "edges": .list(bins.edges.map(Value.double)),
            "counts": .list(counts.map { .int(Int64($0)) }),
        ]
    }

    /// The reference read back; nil where edges and counts do not fit together.
    package init?(value: Value) {
        guard let edges = value["edges"]?.elements, let counts = value["counts"]?.elements else {
            return nil
        }
        let bins = QuantileBins(edges: edges.compactMap(\.number))
        let whole = counts.compactMap { $0.whole.flatMap { UInt32(exactly: $0) } }.map { Int($0) }
        guard whole.count == counts.count, whole.count == bins.count, bins.count <= 1000 else {
            return nil
        }
        self.bins = bins
        self.counts = whole
    }
}

extension ScoreMonitor.Verdict {
    /// The verdict in one sentence.
    package var sentence: String {
        switch self {
        case .notEnoughData(let have, let need):
            "Not enough data: \(have) scores, and \(need) are needed."
        case .steady(let reading): "No drift: \(reading.words)."
        case .watch(let reading): "Scores move: \(reading.words)."
        case .drift(let reading): "Scores have drifted: \(reading.words)."
        }
    }

    /// The figure; nil while there is not enough data.
    package var reading: ScoreMonitor.Reading? {
        switch self {
        case .notEnoughData: nil
        case .steady(let reading), .watch(let reading), .drift(let reading): reading
        }
    }
}

extension ScoreMonitor.Reading {
    fileprivate var words: String { "\(index.fixed(2)), limit \(limit.fixed(2)) (\(method))" }
}
