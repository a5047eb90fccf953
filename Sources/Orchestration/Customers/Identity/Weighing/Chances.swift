internal import Glibc

/// How often a likeness of a trait is seen, by what two records are.
struct Chances: Sendable {
    /// Among records of one person, adding up to 1: what Fellegi and Sunter call `m`.
    var ofOne: [Double]
    /// Among records of two people taken at random, adding up to 1: their `u`.
    var ofTwo: [Double]

    /// What a likeness says for one person, in bits.
    func bits(_ likeness: Likeness) -> Double {
        log2(ofOne[likeness.rawValue] / ofTwo[likeness.rawValue])
    }

    /// What is taken to be so before any record is seen: the chances of each trait, in the order
    /// of `Likeness`.
    ///
    /// Round figures of what labelled files of persons and of contacts show alike. They stand for
    /// 20 pairs of one person and 5,000 of two, so files of any size soon speak for themselves.
    static func usual(of trait: Trait) -> Chances {
        switch trait {
        case .given:
            Chances(ofOne: [0.70, 0.12, 0.08, 0.03, 0.07], ofTwo: [4e-3, 4e-3, 1.2e-2, 2e-3])
        case .surname:
            Chances(ofOne: [0.80, 0.13, 0.01, 0.01, 0.05], ofTwo: [5e-3, 3e-3, 2e-3, 1e-3])
        case .order: Chances(ofOne: [0.97, 0.03, 0, 0, 0], ofTwo: [0.998, 0.002, 0, 0])
        case .birth: Chances(ofOne: [0.88, 0.07, 0, 0, 0.05], ofTwo: [7e-4, 1.3e-3, 0, 0])
        case .phone: Chances(ofOne: [0.90, 0.03, 0, 0, 0.07], ofTwo: [6e-4, 2e-4, 0, 0])
        case .mail:
            Chances(ofOne: [0.74, 0.09, 0.03, 0.09, 0.05], ofTwo: [4e-4, 1e-4, 1e-4, 5e-4])
        case .device: Chances(ofOne: [0.7, 0, 0, 0, 0.3], ofTwo: [5e-4, 0, 0, 0])
        case .account: Chances(ofOne: [0.97, 0, 0, 0, 0.03], ofTwo: [3e-4, 0, 0, 0])
        case .number: Chances(ofOne: [0.87, 0.06, 0, 0, 0.07], ofTwo: [3e-4, 2e-4, 0, 0])
        case .address:
            Chances(ofOne: [0.62, 0.26, 0.06, 0.02, 0.04], ofTwo: [5e-4, 5e-4, 5e-4, 6e-3])
        case .owner:
            Chances(ofOne: [0.62, 0.20, 0.05, 0.03, 0.10], ofTwo: [4e-4, 6e-4, 4e-3, 3e-3])
        }
    }

    init(ofOne: [Double], ofTwo: [Double]) {
        self.ofOne = ofOne
        self.ofTwo = ofTwo.count < 5 ? ofTwo + [1 - ofTwo.reduce(0, +)] : ofTwo
    }
}
