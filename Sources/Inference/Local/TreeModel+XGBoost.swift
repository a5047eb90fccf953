package import Orchestration

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension TreeModel {
    /// The model in a parsed file that XGBoost 1.6 or later wrote with `save_model("….json")`.
    ///
    /// Read are `gbtree` boosters with numeric splits, one output, and the objectives
    /// `binary:logistic`, `reg:logistic`, `binary:logitraw` and `reg:squarederror`. All trees count.
    /// - Parameter json: The document.
    /// - Throws: What is missing, wrong, too large or not evaluated here, and where.
    /// Source: XGBoost, "Introduction to Model IO", and its `doc/model.schema`.
    package init(json: Value) throws(ModelFileError) {
        let learner = try Document(json)["learner"]
        let objective = try Objective(learner)
        let booster = try learner["gradient_booster"]
        let kind = try booster["name"]
        guard try kind.text == "gbtree" else {
            throw .unsupported(
                at: kind.path,
                feature: "a booster \(kind.value.briefly)",
                next: "Train with booster=\"gbtree\", or serve the model and call it over HTTP."
            )
        }
        let names = try learner["feature_names"].names(atMost: Limits.features)
        guard !names.isEmpty else {
            throw try learner["feature_names"].unexpected(
                "feature names (train from a table with column names)"
            )
        }
        var forest = Forest(features: names.count)
        for tree in try booster["model"]["trees"].elements(atMost: Limits.trees) {
            try forest.append(tree)
        }
        reader = FeatureReader(names)
        nodes = forest.nodes
        roots = forest.roots
        base = objective.base
        link = objective.link
    }
}

/// What a learner's sum means, and where it starts.
private struct Objective {
    let link: TreeModel.Link
    let base: Float

    init(_ learner: Document) throws(ModelFileError) {
        let parameters = try learner["learner_model_param"]
        for count in ["num_class", "num_target"] {
            guard let part = parameters.optional(count), try part.scalar > 1 else { continue }
            throw .unsupported(
                at: part.path,
                feature: "\(part.value.briefly) outputs",
                next: "Train one model for each output."
            )
        }
        let score = try parameters["base_score"].scalar
        let name = try learner["objective"]["name"]
        switch try name.text {
        case "binary:logistic", "reg:logistic":
            // Written as a probability; the sum is in log odds.
            guard score > 0, score < 1 else {
                throw try parameters["base_score"].unexpected("a probability between 0 and 1")
            }
            link = .probability
            base = -log(1 / Float(score) - 1)
        case "binary:logitraw", "reg:squarederror":
            link = .score
            base = Float(score)
        default:
            throw .unsupported(
                at: name.path,
                feature: "the objective \(name.value.briefly)",
                next: "Use binary:logistic or reg:squarederror, or call the model over HTTP."
            )
        }
    }
}

extension Document {
    /// XGBoost writes parameters as texts, since 3.1 those with one value an output as a list in a
    /// text: `"5E-1"`, `"[5E-1]"`.
    fileprivate var scalar: Double {
        get throws(ModelFileError) {
            if value.number != nil { return try number }
            var text = try self.text[...]
            if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
            guard let number = Double(text), number.isFinite else {
                throw unexpected("one finite number")
            }
            return number
        }
    }
}
