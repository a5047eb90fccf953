/// Records that are one person, and why.
package struct UnifiedPerson: Hashable, Sendable {
    /// The first of the records' ids: it stays when records come that sort after it.
    package let id: String
    /// Ids of the records, sorted.
    package let records: [String]
    /// One less than there are records; together they reach each of them.
    package let ties: [Tie]

    /// The least sure of the ties, in bits; nil for a record that stands alone.
    package var weakest: Double? { ties.map(\.bits).min() }
}

/// Why two records are one person, or are not.
package struct Tie: Hashable, Sendable {
    package let one: String
    package let other: String
    /// What everything together says for one person: bits above even odds.
    package let bits: Double
    /// What any two records say, before anything of them is compared.
    package let before: Double
    package let reasons: [Reason]

    /// What one trait says.
    package struct Reason: Hashable, Sendable {
        package let trait: Trait
        package let likeness: Likeness
        /// Bits for one person; below zero against it.
        package let bits: Double
    }

    init(_ pair: RecordPair, _ model: IdentityModel) {
        one = pair.one.id
        other = pair.other.id
        before = model.prior
        let bits = model.bits(pair)
        self.bits = model.sum(bits)
        reasons = bits.all.compactMap { trait, bits in
            pair.likenesses[trait].map { Reason(trait: trait, likeness: $0, bits: bits) }
        }
    }
}
