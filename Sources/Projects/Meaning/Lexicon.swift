internal import Orchestration

/// Every name a project declares, also where the declaration is faulty: a slip in one place must
/// not be reported as a dozen unknown names elsewhere.
struct Lexicon: Sendable {
    var constants: [String: Value] = [:]
    /// Models with their kinds, by the verb that declares them.
    var models: [String: String] = [:]
    /// The fields rules models may answer with.
    var ruleOutputs: [String: Set<String>] = [:]
    /// Routes with the models they lead to.
    var routes: [String: [String]] = [:]
    var sources: Set<String> = []
    var events: Set<String> = []
    var channels: Set<String> = []
    var purposes: Set<String> = []
    var segments: Set<String> = []
    var templates: [String: TemplateNeeds] = [:]
    var workflows: Set<String> = []

    /// Gathers the names that the files of a project declare.
    init(project: Item?, templates: [Item], workflows: [Item], constants: [String: Value]) {
        self.constants = constants
        self.workflows = Set(workflows.compactMap { $0["workflow"]?.text })
        for template in templates {
            if let name = template["template"]?.text { self.templates[name] = TemplateNeeds(template) }
        }
        if let project { gather(project) }
    }

    private mutating func gather(_ project: Item) {
        for entry in project["models"]?.entries ?? [] {
            models[entry.key] = entry.value.entries.map(\.key).first(where: Form.model.verbs.contains)
            ruleOutputs[entry.key] = Self.outputs(of: entry.value["rules"])
        }
        for entry in project["routes"]?.entries ?? [] {
            routes[entry.key] = (entry.value["targets"]?.elements ?? [])
                .compactMap { $0.text ?? $0["model"]?.text }
        }
        for entry in project["sources"]?.entries ?? [] {
            sources.insert(entry.key)
            if let event = entry.value["event"]?.text { events.insert(event) }
        }
        channels = Self.keys(of: project["channels"])
        purposes = Self.keys(of: project["purposes"])
        segments = Self.keys(of: project["segments"])
    }

    /// The kinds of model a route leads to.
    func kinds(of route: String) -> Set<String> {
        Set((routes[route] ?? []).compactMap { models[$0] })
    }

    private static func keys(of item: Item?) -> Set<String> {
        Set((item?.entries ?? []).map(\.key))
    }

    private static func outputs(of rules: Item?) -> Set<String> {
        Set((rules?.entries ?? []).flatMap { $0.value["output"]?.entries.map(\.key) ?? [] })
    }
}

/// What a template asks of those who write it.
struct TemplateNeeds: Hashable, Sendable {
    let facts: Set<String>
    /// Whether a model is asked for its sentence.
    let asksModel: Bool
}
