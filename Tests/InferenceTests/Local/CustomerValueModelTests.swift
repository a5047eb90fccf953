internal import Foundation
internal import Inference
internal import Orchestration
internal import Testing

@Suite struct `A customer value model` {
    static let paper = PurchaseModel(r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258)

    @Test(
        .enabled(
            if: Files.isFetched("cdnow/cdnow_customers_summary_with_transactions.csv"),
            "CDNOW is not fetched: see SampleData/retention/training/README.md"
        )
    )
    func `finds the published parameters of CDNOW`() throws {
        let rows = try Files.table(
            Files.fetched.appending(path: "cdnow/cdnow_customers_summary_with_transactions.csv")
        )
        let histories = try rows.map { row in
            try #require(
                PurchaseHistory(
                    repeats: row["x"] ?? .nan,
                    firstToLast: row["t_x"] ?? .nan,
                    firstToNow: row["T"] ?? .nan,
                    meanSpend: row["zbar"] ?? .nan
                )
            )
        }
        #expect(histories.count == 2357)

        let model = try CustomerValueModel.fit(histories, horizonDays: 39, fittedTo: "CDNOW")

        let (bought, spent) = (model.purchases, model.spend)
        print("CDNOW", bought, bought.logLikelihood(of: histories), spent)
        #expect(abs(bought.r - 0.2426) < 0.0005)
        #expect(abs(bought.alpha - 4.4135) < 0.005)
        #expect(abs(bought.a - 0.7929) < 0.0005)
        #expect(abs(bought.b - 2.4258) < 0.005)
        #expect(abs(bought.logLikelihood(of: histories) + 9582.43) < 0.005)
        #expect(abs(spent.p - 6.25) < 0.01)
        #expect(abs(spent.q - 3.74) < 0.01)
        #expect(abs(spent.gamma - 15.44) < 0.03)
    }

    @Test func `expects what the paper's example customer does`() throws {
        // Fader, Hardie, Lee: x = 2, t = 30.43, T = 38.86, the next 39 weeks: 1.226.
        let history = try #require(
            PurchaseHistory(repeats: 2, firstToLast: 30.43, firstToNow: 38.86)
        )
        #expect(abs(Self.paper.expectedPurchases(history, within: 39) - 1.226) < 0.0005)
        #expect(abs(Self.paper.probabilityAlive(history) - 0.7266) < 0.0005)
    }

    @Test func `recovers the parameters a table was made with`() throws {
        let made = PurchaseModel(r: 0.8, alpha: 20, a: 0.9, b: 3)
        var world = BuyersWorld(seed: 11, purchases: made, spend: SpendModel(p: 6, q: 4, gamma: 15))
        let histories = world.histories(4000, days: 365)
        let model = try CustomerValueModel.fit(histories, horizonDays: 30, fittedTo: "made up")
        #expect(abs(model.purchases.r / made.r - 1) < 0.15)
        #expect(abs(model.purchases.alpha / made.alpha - 1) < 0.2)
        #expect(
            abs(model.purchases.a / (model.purchases.a + model.purchases.b) - 0.9 / 3.9) < 0.05
        )
        let meanSpend = model.spend.p * model.spend.gamma / (model.spend.q - 1)
        #expect(abs(meanSpend / 30 - 1) < 0.05)
        #expect(
            model.purchases.logLikelihood(of: histories) >= made.logLikelihood(of: histories)
        )
    }

    @Test func `says what is missing where a fit makes no sense`() throws {
        let once = try #require(PurchaseHistory(repeats: 0, firstToLast: 0, firstToNow: 9))
        #expect(throws: FittingError.tooFewRepeatCustomers(found: 0, needed: 10)) {
            try CustomerValueModel.fit(
                Array(repeating: once, count: 50),
                horizonDays: 30,
                fittedTo: "x"
            )
        }
    }

    @Test(arguments: [0.0, 1, 3, 50, 5000], [0.0, 0.5, 30, 400, 4000])
    func `stays within reason for every customer`(repeats: Double, silence: Double) throws {
        let firstToLast = repeats == 0 ? 0 : repeats * 3
        let history = try #require(
            PurchaseHistory(
                repeats: repeats,
                firstToLast: firstToLast,
                firstToNow: firstToLast + silence,
                meanSpend: 40
            )
        )
        for a in [0.3, 0.999_999_9, 1, 2.5] {
            let model = PurchaseModel(r: 0.5, alpha: 7, a: a, b: 1.5)
            #expect((0...1).contains(model.probabilityAlive(history)))
            let month = model.expectedPurchases(history, within: 30)
            let year = model.expectedPurchases(history, within: 365)
            #expect(month >= 0 && month <= year && year.isFinite)
            // Nobody is expected to buy faster than someone alive for sure at their own rate.
            #expect(month <= 30 * (0.5 + repeats) / (7 + history.firstToNow) + 1e-9)
        }
    }

    @Test func `draws the spend of a newcomer to the mean of all`() throws {
        let model = SpendModel(p: 6, q: 4, gamma: 15)
        let none = try #require(PurchaseHistory(repeats: 0, firstToLast: 0, firstToNow: 5))
        let many = try #require(
            PurchaseHistory(repeats: 1000, firstToLast: 5, firstToNow: 5, meanSpend: 80)
        )
        #expect(model.expectedSpend(none) == 30)
        #expect(abs(model.expectedSpend(many) - 80) < 0.1)
    }

    @Test func `survives the way through its file`() throws {
        let model = CustomerValueModel(
            purchases: Self.paper,
            spend: SpendModel(p: 6, q: 4, gamma: 15),
            horizonDays: 28,
            fittedTo: "a test"
        )
        #expect(try CustomerValueModel(json: model.json) == model)
    }

    @Test(
        arguments: [
            (["format"], "x", "format"), (["bg_nbd", "a"], 0, "bg_nbd.a"),
            (["bg_nbd"], nil, "bg_nbd"), (["gamma_gamma", "q"], 0.9, "gamma_gamma.q"),
            (["horizon_days"], -1, "horizon_days"),
        ] as [([String], Value?, String)]
    )
    func `names the place where a file is wrong`(
        path: [String],
        part: Value?,
        place: String
    ) throws {
        let model = CustomerValueModel(
            purchases: Self.paper,
            spend: SpendModel(p: 6, q: 4, gamma: 15),
            horizonDays: 28,
            fittedTo: "a test"
        )
        let error = try #require(throws: ModelFileError.self) {
            try CustomerValueModel(json: model.json.replacing(path, with: part))
        }
        #expect(error.description.contains(place))
    }

    @Test(
        arguments: [
            ["repeats": 1], ["repeats": -1, "first_to_last_days": 0, "first_to_now_days": 1],
            ["repeats": 1, "first_to_last_days": 9, "first_to_now_days": 1, "mean_spend": 1],
            ["repeats": 0, "first_to_last_days": 9, "first_to_now_days": 10, "mean_spend": 1],
            .null,
        ] as [Value]
    )
    func `says bad input for a customer that cannot be`(input: Value) throws {
        let model = CustomerValueModel(
            purchases: Self.paper,
            spend: SpendModel(p: 6, q: 4, gamma: 15),
            horizonDays: 28,
            fittedTo: "a test"
        )
        let failure = try #require(throws: Failure.self) { try model.predict(input) }
        #expect(failure.kind == .badInput)
    }
}
