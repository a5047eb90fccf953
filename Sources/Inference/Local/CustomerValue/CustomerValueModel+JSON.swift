package import Orchestration

extension CustomerValueModel {
    private static let format = "podium-customer-value/1"

    /// The model in a parsed file.
    ///
    /// - Parameter json: The document, as `json` writes it.
    /// - Throws: What is missing or wrong, and where.
    package init(json: Value) throws(ModelFileError) {
        let document = Document(json)
        let format = try document["format"]
        guard try format.text == Self.format else { throw format.unexpected("\"\(Self.format)\"") }
        let purchases = try document["bg_nbd"]
        let spend = try document["gamma_gamma"]
        self.init(
            purchases: PurchaseModel(
                r: try purchases["r"].positive,
                alpha: try purchases["alpha"].positive,
                a: try purchases["a"].positive,
                b: try purchases["b"].positive
            ),
            spend: SpendModel(
                p: try spend["p"].positive,
                q: try spend["q"].positive,
                gamma: try spend["gamma"].positive
            ),
            horizonDays: try document["horizon_days"].positive,
            fittedTo: try document["fitted_to"].text
        )
        guard self.spend.q > 1 else { throw try spend["q"].unexpected("a number above 1") }
    }

    /// The model as a document; the inverse of reading it.
    package var json: Value {
        [
            "format": .string(Self.format), "fitted_to": .string(fittedTo),
            "horizon_days": .double(horizonDays),
            "bg_nbd": [
                "r": .double(purchases.r), "alpha": .double(purchases.alpha),
                "a": .double(purchases.a), "b": .double(purchases.b),
            ],
            "gamma_gamma": [
                "p": .double(spend.p), "q": .double(spend.q), "gamma": .double(spend.gamma),
            ],
        ]
    }
}
