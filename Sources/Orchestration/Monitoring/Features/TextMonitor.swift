/// Watches whether the answers of one language model still look like its first ones.
///
/// Nobody brings a reference for texts: the first `learned` answers of a version are it. After that
/// their traits are watched as the features of any model are.
package struct TextMonitor: Hashable, Sendable {
    private var first: [String: [Double]] = [:]
    private var taken = 0
    private var monitor: FeatureMonitor?
    /// What the first answers were like; nil while they are still coming.
    package private(set) var reference: [FeatureReference]?

    /// Answers that make the reference.
    package static let learned = 1000

    /// A monitor that has seen nothing yet.
    package init() {}

    /// A monitor whose reference was learned before.
    package init(reference: [FeatureReference]) {
        self.reference = reference
        monitor = FeatureMonitor(reference)
    }

    /// Takes in an answer.
    package mutating func add(_ text: String) {
        let row = TextTraits(text).row
        guard monitor == nil else {
            let pairs = row.map { (Value.string($0.name), Value.double($0.value)) }
            monitor?.add(.map(Dictionary(uniqueKeysWithValues: pairs)))
            return
        }
        for (name, value) in row { first[name, default: []].append(value) }
        taken += 1
        guard taken >= Self.learned else { return }
        self = TextMonitor(reference: first.sorted { $0.key < $1.key }.compactMap(Self.reference))
    }

    private static func reference(_ name: String, _ values: [Double]) -> FeatureReference? {
        let bins: QuantileBins =
            switch name {
            // A kind has a bin of its own, also one that has not come yet.
            case "answer_refusal": QuantileBins(edges: [0.5])
            case "answer_language":
                QuantileBins(
                    edges: TextTraits.Language.allCases.dropLast().map { Double($0.rawValue) + 0.5 }
                )
            default: QuantileBins(reference: values)
            }
        return FeatureReference(name: name, bins: bins, counts: bins.counts(of: values), missing: 0)
    }

    /// What is said of each trait.
    package var rows: [FeatureRow] {
        if let monitor { return monitor.rows }
        guard taken > 0 else { return [] }
        return TextTraits("").row.map { trait in
            var row = FeatureRow()
            row.name = trait.name
            row.rows = taken
            row.words = "learning from the first answers: \(taken) of \(Self.learned)"
            return row
        }
    }
}

extension FeatureReference {
    /// The reference as it is journaled.
    package var value: Value {
        [
            "name": .string(name), "edges": .list(bins.edges.map(Value.double)),
            "counts": .list(counts.map { .int(Int64($0)) }), "missing": .int(Int64(missing)),
        ]
    }

    /// A journaled reference; nil where it cannot be one.
    package init?(value: Value) {
        guard let name = value["name"]?.text, case .list(let edges)? = value["edges"],
            case .list(let counts)? = value["counts"], edges.count <= 1000
        else { return nil }
        self.init(
            name: name,
            bins: QuantileBins(edges: edges.compactMap(\.number)),
            counts: counts.compactMap { $0.whole.flatMap { Int(exactly: $0) } },
            missing: Int(clamping: value["missing"]?.whole ?? 0)
        )
    }
}
