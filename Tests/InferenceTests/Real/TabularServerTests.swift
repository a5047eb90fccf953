import Foundation
import Inference
import Orchestration
import Testing

/// What a tabular server says of itself: where it is, and a row with the library's own answer.
struct TabularCase: Decodable {
    let url: String
    let row: [String: Double]
    let expected: Double

    var input: Value {
        .map(Dictionary(uniqueKeysWithValues: row.map { (.string($0.key), .double($0.value)) }))
    }
}

@Suite(
    .serialized,
    .timeLimit(.minutes(15)),
    .enabled(if: RealServer.isWanted, "set PODIUM_REAL_SERVERS=1 to run real model servers")
)
struct `A real server of a scikit-learn model` {
    private let features = ["recency_days", "baskets", "spend"]

    private func use(
        _ server: RealServer,
        _ dialect: HostedModel.Dialect,
        _ probability: String,
        _ body: (ModelClient, HostedModel, TabularCase) async throws -> Void
    ) async throws {
        defer { server.stop() }
        let known = try JSONDecoder().decode(TabularCase.self, from: Data(server.greeting.utf8))
        let model = HostedModel(
            dialect: dialect,
            url: known.url,
            features: features,
            answer: ["probability": try Expression(parsing: probability)]
        )
        let client = ModelClient()
        do { try await body(client, model, known) } catch {
            await client.shutDown()
            throw error
        }
        await client.shutDown()
    }

    private func expectSameAnswer(
        _ client: ModelClient,
        _ model: HostedModel,
        _ known: TabularCase
    ) async throws {
        let (answer, took) = try await client.predict(
            model,
            known.input,
            key: nil,
            clocks: ModelCard.Clocks()
        )
        let probability = try #require(answer["probability"]?.number)
        #expect(abs(probability - known.expected) < 1e-12)
        print("probability \(probability), the library says \(known.expected), took \(took)")
    }

    @Test func `gives over the Open Inference Protocol what the library gives`() async throws {
        let dialect = HostedModel.Dialect.openInference(
            model: "churn",
            version: nil,
            outputs: ["predict_proba"]
        )
        try await use(try .mlserver(), dialect, "outputs.predict_proba[1]") {
            (client, model, known) in
            try await expectSameAnswer(client, model, known)
            let unknown = HostedModel(
                dialect: .openInference(model: "nobody", version: nil, outputs: []),
                url: known.url,
                features: features
            )
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.predict(
                    unknown,
                    known.input,
                    key: nil,
                    clocks: ModelCard.Clocks()
                )
            }
            #expect(failure?.kind == .badInput)
            print(failure?.message ?? "")
        }
    }

    @Test func `gives over MLflow what the library gives`() async throws {
        try await use(try .mlflow(), .mlflow, "outputs.prediction[1]") { client, model, known in
            try await expectSameAnswer(client, model, known)
            let wrong = HostedModel(dialect: .mlflow, url: known.url, features: ["recency_days"])
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.predict(
                    wrong,
                    known.input,
                    key: nil,
                    clocks: ModelCard.Clocks()
                )
            }
            #expect(failure?.kind == .badInput)
            print(failure?.message ?? "")
        }
    }
}
