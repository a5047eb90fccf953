internal import Foundation
internal import Inference
internal import Orchestration
internal import Testing

/// Scores against what scikit-learn and XGBoost themselves say, row by row.
@Suite struct `A local model scores as its library does` {
    static let models: [(ModelCard.Kind, column: String)] = [
        (.logistic(file: "churn-logistic.json"), "logistic"),
        (.xgboost(file: "churn-xgboost.json"), "xgboost"),
    ]

    @Test(arguments: models)
    func `on synthetic rows with missing values and values on the splits`(
        kind: ModelCard.Kind,
        column: String
    ) throws {
        let rows = try Files.table(Files.models.appending(path: "churn-scores.csv"))
        #expect(rows.count == 1000)
        #expect(try greatestDifference(kind, column, over: rows) < 1e-6)
    }

    @Test(
        .enabled(
            if: Files.isFetched("ta-feng/rows.csv"),
            "Ta Feng is not fetched: see SampleData/retention/training/README.md"
        ),
        arguments: models
    )
    func `on 1000 real customers`(kind: ModelCard.Kind, column: String) throws {
        let rows = try Files.table(Files.fetched.appending(path: "ta-feng/rows.csv"))
        #expect(rows.count == 1000)
        #expect(try greatestDifference(kind, column, over: rows) < 1e-6)
    }

    private func greatestDifference(
        _ kind: ModelCard.Kind,
        _ column: String,
        over rows: [[String: Double]]
    ) throws -> Double {
        let file = try #require(LocalModel.file(of: kind))
        let model = try #require(try LocalModel(kind, json: Files.model(file)))
        let differences = try rows.map { row in
            let score = try model.predict(Value(features: row))["probability"]?.number
            return abs(try #require(score) - (row[column] ?? .nan))
        }
        let greatest = try #require(differences.max())
        print("\(column): greatest difference over \(rows.count) rows \(greatest)")
        #expect(differences.allSatisfy { !$0.isNaN })
        return greatest
    }
}
