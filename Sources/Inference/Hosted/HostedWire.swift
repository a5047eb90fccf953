package import Orchestration

/// The two protocols of hosted models, each as what is sent and what is read.
package enum HostedWire {
    /// Where one row is sent.
    package static func address(of model: HostedModel) -> String {
        var base = model.url[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        switch model.dialect {
        case .openInference(let name, let version, _):
            let versioned = version.map { "/versions/\($0)" } ?? ""
            return "\(base)/v2/models/\(name)\(versioned)/infer"
        case .mlflow: return base.hasSuffix("/invocations") ? String(base) : "\(base)/invocations"
        case .embeddings: return Endpoint(url: model.url).address(of: "embeddings")
        }
    }

    /// One row of numbers as the server reads it.
    ///
    /// Sources: Open Inference Protocol V2, "Inference Request JSON Object"; MLflow,
    /// "Local inference server", `dataframe_split`.
    package static func question(_ row: [Double], of model: HostedModel) -> Value {
        let numbers = Value.list(row.map(Value.double))
        switch model.dialect {
        case .openInference(_, _, let outputs):
            let input: Value = [
                "name": "input-0", "shape": [1, .int(Int64(row.count))], "datatype": "FP64",
                "data": numbers,
            ]
            let asked = outputs.map { Value.map(["name": .string($0)]) }
            return asked.isEmpty
                ? ["inputs": [input]] : ["inputs": [input], "outputs": .list(asked)]
        case .mlflow:
            let columns = Value.list(model.features.map(Value.string))
            return ["dataframe_split": ["columns": columns, "data": [numbers]]]
        // Asked by `embed`, which has its own words for it.
        case .embeddings: return numbers
        }
    }

    /// What the server said of the row, by output name.
    /// - Throws: `badOutput` for an answer that is none of its protocol.
    package static func outputs(in body: [UInt8], of model: HostedModel) throws(Failure) -> Value {
        guard let answer = try? Value(json: body) else {
            throw Failure(.badOutput, "The answer is no JSON.")
        }
        switch model.dialect {
        case .openInference: return try tensors(answer)
        case .mlflow:
            guard case .list(let rows)? = answer["predictions"], let first = rows.first else {
                throw Failure(.badOutput, "The answer has no `predictions`.")
            }
            return ["prediction": first]
        case .embeddings: return answer
        }
    }

    /// The first row of every tensor; a row of one number is that number.
    private static func tensors(_ answer: Value) throws(Failure) -> Value {
        guard case .list(let outputs)? = answer["outputs"] else {
            throw Failure(.badOutput, "The answer has no `outputs`.")
        }
        var rows: [Value: Value] = [:]
        for output in outputs {
            guard let name = output["name"]?.text, case .list(let data)? = output["data"] else {
                throw Failure(.badOutput, "An output has no name or no data.")
            }
            rows[.string(name)] = try row(of: flat(data), shape: output["shape"], name)
        }
        return .map(rows)
    }

    /// Data may come flat or nested by rows.
    private static func flat(_ data: [Value]) -> [Value] {
        data.flatMap { element in
            if case .list(let inner) = element { return inner }
            return [element]
        }
    }

    private static func row(of data: [Value], shape: Value?, _ name: String) throws(Failure)
        -> Value
    {
        guard case .list(let sizes)? = shape, let rows = sizes.first?.number, rows >= 1 else {
            throw Failure(.badOutput, "Output `\(readable(name))` has no shape.")
        }
        let width = sizes.dropFirst().reduce(1.0) { $0 * ($1.number ?? 0) }
        guard width >= 1, width <= Double(data.count), let count = Int(exactly: width) else {
            throw Failure(.badOutput, "Output `\(readable(name))` does not fit its shape.")
        }
        return count == 1 ? data[0] : .list(Array(data.prefix(count)))
    }
}
