/// The newest values of one feature, counted in the bins of its reference.
struct FeatureWindow: Hashable, Sendable {
    let reference: FeatureReference
    /// The bin of each value in the window, a ring; the last one past the bins is for missing ones.
    private var ring: [UInt16] = []
    private var next = 0
    private(set) var counts: [Int]
    private var samples: BinSamples
    private var change = Adwin()
    /// Changes of the mean that ADWIN has found.
    private(set) var changes = 0

    /// Rows the window holds.
    static let size = 1000

    init(_ reference: FeatureReference) {
        self.reference = reference
        counts = [Int](repeating: 0, count: reference.bins.count + 1)
        samples = BinSamples(bins: reference.bins.count + 1)
    }

    var rows: Int { ring.count }
    var missing: Int { counts[reference.bins.count] }

    /// Calls whose values are most unlike the reference.
    var unlike: [AlertSample] {
        samples.unlike(
            reference.counts + [reference.missing],
            now: counts,
            called: reference.name
        )
    }

    /// Takes in a value; nil, and what is no number, is missing.
    ///
    /// - Returns: The bin it fell into; past the reference's own for a missing one.
    @discardableResult
    mutating func add(_ value: Double?, of call: (origin: CallOrigin, at: Instant)? = nil) -> Int {
        let bins = reference.bins
        let known = value.flatMap { $0.isNaN ? nil : $0 }
        let bin = known.map(bins.bin) ?? bins.count
        if let call { samples.note(call.origin, known ?? .nan, in: bin, at: call.at) }
        counts[bin] += 1
        if ring.count < Self.size {
            ring.append(UInt16(bin))
        } else {
            counts[Int(ring[next])] -= 1
            ring[next] = UInt16(bin)
            next = (next + 1) % Self.size
        }
        // ADWIN expects values in [0, 1]: the place among the reference's quantiles is in it.
        guard known != nil, bins.count > 1 else { return bin }
        if change.add(Double(bin) / Double(bins.count - 1)) { changes += 1 }
        return bin
    }
}
