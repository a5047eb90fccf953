internal import Orchestration
internal import Screen

/// Switches of models and routes.
extension Console {
    /// Puts a model's breaker where the operator wants it.
    mutating func orderBreaker() -> [Effect] {
        guard let model = modelHere else {
            say("choose a model in 4 Models or 5 Routing", .refused)
            return []
        }
        let orders: [(Breaker.Order, String)] = [
            (.close, "close: calls go through, its own rules apply again"),
            (.open, "open: no call goes to it until you close it"),
            (.disable, "disable: it never opens, and counts nothing"),
            (.watchOnly, "watch only: it counts, and never opens"),
        ]
        return ask(
            .breaker,
            title: "Breaker of \(moment().plain(model))",
            button: "Set",
            seen: [.model(model)],
            choices: orders.map { .init($0.1, [.breaker(model: model, $0.0)]) }
        )
    }

    /// Switches a route off, after its name was typed, or on again.
    mutating func kill() -> [Effect] {
        guard let route = routeHere else {
            say(
                "choose the route in 5 Routing: this is used by more than one, or by none",
                .refused
            )
            return []
        }
        let isOff = !route.killed.isEmpty
        return ask(
            .kill,
            title: isOff ? "Switch \(route.name) on again" : "Switch \(route.name) off",
            button: isOff ? "Switch on" : "Switch off",
            seen: [.target(route: route.name, model: "")],
            choices: [
                isOff
                    ? .init("revive", [.revive(route: route.name)])
                    : .init("kill", [.kill(route: route.name)])
            ],
            expected: isOff ? "" : route.name,
            risk: isOff ? .medium : .high
        )
    }

    /// The model that is selected, or that did the selected step.
    private var modelHere: String? {
        switch selected {
        case .model(let name), .target(_, let name): return model(name)?.name
        case .step: return selectedStep?.attempts.last.flatMap { model($0.target)?.name }
        case .alert: return selectedAlert.flatMap { model($0.object)?.name }
        case .workflow, .run, .source, .audit, .deadLetter, .silence, .proposal, nil: return nil
        }
    }

    /// Gives the orders of the last batch that were refused once more, with what is seen now.
    mutating func giveAgain() -> [Effect] {
        guard let drafts = finished?.refusedDrafts, !drafts.isEmpty else { return [] }
        finished = nil
        return give(drafts.map(\.action), reason: "once more: " + (drafts.first?.reason ?? ""))
    }
}
