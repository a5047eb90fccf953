internal import Orchestration

/// Models that other processes evaluate.
extension ProjectBuilder {
    /// What stands under `anthropic`.
    mutating func anthropic(_ item: Item) -> ModelCard.Kind? {
        guard let model = item["model"]?.text, let url = address(of: item) else { return nil }
        return .anthropic(url: url, model: model, keyVariable: item["key_variable"]?.text)
    }

    /// What stands under `open_inference`.
    mutating func openInference(_ item: Item) -> ModelCard.Kind? {
        guard let model = item["model"]?.text else { return nil }
        let dialect = HostedModel.Dialect.openInference(
            model: model,
            version: item["model_version"]?.text,
            outputs: (item["outputs"]?.elements ?? []).compactMap(\.text)
        )
        return hosted(dialect, item)
    }

    /// What stands under `mlflow`.
    mutating func mlflow(_ item: Item) -> ModelCard.Kind? { hosted(.mlflow, item) }

    /// What stands under `embeddings`.
    mutating func embeddings(_ item: Item) -> ModelCard.Kind? {
        guard let model = item["model"]?.text else { return nil }
        return hosted(.embeddings(model: model), item)
    }

    private mutating func hosted(_ dialect: HostedModel.Dialect, _ item: Item) -> ModelCard.Kind? {
        guard let url = address(of: item) else { return nil }
        let answer = answer(item)
        return .hosted(
            HostedModel(
                dialect: dialect,
                url: url,
                keyVariable: item["key_variable"]?.text,
                features: (item["features"]?.elements ?? []).compactMap(\.text),
                answer: answer
            )
        )
    }

    /// What stands under `subprocess`.
    mutating func subprocess(_ item: Item) -> ModelCard.Kind? {
        guard let command = item["command"] else { return nil }
        let words = command.elements.compactMap(\.text)
        if words.first?.isEmpty ?? true { findings.report(.noCommand, at: command.place) }
        // From another folder the words mean other files, which the reader has not listed.
        if item["folder"] == nil {
            for word in command.elements where word.text?.hasPrefix("models/") ?? false {
                _ = file(word)
            }
        }
        return .subprocess(
            ChildModel(
                command: words,
                environment: (item["environment"]?.elements ?? []).compactMap(\.text),
                folder: item["folder"]?.text ?? "",
                processes: scalars.count(item["processes"]) ?? 1,
                lineBytesMax: scalars.count(item["line_bytes"]) ?? 1_048_576,
                answer: answer(item)
            )
        )
    }

    private mutating func answer(_ item: Item) -> [String: Expression] {
        var answer: [String: Expression] = [:]
        for entry in item["answer"]?.entries ?? [] {
            answer[entry.key] = expression(entry.value, seeing: .outputs, expecting: .dynamic)
        }
        return answer
    }

    /// The url, or what the environment says in its place.
    private mutating func address(of item: Item) -> String? {
        guard let written = item["url"]?.text else { return nil }
        checkURL(item["url"], schemes: ["http://", "https://"])
        let override = item["url_variable"]?.text.flatMap { environment[$0] } ?? ""
        return override.isEmpty ? written : override
    }
}
