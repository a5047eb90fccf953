internal import Orchestration

/// Which route an order about what is selected would be about.
extension Console {
    /// The route that is selected, or the only one behind what is selected.
    var routeHere: RouteRow? {
        let names = routesHere
        return names.count == 1 ? route(names[0]) : nil
    }

    /// Why no route is meant, with the names of those that could be.
    var routeObstacle: String {
        let what = selected.map { "this \($0.kind)" } ?? "this"
        let names = routesHere
        guard !names.isEmpty else {
            return "no route is behind \(what); 5 Routing has them all"
        }
        let more = names.count > 4 ? " and \(names.count - 4) more" : ""
        let list = names.prefix(4).joined(separator: ", ")
        return "\(names.count) routes are behind \(what): \(list)\(more); choose one in 5 Routing"
    }

    /// The routes behind what is selected, in the order of the project.
    private var routesHere: [String] {
        switch selected {
        case .target(let name, _): return route(name).map { [$0.name] } ?? []
        case .model(let name): return routes(calling: name)
        case .step(_, let index):
            guard let steps = detail?.steps, steps.indices.contains(index) else { return [] }
            return route(steps[index].sketch.route).map { [$0.name] } ?? []
        case .source(let name): return known(source(name)?.routes ?? [])
        case .alert: return selectedAlert.map(routes(behind:)) ?? []
        case .workflow, .run, .audit, .deadLetter, .silence, .proposal, .context, .anywhere,
            .occurrence, .command, nil:
            return []
        }
    }

    private func routes(calling model: String) -> [String] {
        (snapshot?.routes ?? []).filter { route in
            route.targets.contains { $0.model == model }
        }.map(\.name)
    }

    /// The one that the alert suggests to reroute, else those of its model, else all that it reaches.
    private func routes(behind alert: AlertRow) -> [String] {
        for case .reroute(let name, _, _) in alert.actions {
            if let route = route(name) { return [route.name] }
        }
        let calling = routes(calling: alert.object)
        return calling.isEmpty ? known(alert.routes) : calling
    }

    /// Those of the routes that are on the screen, in the order of the project.
    private func known(_ names: [String]) -> [String] {
        (snapshot?.routes ?? []).map(\.name).filter(names.contains)
    }
}
