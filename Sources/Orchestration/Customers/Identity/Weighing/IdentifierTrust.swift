/// How far two records that share an identifier are one person for that alone.
///
/// Most addresses and telephones are one person's. Some are a family's, a shop's or everybody's
/// (`info@`, a kiosk), and some are handed on. Those show it: their records contradict each other.
/// An identifier whose records do is evidence no more, or less.
struct IdentifierTrust: Sendable {
    /// Bits above even odds, by trait and value.
    private var table: [Key: Double] = [:]

    private struct Key: Hashable {
        let trait: Trait
        let value: Letters
    }

    /// Traits whose value as a whole is somebody's.
    static let traits: [Trait] = [.phone, .mail, .device, .account, .number]
    /// Records of one value that are held against each other; more do not change the answer.
    ///
    /// The last in working order, which are those that have names.
    private static let recordsMax = 12
    /// From here on two records contradict each other.
    private static let contradictionBits = -4.0

    init() {}

    /// Looks at every value that several records have.
    init(_ records: [CustomerRecord], _ model: IdentityModel) {
        for trait in Self.traits {
            let holders = Dictionary(
                grouping: records.filter { $0.identifier(trait) != nil },
                by: { $0.identifier(trait) ?? [] }
            )
            for (value, records) in holders where records.count > 1 {
                table[Key(trait: trait, value: value)] = Self.bits(trait, records, model)
            }
        }
    }

    /// Nil for a trait that is no identifier, and before anything was learned.
    func bits(_ trait: Trait, _ record: CustomerRecord) -> Double? {
        guard !table.isEmpty, let value = record.identifier(trait) else { return nil }
        return table[Key(trait: trait, value: value)]
    }

    /// The first contradiction costs four bits, each of the next three one more.
    private static func bits(_ trait: Trait, _ records: [CustomerRecord], _ model: IdentityModel)
        -> Double
    {
        let some = records.suffix(recordsMax)
        var contradictions = 0
        for (place, one) in some.enumerated() {
            for other in some.dropFirst(place + 1)
            where beside(RecordPair(one, other), trait, model) < contradictionBits {
                contradictions += 1
            }
        }
        let doubt = contradictions == 0 ? 0 : Double(3 + min(contradictions, 4))
        return unshared(trait) - doubt
    }

    /// Bits that two records say for one person beside what they share.
    private static func beside(_ pair: RecordPair, _ trait: Trait, _ model: IdentityModel)
        -> Double
    {
        model.bits(pair).all.reduce(0) { sum, next in
            if next.trait == trait || next.trait == .address { return sum }
            let isHouseholds = next.trait.isHouseholds
            return isHouseholds && next.bits > 0 ? sum : sum + next.bits
        }
    }

    /// Bits above even odds of a value whose records do not contradict each other.
    ///
    /// Measured on labelled contacts: of two such records 94 % with one device, 98 % with one
    /// address or telephone and all with one login are one person's.
    private static func unshared(_ trait: Trait) -> Double {
        switch trait {
        case .account: 9
        case .number: 8
        case .phone, .mail: 6
        case .device: 4.2
        case .given, .surname, .order, .birth, .address, .owner: 0
        }
    }
}
