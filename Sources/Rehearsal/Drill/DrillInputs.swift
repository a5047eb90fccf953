internal import Orchestration

/// What a drill asks a model about: rows drawn from the references of its features, all but one of
/// which stay as they were when a feature drifts.
struct DrillInputs: Sendable {
    private var spreads: [DrillSpread]
    /// The feature that a fault shifts; nil where none can be.
    let shifted: String?
    /// How far it is shifted, as a PSI of the shares that rows are drawn with.
    static let psi = 0.3

    /// Made of a model's references; an empty list asks about nothing.
    init(_ references: [FeatureReference]) {
        spreads = references.sorted { $0.name < $1.name }.map(DrillSpread.init)
        shifted = spreads.first { $0.canShift }?.name
    }

    /// One row.
    func row(isShifted: Bool, _ random: inout SplitMix) -> Value {
        var row: [Value: Value] = [:]
        for spread in spreads {
            let moves = isShifted && spread.name == shifted
            row[.string(spread.name)] = spread.draw(isShifted: moves, &random).map(Value.double)
        }
        return .map(row)
    }
}

/// How one feature's values are drawn: a bin by its share, and any place in the bin.
struct DrillSpread: Sendable {
    let name: String
    private let edges: [Double]
    /// Shares of the bins, and of rows without a value last.
    private let usual: [Double]
    private let shifted: [Double]?

    init(_ reference: FeatureReference) {
        name = reference.name
        edges = reference.bins.edges
        let rows = Double(max(1, reference.rows))
        usual = (reference.counts + [reference.missing]).map { Double($0) / rows }
        shifted = Self.tilted(usual, psi: DrillInputs.psi)
    }

    /// Whether a shift by that much is possible: where nearly all is one value it is not.
    var canShift: Bool { shifted != nil }

    func draw(isShifted: Bool, _ random: inout SplitMix) -> Double? {
        let shares = isShifted ? shifted ?? usual : usual
        var rest = random.unit()
        let place = random.unit()
        for (bin, share) in shares.enumerated() {
            rest -= share
            if rest < 0 { return bin > edges.count ? nil : value(in: bin, at: place) }
        }
        return value(in: 0, at: place)
    }

    /// A value that the bin holds; its upper edge belongs to it.
    private func value(in bin: Int, at place: Double) -> Double {
        let first = edges.first ?? 0
        let low = bin == 0 ? first - 1 : edges[bin - 1]
        let high = bin < edges.count ? edges[bin] : low + 1
        return high - place * (high - low)
    }

    /// Shares with more in the upper bins and less in the lower, by as much as makes that PSI.
    ///
    /// Each share is multiplied by `exp(t · bin)`; the PSI rises with `t`, so halving finds it.
    private static func tilted(_ shares: [Double], psi wanted: Double) -> [Double]? {
        let bins = shares.dropLast()
        guard bins.count(where: { $0 > 0.02 }) >= 3 else { return nil }
        func tilt(_ t: Double) -> [Double] {
            let raw = shares.enumerated().map { bin, share in
                bin < bins.count
                    ? share * DrillMath.exp(t * Double(bin) / Double(bins.count)) : share
            }
            let sum = raw.reduce(0, +)
            return raw.map { $0 / sum }
        }
        var (low, high) = (0.0, 20.0)
        guard psi(shares, tilt(high)) >= wanted else { return nil }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if psi(shares, tilt(middle)) < wanted { low = middle } else { high = middle }
        }
        return tilt(high)
    }

    private static func psi(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { sum, pair in
            guard pair.0 > 0, pair.1 > 0 else { return sum }
            return sum + (pair.1 - pair.0) * DrillMath.log(pair.1 / pair.0)
        }
    }
}
