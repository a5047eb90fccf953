internal import Orchestration

/// Who depends on whom, read off the project once.
struct Dependents: Sendable {
    private(set) var routesOfModel: [String: [String]] = [:]
    private(set) var workflowsOfRoute: [String: [String]] = [:]
    private(set) var sourcesOfModel: [String: [String]] = [:]
    private(set) var modelsOfWorkflow: [String: [String]] = [:]
    /// Models, routes and workflows that build on a source, in words.
    private(set) var ofSource: [String: [String]] = [:]
    /// Routes whose calls a source may hold up: by a target's needs, or by those of a step.
    private(set) var routesOfSource: [String: [String]] = [:]

    init(_ project: Project) {
        for route in project.routes {
            for target in route.targets {
                routesOfModel[target.model, default: []].append(route.name)
            }
        }
        for workflow in project.workflows {
            let routes = Set(workflow.steps.map(\.action.route)).subtracting([""])
            for route in routes.sorted() {
                workflowsOfRoute[route, default: []].append(workflow.name)
                let targets = project.routes.first { $0.name == route }?.targets ?? []
                modelsOfWorkflow[workflow.name, default: []] += targets.map(\.model)
            }
        }
        for card in project.models { sourcesOfModel[card.name] = card.needs.keys.sorted() }
        for source in project.sources {
            routesOfSource[source.name] = routes(needing: source.name, project)
            ofSource[source.name] = downstream(of: source, project)
        }
    }

    private func routes(needing source: String, _ project: Project) -> [String] {
        let models = Set(project.models.filter { $0.needs[source] != nil }.map(\.name))
        let steps = project.workflows.flatMap(\.steps).filter { $0.needs[source] != nil }
        let asked = Set(steps.map(\.action.route))
        return project.routes.filter { route in
            asked.contains(route.name) || route.targets.contains { models.contains($0.model) }
        }.map(\.name)
    }

    private func downstream(of source: SourceCard, _ project: Project) -> [String] {
        let models = project.models.filter { $0.needs[source.name] != nil }.map(\.name)
        let triggered = project.workflows.filter { workflow in
            if case .event(source.event, _, _)? = workflow.trigger { return true }
            return workflow.steps.contains { $0.needs[source.name] != nil }
        }
        return triggered.map { "workflow \($0.name)" }
            + (routesOfSource[source.name] ?? []).map { "route \($0)" }
            + models.map { "model \($0)" }
    }

    func workflows(ofModel model: String) -> [String] {
        var names: [String] = []
        for route in routesOfModel[model] ?? [] {
            for name in workflowsOfRoute[route] ?? [] where !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }

    var workflowsOfModel: [String: [String]] {
        Dictionary(uniqueKeysWithValues: routesOfModel.keys.map { ($0, workflows(ofModel: $0)) })
    }

    func blast(ofModel model: String) -> [String] {
        (routesOfModel[model] ?? []).map { "route \($0)" }
            + workflows(ofModel: model).map { "workflow \($0)" }
    }
}
