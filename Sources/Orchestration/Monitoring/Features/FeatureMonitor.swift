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

    /// Rows each side needs before there is a verdict.
    package static let rowsMin = 500
    /// Rows from one look to the next.
    package static let stride = 100
    /// Features of one model that are watched.
    static let featuresMax = 256

    /// A monitor that has seen nothing yet.
    package init(_ references: [FeatureReference]) {
        let sorted = references.sorted { $0.name < $1.name }.prefix(Self.featuresMax)
        windows = sorted.map(FeatureWindow.init)
        keys = sorted.map { .string($0.name) }
    }

    package var isEmpty: Bool { windows.isEmpty }

    /// Takes in what a model was asked about; what is no map has no features.
    package mutating func add(_ input: Value) {
        guard case .map(let entries) = input, !windows.isEmpty else { return }
        for place in windows.indices { windows[place].add(entries[keys[place]]?.featureNumber) }
        sinceLook += 1
        guard sinceLook >= Self.stride else { return }
        sinceLook = 0
        look()
    }

    private mutating func look() {
        let known = windows.filter { Self.lack(of: $0) == nil }.compactMap { window in
            FeatureFigures(window).map { (window.reference.name, $0) }
        }
        let believed = FalseDiscovery.believed(known.map(\.1.chiSquare.p))
        let names = believed.map { known[$0] }.filter { _, figures in
            figures.psi > figures.psiLimit
                && figures.effect >= FeatureFigures.effectMin
        }
        looks.append(Set(names.map(\.0)))
        if looks.count > 3 { looks.removeFirst() }
    }

    private static func lack(of window: FeatureWindow) -> Int? {
        let have = min(window.rows, window.reference.rows)
        return have < rowsMin ? have : nil
    }

    /// What is said of every feature, in the order of their names.
    package var verdicts: [(name: String, verdict: Verdict, missing: Int, changes: Int)] {
        windows.map { window in
            let name = window.reference.name
            return (name, verdict(of: window), window.missing, window.changes)
        }
    }

    private func verdict(of window: FeatureWindow) -> Verdict {
        if let have = Self.lack(of: window) {
            return .notEnoughData(have: have, need: Self.rowsMin)
        }
        guard let figures = FeatureFigures(window) else {
            return .notEnoughData(have: 0, need: Self.rowsMin)
        }
        let believed = looks.count { $0.contains(window.reference.name) }
        return believed >= 2 ? .drift(figures) : .steady(figures)
    }
}

extension Value {
    /// A feature as models read it: booleans count as 0 and 1.
    fileprivate var featureNumber: Double? {
        if case .bool(let holds) = self { return holds ? 1 : 0 }
        return number
    }
}
