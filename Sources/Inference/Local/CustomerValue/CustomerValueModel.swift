package import Orchestration

/// Customer value over a horizon: expected purchases (BG/NBD) times expected spend (Gamma-Gamma).
///
/// Undiscounted, in the currency and the days of the histories it was fitted to.
package struct CustomerValueModel: Hashable, Sendable {
    package let purchases: PurchaseModel
    package let spend: SpendModel
    /// Days ahead that a prediction covers.
    package let horizonDays: Double
    /// What it was fitted to, for people.
    package let fittedTo: String

    /// The names of the map that `predict` takes: times in days, spend in currency.
    package enum Names {
        package static let repeats = "repeats"
        package static let firstToLast = "first_to_last_days"
        package static let firstToNow = "first_to_now_days"
        package static let meanSpend = "mean_spend"
    }

    /// A model of these two.
    package init(
        purchases: PurchaseModel,
        spend: SpendModel,
        horizonDays: Double,
        fittedTo: String
    ) {
        self.purchases = purchases
        self.spend = spend
        self.horizonDays = horizonDays
        self.fittedTo = fittedTo
    }

    private static let reader = FeatureReader(
        [Names.repeats, Names.firstToLast, Names.firstToNow, Names.meanSpend])

    /// What a customer will do within the horizon.
    ///
    /// - Parameter input: `repeats`, `first_to_last_days`, `first_to_now_days`, `mean_spend`.
    /// - Returns: `{value, expected_purchases, probability_alive, expected_spend, horizon_days}`.
    /// - Throws: `badInput` for a missing number, or numbers that no customer can have.
    package func predict(_ input: Value) throws(Failure) -> Value {
        let row = try Self.reader.row(from: input)
        guard
            let history = PurchaseHistory(
                repeats: row[0],
                firstToLast: row[1],
                firstToNow: row[2],
                meanSpend: row[3]
            )
        else {
            throw Failure(
                .badInput,
                "No customer has \(row[0]) repeats, first to last \(row[1]) days, "
                    + "first to now \(row[2]) days and mean spend \(row[3])."
            )
        }
        return answer(for: history)
    }

    private func answer(for history: PurchaseHistory) -> Value {
        let expected = purchases.expectedPurchases(history, within: horizonDays)
        let amount = spend.expectedSpend(history)
        return [
            "value": .double(expected * amount), "expected_purchases": .double(expected),
            "probability_alive": .double(purchases.probabilityAlive(history)),
            "expected_spend": .double(amount), "horizon_days": .double(horizonDays),
        ]
    }
}
