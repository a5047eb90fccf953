internal import Orchestration

/// Who depends on whom, read off the project once.
struct Dependents: Sendable {
    private(set) var routesOfModel: [String: [String]] = [:]
    private(set) var workflowsOfRoute: [String: [String]] = [:]
    private(set) var sourcesOfModel: [String: [String]] = [:]
    private(set) var modelsOfRoute: [String: [String]] = [:]
    /// Models, routes and workflows that build on a source.
    private(set) var ofSource: [String: Reach] = [:]
    /// Routes whose calls a source may hold up: by a target's needs, or by those of a step.
    private(set) var routesOfSource: [String: [String]] = [:]

    init(_ project: Project) {
        for route in project.routes {
            modelsOfRoute[route.name] = route.targets.map(\.model)
            for target in route.targets {
                routesOfModel[target.model, default: []].append(route.name)
            }
        }
        for workflow in project.workflows {
            let routes = Set(workflow.steps.map(\.action.route)).subtracting([""])
            for route in routes.sorted() {
                workflowsOfRoute[route, default: []].append(workflow.name)
            }
        }
        for card in project.models { sourcesOfModel[card.name] = card.needs.keys.sorted() }
        for source in project.sources {
            routesOfSource[source.name] = routes(needing: source.name, project)
            ofSource[source.name] = reach(ofSource: source, project)
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

    private func reach(ofSource source: SourceCard, _ project: Project) -> Reach {
        let models = project.models.filter { $0.needs[source.name] != nil }.map(\.name)
        let triggered = project.workflows.filter { workflow in
            if case .event(source.event, _, _)? = workflow.trigger { return true }
            return workflow.steps.contains { $0.needs[source.name] != nil }
        }
        return Reach(
            models: models,
            routes: routesOfSource[source.name] ?? [],
            workflows: triggered.map(\.name)
        )
    }

    /// What builds on something, from the nearest to those who feel it.
    struct Reach: Sendable {
        var models: [String] = []
        var routes: [String] = []
        var workflows: [String] = []

        /// One name after another, each with what it is.
        var words: [String] {
            models.map { "model \($0)" } + routes.map { "route \($0)" }
                + workflows.map { "workflow \($0)" }
        }
    }

    /// What an alert's object reaches; nothing by name where that is everything.
    func reach(of object: AlertObject) -> Reach {
        switch object.kind {
        case .model:
            Reach(
                routes: routesOfModel[object.name] ?? [],
                workflows: workflows(ofModel: object.name)
            )
        case .source: ofSource[object.name] ?? Reach()
        case .workflow: Reach(workflows: [object.name])
        case .journal: Reach()
        }
    }

    /// What the runs of a workflow may have failed of at these steps: the models that may be called
    /// there, and the sources that these or the steps themselves need.
    func causes(at steps: Set<String>, of workflow: Workflow) -> (
        models: [String], sources: [String]
    ) {
        let steps = workflow.steps.filter { steps.contains($0.name) }
        let models = steps.map(\.action.route).flatMap { modelsOfRoute[$0] ?? [] }
        let sources = models.flatMap { sourcesOfModel[$0] ?? [] } + steps.flatMap(\.needs.keys)
        return (Set(models).sorted(), Set(sources).sorted())
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
}
