/// Watches whether the features of one model still look like those it was accepted with.
///
/// All features are looked at together, once for every `stride` rows: Benjamini–Hochberg says which
/// of their p-values to believe, and a feature has drifted where it was believed, with an effect,
/// at two of the last three looks. So ten features are no ten chances of a false alarm.
package struct FeatureMonitor: Hashable, Sendable {
    /// What is said of one feature.
    package enum Verdict: Hashable, Sendable {
        case notEnoughData(have: Int, need: Int)
        case steady(FeatureFigures)
        case drift(FeatureFigures)
    }

    private var windows: [FeatureWindow]
    private let keys: [Value]
    private var sinceLook = 0
    /// The names that were believed at the last three looks.
    private var looks: [Set<String>] = []
    /// The same hour of earlier weeks, where that is what features are held against.
    package var week: WeekBaseline?
    /// Where the bins of each window begin among those of all.
    private let offsets: [Int]

    /// Rows each side needs before there is a verdict.
    package static let rowsMin = 500
    /// Rows from one look to the next.
    package static let stride = 100
    /// Features of one model that are watched.
    static let featuresMax = 256

    /// A monitor that has seen nothing yet.
    package init(_ references: [FeatureReference], baseline: DriftBaseline = .pinned) {
        let sorted = references.sorted { $0.name < $1.name }.prefix(Self.featuresMax)
        windows = sorted.map(FeatureWindow.init)
        keys = sorted.map { .string($0.name) }
        let sizes = sorted.map { $0.bins.count + 1 }
        offsets = sizes.indices.map { sizes[..<$0].reduce(0, +) }
        week = baseline == .hourOfWeek ? WeekBaseline(bins: sizes.reduce(0, +)) : nil
    }

    package var isEmpty: Bool { windows.isEmpty }

    /// Takes in what a model was asked about; what is no map has no features.
    package mutating func add(
        _ input: Value,
        of call: (origin: CallOrigin, at: Instant)? = nil
    ) {
        guard case .map(let entries) = input, !windows.isEmpty else { return }
        var row: [Int] = []
        for place in windows.indices {
            let bin = windows[place].add(entries[keys[place]]?.featureNumber, of: call)
            if week != nil { row.append(offsets[place] + bin) }
        }
        if let call { week?.add(row, at: call.at) }
        sinceLook += 1
        guard sinceLook >= Self.stride else { return }
        sinceLook = 0
        look()
    }

    private mutating func look() {
        let known = windows.indices.compactMap { place -> (String, FeatureFigures)? in
            guard case .figures(let figures) = finding(at: place) else { return nil }
            return (windows[place].reference.name, figures)
        }
        let believed = FalseDiscovery.believed(known.map(\.1.chiSquare.p))
        let names = believed.map { known[$0] }.filter { _, figures in
            figures.psi > figures.psiLimit
                && figures.effect >= FeatureFigures.effectMin
        }
        looks.append(Set(names.map(\.0)))
        if looks.count > 3 { looks.removeFirst() }
    }

    private enum Finding {
        case lack(have: Int)
        case figures(FeatureFigures)
    }

    /// How a feature stands now, whatever was believed of it.
    private func finding(at place: Int) -> Finding {
        guard let (expected, seen) = sides(at: place) else { return .lack(have: 0) }
        let have = min(expected.rows, seen.reduce(0, +))
        guard have >= Self.rowsMin else { return .lack(have: have) }
        return FeatureFigures(expected, seen).map(Finding.figures) ?? .lack(have: 0)
    }

    /// What is compared: the reference or the same hour of earlier weeks, and the window or this hour.
    private func sides(at place: Int) -> (expected: FeatureReference, seen: [Int])? {
        let window = windows[place]
        guard let week else { return (window.reference, window.counts) }
        let bins = offsets[place]..<offsets[place] + window.counts.count
        let before = Array(week.reference[bins])
        let expected = FeatureReference(
            name: window.reference.name,
            bins: window.reference.bins,
            counts: Array(before.dropLast()),
            missing: before.last ?? 0
        )
        return expected.map { ($0, Array(week.current[bins])) }
    }

    /// What is said of every feature, in the order of their names.
    package var verdicts: [(name: String, verdict: Verdict, missing: Int, changes: Int)] {
        windows.indices.map { place in
            let window = windows[place]
            return (window.reference.name, verdict(at: place), window.missing, window.changes)
        }
    }

    /// Calls whose value of a feature is most unlike the reference.
    package func unlike(_ feature: String) -> [AlertSample] {
        windows.first { $0.reference.name == feature }?.unlike ?? []
    }

    private func verdict(at place: Int) -> Verdict {
        switch finding(at: place) {
        case .lack(let have): return .notEnoughData(have: have, need: Self.rowsMin)
        case .figures(let figures):
            let name = windows[place].reference.name
            return looks.count { $0.contains(name) } >= 2 ? .drift(figures) : .steady(figures)
        }
    }
}

extension Value {
    /// A feature as models read it: booleans count as 0 and 1.
    fileprivate var featureNumber: Double? {
        if case .bool(let holds) = self { return holds ? 1 : 0 }
        return number
    }
}
