/// Watches whether a model's scores still look like its reference.
///
/// The reference is pinned: a window that follows the present would follow the drift. Scores have
/// drifted where the whole window is above both limits, or the newest `rowsMin` of it alone at two of the
/// last three looks.
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
        /// Rows from one look at the newest `rowsMin` to the next.
        package var stride = 100
        package init() {}
    }

    package let reference: ScoreReference
    private let settings: Settings
    /// The bin of each score in the window; a ring.
    private var ring: [UInt16] = []
    private var next = 0
    private var counts: [Int]
    private var samples: BinSamples
    private let noise: Double
    private var sinceLook = 0
    /// What the last three looks at the newest rows alone found; the newest last.
    private var looks: [Reading] = []
    /// The same hour of earlier weeks, where that is what scores are held against.
    package var week: WeekBaseline?

    /// A monitor that has seen nothing yet.
    package init(
        reference: ScoreReference,
        settings: Settings = Settings(),
        baseline: DriftBaseline = .pinned
    ) {
        week = baseline == .hourOfWeek ? WeekBaseline(bins: reference.bins.count) : nil
        self.reference = reference
        self.settings = settings
        counts = [Int](repeating: 0, count: reference.bins.count)
        samples = BinSamples(bins: reference.bins.count)
        // Without the rows' share: that changes as the window fills.
        noise = ChiSquare.quantile(0.99, dof: max(1, reference.bins.count - 1))
    }

    /// Scores in the window.
    package var count: Int { ring.count }

    /// Takes in a score of a call that is known by its run.
    package mutating func add(_ score: Double, of origin: CallOrigin, at now: Instant) {
        guard score.isFinite else { return }
        let bin = reference.bins.bin(of: score)
        samples.note(origin, score, in: bin, at: now)
        week?.add(CollectionOfOne(bin), at: now)
        add(score)
    }

    /// Calls whose scores are most unlike the reference.
    package var unlike: [AlertSample] {
        let (expected, seen) = sides
        return samples.unlike(expected, now: seen, called: "score")
    }

    /// What is compared: the reference or the same hour of earlier weeks, and the window or this hour.
    private var sides: (expected: [Int], seen: [Int]) {
        week.map { ($0.reference, $0.current) } ?? (reference.counts, counts)
    }

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
        sinceLook += 1
        if sinceLook >= settings.stride { look() }
    }

    /// Looks at the newest rows alone: a shift fills them when it fills half of the window.
    private mutating func look() {
        sinceLook = 0
        let rows = min(settings.rowsMin, ring.count)
        guard rows == settings.rowsMin, reference.rows >= rows, week == nil else { return }
        var newest = [Int](repeating: 0, count: counts.count)
        for back in 1...rows { newest[Int(ring[(next - back + ring.count) % ring.count])] += 1 }
        looks.append(reading(reference.counts, newest))
        if looks.count > 3 { looks.removeFirst() }
    }

    /// What two of the last three looks found to be above both limits; nil where they did not.
    private var believed: Reading? {
        let above = looks.filter(isDrift)
        return above.count >= 2 ? above.last : nil
    }

    private func isDrift(_ reading: Reading) -> Bool {
        reading.index > max(settings.driftAt, reading.limit)
    }

    /// The verdict on the window now.
    package var verdict: Verdict {
        let (expected, seen) = sides
        let have = min(expected.reduce(0, +), seen.reduce(0, +))
        guard have >= settings.rowsMin else {
            return .notEnoughData(have: have, need: settings.rowsMin)
        }
        let reading = reading(expected, seen)
        if isDrift(reading) { return .drift(reading) }
        if let believed { return .drift(believed) }
        return reading.index > reading.limit ? .watch(reading) : .steady(reading)
    }

    private func reading(_ expected: [Int], _ seen: [Int]) -> Reading {
        let index = PopulationStability.index(
            reference: expected.map(Double.init),
            current: seen.map(Double.init)
        )
        let (before, now) = (expected.reduce(0, +), seen.reduce(0, +))
        let against = week.map {
            ", against \(before) of this hour in the last \($0.known) weeks"
        }
        return Reading(
            index: index ?? 0,
            limit: max(settings.watchAt, noise * (1 / Double(before) + 1 / Double(now))),
            current: now,
            method: "PSI, \(reference.bins.count) reference quantiles, n \(now)" + (against ?? "")
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
