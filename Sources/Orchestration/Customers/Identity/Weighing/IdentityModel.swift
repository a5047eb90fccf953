internal import Glibc

/// What the likeness of two records says: learned from the records themselves, without labels.
///
/// Weights are those of Fellegi and Sunter: bits for or against one person, added to the bits that
/// any two records have before they are compared. Two rules come on top (`Sum.swift`): what a
/// household shares does not count twice, and what somebody has alone outweighs it.
///
/// Source: I. Fellegi and A. Sunter, "A Theory for Record Linkage", JASA 64, 1969.
struct IdentityModel: Sendable {
    var chances: [Chances]
    /// Bits of any two records before anything is compared: below zero.
    var prior: Double
    let names: NameCounts
    var trust = IdentifierTrust()

    /// Before anything was learned.
    init(names: NameCounts) {
        chances = Trait.allCases.map(Chances.usual)
        prior = -10
        self.names = names
    }

    /// What the likenesses of two records say, each for itself.
    func bits(_ pair: RecordPair) -> TraitBits {
        var bits = TraitBits()
        for trait in Trait.every {
            guard let likeness = pair.likenesses[trait] else { continue }
            bits[trait] = weight(trait, likeness, pair)
        }
        return bits
    }

    private func weight(_ trait: Trait, _ likeness: Likeness, _ pair: RecordPair) -> Double {
        // Everybody has several devices, so another one says nothing.
        if trait == .device, likeness == .different { return 0 }
        if likeness == .same, let trusted = trust.bits(trait, pair.one) {
            return max(0, trusted - prior)
        }
        return chances[trait.rawValue].bits(likeness) + rarity(trait, likeness, pair)
    }

    /// A rare name that agrees says more than a common one.
    private func rarity(_ trait: Trait, _ likeness: Likeness, _ pair: RecordPair) -> Double {
        switch trait {
        case .given where likeness == .same && pair.likenesses[.order] == .same:
            names.rarity(of: pair.one.name?.given, .given, chances[trait.rawValue].ofTwo[0])
        case .surname where likeness == .same && pair.likenesses[.order] == .same:
            names.rarity(of: pair.one.name?.surname, .surname, chances[trait.rawValue].ofTwo[0])
        case .owner where likeness <= .near:
            names.rarity(
                of: (pair.one.name ?? pair.other.name)?.surname,
                .surname,
                chances[Trait.surname.rawValue].ofTwo[0]
            )
        case .given, .surname, .order, .birth, .phone, .mail, .device, .account, .number, .address,
            .owner:
            0
        }
    }
}

/// Two records and how they agree.
struct RecordPair: Sendable {
    let one: CustomerRecord
    let other: CustomerRecord
    let likenesses: Likenesses

    init(_ one: CustomerRecord, _ other: CustomerRecord) {
        self.one = one
        self.other = other
        likenesses = Likenesses(one, other)
    }
}
