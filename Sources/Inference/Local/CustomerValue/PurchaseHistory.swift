package import Orchestration

/// What BG/NBD and Gamma-Gamma need to know of a customer, all times in one unit.
package struct PurchaseHistory: Hashable, Sendable {
    /// Purchases after the first; 0 for someone who bought once.
    package let repeats: Double
    /// From the first purchase to the last; 0 when there was one.
    package let firstToLast: Double
    /// From the first purchase to now; not less than `firstToLast`.
    package let firstToNow: Double
    /// Mean amount of a purchase; 0 when nothing is known of it.
    package let meanSpend: Double

    /// A history, or nil for numbers that no customer can have.
    package init?(
        repeats: Double,
        firstToLast: Double,
        firstToNow: Double,
        meanSpend: Double = 0
    ) {
        let numbers = [repeats, firstToLast, firstToNow, meanSpend]
        guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }), firstToLast <= firstToNow,
            repeats < 1e9, firstToNow < 1e9, repeats > 0 || firstToLast == 0
        else { return nil }
        self.repeats = repeats
        self.firstToLast = firstToLast
        self.firstToNow = firstToNow
        self.meanSpend = meanSpend
    }
}

extension PurchaseHistory {
    /// The history in the map that `Profile.history(at:)` gives; nil for nobody.
    package init?(_ value: Value) {
        guard let repeats = value[CustomerValueModel.Names.repeats]?.number,
            let firstToLast = value[CustomerValueModel.Names.firstToLast]?.number,
            let firstToNow = value[CustomerValueModel.Names.firstToNow]?.number
        else { return nil }
        let meanSpend = value[CustomerValueModel.Names.meanSpend]?.number ?? 0
        self.init(
            repeats: repeats,
            firstToLast: firstToLast,
            firstToNow: firstToNow,
            meanSpend: meanSpend
        )
    }
}
