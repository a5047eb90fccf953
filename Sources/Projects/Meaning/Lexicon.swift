internal import Orchestration

/// Every name a project declares, also where the declaration is faulty: a slip in one place must
/// not be reported as a dozen unknown names elsewhere.
struct Lexicon: Sendable {
    var constants: [String: Value] = [:]
    /// Models with their kinds, by the verb that declares them.
    var models: [String: String] = [:]
    /// The kinds of model that write text and predict nothing.
    static let writers: Set<String> = ["openai", "anthropic"]
    /// The kinds of model that this process does not evaluate: without a price their cost is unknown.
    static let elsewhere = writers.union(["open_inference", "mlflow", "embeddings", "subprocess"])
    /// The fields rules models may answer with.
    var ruleOutputs: [String: [String: Shape]] = [:]
    /// The fields hosted models answer with; those that do not say are not listed.
    private var hostedAnswers: [String: [String: Shape]] = [:]
    /// The names that every caller of a model gives it; nil where one gives a whole map.
    var inputs: [String: Set<String>?] = [:]
    /// The fields of the answer that stands in where no target of a route may be called.
    private var defaults: [String: [String: Shape]] = [:]
    /// Routes with the models they lead to.
    var routes: [String: [String]] = [:]
    var sources: Set<String> = []
    var events: Set<String> = []
    var channels: Set<String> = []
    var purposes: Set<String> = []
    var segments: Set<String> = []
    var templates: [String: TemplateNeeds] = [:]
    var workflows: Set<String> = []
    /// Whether outcomes are followed.
    var hasOutcomes = false
    /// Whether a file of a workflow or template could not be understood: then a template or
    /// workflow that is not listed may still exist.
    var hasGaps = false

    /// Gathers the names that the files of a project declare.
    init(project: Item?, templates: [Item], workflows: [Item], constants: [String: Value]) {
        self.constants = constants
        self.workflows = Set(workflows.compactMap { $0["workflow"]?.text })
        for template in templates {
            if let name = template["template"]?.text {
                self.templates[name] = TemplateNeeds(template)
            }
        }
        if let project { gather(project) }
        for step in workflows.flatMap({ $0["steps"]?.entries ?? [] }) {
            gatherInput(of: step.value)
            if let undo = step.value["undo"] { gatherInput(of: undo) }
        }
        for entry in project?["models"]?.entries ?? [] {
            guard let route = entry.value["judge"]?["route"]?.text else { continue }
            gather(["question", "answer", "model"], for: route)
        }
    }

    /// Narrows what the models behind a call can count on to what this caller gives.
    private mutating func gatherInput(of step: Item) {
        guard let route = step["call"]?.text, let with = step["with"] else { return }
        gather(with.entries.isEmpty ? nil : Set(with.entries.map(\.key)), for: route)
    }

    private mutating func gather(_ given: Set<String>?, for route: String) {
        for model in routes[route] ?? [] {
            guard let earlier = inputs[model] else {
                inputs[model] = .some(given)
                continue
            }
            inputs[model] = .some(earlier.flatMap { a in given.map(a.intersection) })
        }
    }

    private mutating func gather(_ project: Item) {
        for entry in project["models"]?.entries ?? [] {
            let verb = entry.value.entries.map(\.key).first(where: Form.model.verbs.contains)
            models[entry.key] = verb ?? ""
            if let answer = entry.value[verb ?? ""]?["answer"] {
                let fields = answer.entries.map { ($0.key, Shape.dynamic) }
                hostedAnswers[entry.key] = Dictionary(fields) { first, _ in first }
            }
            if let rules = entry.value["rules"], !rules.entries.isEmpty {
                ruleOutputs[entry.key] = Self.outputs(of: rules)
            }
        }
        for entry in project["routes"]?.entries ?? [] {
            routes[entry.key] = (entry.value["targets"]?.elements ?? [])
                .compactMap { $0.text ?? $0["model"]?.text }
            defaults[entry.key] = Self.shapes(entry.value["default"]?.entries ?? [])
        }
        for entry in project["sources"]?.entries ?? [] {
            sources.insert(entry.key)
            if let event = entry.value["event"]?.text { events.insert(event) }
        }
        hasOutcomes = !(project["feedback"]?.entries ?? []).isEmpty
        channels = Self.keys(of: project["channels"])
        purposes = Self.keys(of: project["purposes"])
        segments = Self.keys(of: project["segments"])
    }

    /// The kinds of model a route leads to.
    func kinds(of route: String) -> Set<String> {
        Set((routes[route] ?? []).compactMap { models[$0] }).subtracting([""])
    }

    /// The fields a call of this route may answer with; nil where that cannot be said.
    func answer(of route: String) -> [String: Shape]? {
        guard let models = routes[route], !models.isEmpty else { return nil }
        var fields = defaults[route] ?? [:]
        for model in models {
            guard let answer = answer(ofModel: model) else { return nil }
            fields.merge(answer) { $0 == $1 ? $0 : .dynamic }
        }
        return fields
    }

    /// The fields a model answers with; nil where that cannot be said.
    func answer(ofModel model: String) -> [String: Shape]? {
        switch models[model] {
        case "logistic": ["probability": .double]
        case "xgboost": ["probability": .double, "score": .double]
        case "customer_value":
            [
                "value": .double, "expected_purchases": .double, "probability_alive": .double,
                "expected_spend": .double, "horizon_days": .double,
            ]
        case "rules":
            ruleOutputs[model].map {
                $0.merging(
                    ["action": .string, "score": .double, "considered": .list(.dynamic)]
                ) { _, own in own }
            }
        case "open_inference", "mlflow", "subprocess": hostedAnswers[model]
        case "embeddings":
            hostedAnswers[model] ?? ["embedding": .list(.double), "dimensions": .int]
        default: nil
        }
    }

    private static func shapes(_ entries: [Item.Entry]) -> [String: Shape] {
        Dictionary(entries.map { ($0.key, Shape(of: Scalars.value($0.value))) }) {
            $0 == $1 ? $0 : .dynamic
        }
    }

    private static func keys(of item: Item?) -> Set<String> {
        Set((item?.entries ?? []).map(\.key))
    }

    private static func outputs(of rules: Item) -> [String: Shape] {
        shapes(rules.entries.flatMap { $0.value["output"]?.entries ?? [] })
    }
}

/// What a template asks of those who write it.
struct TemplateNeeds: Hashable, Sendable {
    let facts: Set<String>
    /// Whether a model is asked for its sentence.
    let asksModel: Bool
}
