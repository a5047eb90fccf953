package import Orchestration

extension ModelClient {
    /// Asks a hosted model about one row of features.
    ///
    /// - Parameters:
    ///   - model: Where, in which protocol, and what becomes of its outputs.
    ///   - input: The features by name, each a number.
    ///   - key: For the `Authorization` header; nil for none.
    ///   - clocks: The limits of this call; those between tokens do not count.
    ///   - trace: Where in a trace the call is; passed on.
    /// - Returns: The model's answer map, and how long it took.
    /// - Throws: `badInput` for a feature that is missing or no number, `badOutput` for an answer
    ///   that makes no sense, and what the transport says; never shows the key.
    package func predict(
        _ model: HostedModel,
        _ input: Value,
        key: Secret?,
        clocks: ModelCard.Clocks,
        trace: TraceContext? = nil
    ) async throws(Failure) -> (answer: Value, took: Duration) {
        if case .embeddings(let name) = model.dialect {
            return try await embedding(model, name, input, key, clocks, trace)
        }
        let row = try model.row(of: input)
        let question = Array(HostedWire.question(row, of: model).json.utf8)
        let headers =
            (key.map { [("Authorization", "Bearer \($0.reveal())")] } ?? [])
            + (trace?.headers ?? [])
        let call = CallInFlight(CallClocks(clocks, delivery: .whole), watch: Stopwatch(clock))
        let outcome = await race(against: call) { () async throws(Failure) -> Value in
            let address = HostedWire.address(of: model)
            let answer = try await self.send(question, to: address, headers, clocks)
            return try HostedWire.outputs(in: try await self.whole(answer), of: model)
        }
        let outputs = try outcome.mapError { $0.redacted(key) }.get()
        return (try model.answer.fields(from: outputs), call.elapsed)
    }

    /// The vector of the input's `text`, under `embedding`.
    private func embedding(
        _ model: HostedModel,
        _ name: String,
        _ input: Value,
        _ key: Secret?,
        _ clocks: ModelCard.Clocks,
        _ trace: TraceContext?
    ) async throws(Failure) -> (answer: Value, took: Duration) {
        let limit = HostedModel.textBytesMax
        guard let text = input["text"]?.text, (1...limit).contains(text.utf8.count) else {
            throw Failure(.badInput, "`text` must be a text of 1 to \(limit) bytes.")
        }
        let watch = Stopwatch(clock)
        let endpoint = Endpoint(url: model.url, key: key).traced(by: trace)
        let vectors = try await embed([text], model: name, at: endpoint, clocks: clocks)
        let vector = vectors.first ?? []
        guard (1...HostedModel.dimensionsMax).contains(vector.count),
            vector.allSatisfy(\.isFinite)
        else {
            throw Failure(
                .badOutput,
                "The embedding has \(vector.count) numbers, and must have 1 to "
                    + "\(HostedModel.dimensionsMax), all finite."
            )
        }
        let outputs: Value = [
            "embedding": .list(vector.map(Value.double)), "dimensions": .int(Int64(vector.count)),
        ]
        return (try model.answer.fields(from: outputs), watch.elapsed())
    }
}

extension HostedModel {
    /// The features in the model's order.
    fileprivate func row(of input: Value) throws(Failure) -> [Double] {
        var row: [Double] = []
        for feature in features {
            guard let number = input[feature]?.number else {
                throw Failure(.badInput, "Feature `\(feature)` is missing or no number.")
            }
            guard number.isFinite else {
                throw Failure(
                    .badInput,
                    "Feature `\(feature)` is \(number), which JSON cannot carry."
                )
            }
            row.append(number)
        }
        return row
    }
}
