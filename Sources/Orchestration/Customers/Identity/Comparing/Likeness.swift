/// How far what two records say of one trait agrees; each trait says what its middle ones mean.
package enum Likeness: Int, CaseIterable, Comparable, Sendable {
    case same
    case near
    case partial
    case faint
    case different

    package static func < (one: Likeness, other: Likeness) -> Bool { one.rawValue < other.rawValue }

    /// Whether it is neither the same nor different.
    var isBetween: Bool { self != .same && self != .different }

    /// In a word, to be shown.
    package var word: String {
        switch self {
        case .same: "same"
        case .near: "nearly the same"
        case .partial: "partly the same"
        case .faint: "faintly alike"
        case .different: "different"
        }
    }
}
