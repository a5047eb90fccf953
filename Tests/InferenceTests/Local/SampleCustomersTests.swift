internal import Foundation
internal import Inference
internal import Orchestration
internal import Testing

/// The customers of `SampleData/retention/events/orders.jsonl`, as the models see them.
@Suite struct `The customers of the sample project` {
    static let end = Instant(text: "2026-06-30T21:00:00Z") ?? .epoch
    static let valueFile = Files.models.appending(path: "customer-value.json")

    private func profiles() throws -> [Profile] {
        let orders = Files.root.appending(path: "SampleData/retention/events/orders.jsonl")
        var profiles: [String: Profile] = [:]
        for line in try String(contentsOf: orders, encoding: .utf8).split(separator: "\n") {
            let event = try Value(json: String(line))
            let (id, customer) = (event["id"]?.text ?? "", event["customer"]?.text ?? "")
            profiles[customer] = try (profiles[customer] ?? Profile())
                .applying(event: event, id: id, at: Self.end)
        }
        return profiles.sorted { $0.key < $1.key }.map(\.value)
    }

    @Test(arguments: [ChurnCards.logistic, ChurnCards.xgboost])
    func `are a mix of high and low risk`(kind: ModelCard.Kind) throws {
        let file = try #require(LocalModel.file(of: kind))
        let model = try #require(try LocalModel(kind, json: Files.model(file)))
        let active = try profiles().map { $0.features(at: Self.end) }
            .filter { $0["baskets"] != 0.0 }
        let risks = try active.compactMap { try model.predict($0)["probability"]?.number }
        #expect(risks.count > 250)
        #expect((0.1...0.4).contains(Double(risks.count { $0 >= 0.6 }) / Double(risks.count)))
        #expect((0.2...0.7).contains(Double(risks.count { $0 < 0.3 }) / Double(risks.count)))
    }

    /// `UPDATE_MODELS=1` writes the file anew.
    @Test func `are what the committed value model was fitted to`() throws {
        let histories = try profiles().compactMap { PurchaseHistory($0.history(at: Self.end)) }
        #expect(histories.count == 300)
        let fitted = try CustomerValueModel.fit(
            histories,
            horizonDays: 90,
            fittedTo: "the 300 invented customers of events/orders.jsonl, at 2026-06-30T21:00:00Z"
        )
        if ProcessInfo.processInfo.environment["UPDATE_MODELS"] != nil {
            try Data((fitted.json.prettyJSON + "\n").utf8).write(to: Self.valueFile)
        }
        let committed = try CustomerValueModel(json: Files.model("customer-value.json"))
        #expect(committed.fittedTo == fitted.fittedTo)
        let pairs = [
            (committed.purchases.r, fitted.purchases.r),
            (committed.purchases.alpha, fitted.purchases.alpha),
            (committed.purchases.a, fitted.purchases.a),
            (committed.purchases.b, fitted.purchases.b),
            (committed.spend.p, fitted.spend.p), (committed.spend.q, fitted.spend.q),
            (committed.spend.gamma, fitted.spend.gamma),
        ]
        #expect(pairs.allSatisfy { abs($0 / $1 - 1) < 1e-3 }, "\(fitted)")
    }
}

/// The cards of the sample project's churn models.
enum ChurnCards {
    static let logistic = ModelCard.Kind.logistic(file: "churn-logistic.json")
    static let xgboost = ModelCard.Kind.xgboost(file: "churn-xgboost.json")
}
