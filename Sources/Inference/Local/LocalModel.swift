package import Orchestration

/// A model evaluated in this process, in microseconds and without I/O.
package enum LocalModel: Hashable, Sendable {
    case logistic(LogisticModel)
    case trees(TreeModel)
    case customerValue(CustomerValueModel)
    case rules(RulesModel)

    /// The file that has to be read for a model of this kind, relative to the project's folder;
    /// nil for one that needs none or is not local.
    package static func file(of kind: ModelCard.Kind) -> String? {
        switch kind {
        case .logistic(let file), .xgboost(let file), .customerValue(let file): file
        case .rules, .openAI, .anthropic, .hosted, .subprocess: nil
        }
    }

    /// The model of a card, nil for a kind that is not local.
    ///
    /// - Parameters:
    ///   - kind: From the model's card.
    ///   - json: Its file, parsed; not looked at for rules.
    /// - Throws: What is missing, wrong or too large in the file, and where.
    package init?(_ kind: ModelCard.Kind, json: Value) throws(ModelFileError) {
        switch kind {
        case .logistic: self = .logistic(try LogisticModel(json: json))
        case .xgboost: self = .trees(try TreeModel(json: json))
        case .customerValue: self = .customerValue(try CustomerValueModel(json: json))
        case .rules(let rules): self = .rules(RulesModel(rules))
        case .openAI, .anthropic, .hosted, .subprocess: return nil
        }
    }

    /// The model's output map for an input map.
    ///
    /// - Parameter input: Features by name; for rules, the names that their expressions see.
    /// - Returns: `{probability: …}` of a classifier, and what each kind says of itself.
    /// - Throws: `badInput` or `expression`, never a retryable kind: the answer is a function of
    ///   the input.
    package func predict(_ input: Value) throws(Failure) -> Value {
        switch self {
        case .logistic(let model): try model.predict(input)
        case .trees(let model): try model.predict(input)
        case .customerValue(let model): try model.predict(input)
        case .rules(let model): try model.predict(input)
        }
    }
}
