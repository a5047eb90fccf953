/// What traits say for one person, in bits: the base-two logarithms of how much likelier they are
/// for one person than for two.
struct TraitBits: Equatable, Sendable {
    private var cells = SIMD16<Double>(repeating: 0)
    /// A bit for each trait that was compared.
    private(set) var compared: UInt16 = 0

    /// Nil where the trait was not compared.
    subscript(trait: Trait) -> Double? {
        get { compared >> trait.rawValue & 1 == 1 ? cells[trait.rawValue] : nil }
        set {
            cells[trait.rawValue] = newValue ?? 0
            if newValue == nil {
                compared &= ~(1 << trait.rawValue)
            } else {
                compared |= 1 << trait.rawValue
            }
        }
    }

    /// Every trait that was compared, with its bits.
    var all: [(trait: Trait, bits: Double)] {
        Trait.every.compactMap { trait in self[trait].map { (trait, $0) } }
    }
}
