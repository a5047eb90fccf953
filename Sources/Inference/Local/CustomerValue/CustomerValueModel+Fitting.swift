/// Why no customer value model could be fitted.
package enum FittingError: Error, Hashable, Sendable {
    /// Four parameters need more customers who came back than that.
    case tooFewRepeatCustomers(found: Int, needed: Int)
    /// The likelihood has no maximum that the search could find.
    case noMaximum(of: String)
}

extension FittingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooFewRepeatCustomers(let found, let needed):
            "Only \(found) customers came back; fitting needs \(needed). Take a longer history."
        case .noMaximum(let model):
            "The likelihood of \(model) has no maximum within reach: the histories are all alike "
                + "or do not follow it. Look at their spread, or take a longer history."
        }
    }
}

extension CustomerValueModel {
    /// The model under which these histories are likeliest.
    ///
    /// - Parameters:
    ///   - histories: One for each customer, those who bought once included; times in days.
    ///   - horizonDays: Days ahead that predictions will cover.
    ///   - name: What the histories are, for people.
    /// - Returns: Both models, fitted apart from each other.
    /// - Throws: Too few customers, or a likelihood without a maximum.
    package static func fit(
        _ histories: [PurchaseHistory],
        horizonDays: Double,
        fittedTo name: String
    ) throws(FittingError) -> CustomerValueModel {
        let returning = histories.count { $0.repeats > 0 }
        guard returning >= 10 else {
            throw .tooFewRepeatCustomers(found: returning, needed: 10)
        }
        guard let purchases = PurchaseModel.fitted(to: histories) else {
            throw .noMaximum(of: "BG/NBD")
        }
        guard let spend = SpendModel.fitted(to: histories) else {
            throw .noMaximum(of: "Gamma-Gamma")
        }
        return CustomerValueModel(
            purchases: purchases,
            spend: spend,
            horizonDays: horizonDays,
            fittedTo: name
        )
    }
}
