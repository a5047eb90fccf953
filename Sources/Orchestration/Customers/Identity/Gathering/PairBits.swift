/// What every pair of records says that was asked for, weighed once.
struct PairBits {
    let records: [CustomerRecord]
    let model: IdentityModel
    private var known: [Candidates.Place: TraitBits] = [:]

    init(_ records: [CustomerRecord], _ model: IdentityModel) {
        self.records = records
        self.model = model
    }

    /// Remembers what was compared before.
    mutating func note(_ pair: RecordPair, at place: Candidates.Place) {
        known[place] = model.bits(pair)
    }

    mutating func bits(_ one: Int, _ other: Int) -> TraitBits {
        let place = Candidates.Place(one: min(one, other), other: max(one, other))
        if let bits = known[place] { return bits }
        let bits = model.bits(RecordPair(records[place.one], records[place.other]))
        known[place] = bits
        return bits
    }

    /// What two groups say: of what somebody may have several of, the best agreement; of all else
    /// the average over every pair that can be compared.
    mutating func bits(_ some: ArraySlice<Int>, _ others: ArraySlice<Int>) -> TraitBits {
        var gathered = GroupBits()
        for one in some { for other in others { gathered.add(bits(one, other)) } }
        return gathered.bits
    }
}

/// The bits of many pairs, on their way to those of two groups.
private struct GroupBits {
    private var sums = TraitBits()
    private var counts = Array(repeating: 0.0, count: Trait.every.count)

    mutating func add(_ pair: TraitBits) {
        for trait in Trait.every {
            guard let bits = pair[trait] else { continue }
            counts[trait.rawValue] += 1
            if trait.isPlural {
                sums[trait] = max(sums[trait] ?? bits, bits)
            } else {
                sums[trait] = (sums[trait] ?? 0) + bits
            }
        }
    }

    var bits: TraitBits {
        var bits = sums
        for trait in Trait.every where !trait.isPlural {
            bits[trait] = sums[trait].map { $0 / counts[trait.rawValue] }
        }
        return bits
    }
}
