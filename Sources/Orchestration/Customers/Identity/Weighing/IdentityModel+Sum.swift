extension IdentityModel {
    /// Bits that a surname says once address, phone, e-mail or device agree: families share it.
    private static let familyBits = 2.0
    /// Bits that a given name says once the address agrees: father and son may share it.
    private static let namesakeBits = 4.0
    /// How far what a household shares may lift two who are told apart, above even odds.
    private static let householdBits = 1.0
    /// From here on a trait that agrees is said to agree plainly.
    private static let plainBits = 4.0
    /// From here on, that of an address is the same and not alike.
    private static let sameMailBits = 9.0

    /// What the traits of two records, or two groups of records, say together; 0 is even odds.
    ///
    /// 1. A name that an e-mail address repeats counts once.
    /// 2. Family: where something a household shares agrees, the surname says little more.
    /// 3. Twins: a date of birth is the household's where given names differ.
    /// 4. Strangers at one address: where what tells people apart speaks against one person, all
    ///    that a household shares lifts them little above even odds before that is counted.
    func sum(_ traits: TraitBits) -> Double {
        let bits = withoutRepeats(traits)
        let given = min(bits[.given] ?? 0, bits[.owner] ?? 0)
        var (shared, own, against) = (0.0, 0.0, 0.0)
        for (trait, bits) in bits.all {
            if bits >= 0, trait.isHouseholds || trait == .birth && given < 0 {
                shared += bits
            } else {
                own += bits
            }
            if bits < 0, trait.tellsApart { against += bits }
        }
        if own < 0, against < -1 { shared = min(shared, Self.householdBits - prior) }
        return prior + shared + own
    }

    private func withoutRepeats(_ traits: TraitBits) -> TraitBits {
        var bits = traits
        let mail = bits[.mail] ?? 0
        if bits[.given] != nil || mail > Self.sameMailBits { bits[.owner] = nil }
        if traits[.given] != nil || traits[.owner] != nil, mail > 0, mail < Self.sameMailBits {
            bits[.mail] = 0
        }
        let home = bits[.address] ?? 0
        let shared = [home, bits[.mail] ?? 0, bits[.phone] ?? 0, bits[.device] ?? 0].max() ?? 0
        if shared > Self.plainBits {
            bits[.surname] = bits[.surname].map { min($0, Self.familyBits) }
        }
        if home > Self.plainBits {
            bits[.given] = bits[.given].map { min($0, Self.namesakeBits) }
        }
        return bits
    }
}
