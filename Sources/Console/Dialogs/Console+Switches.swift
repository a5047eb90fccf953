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

    /// Tries a canary of the route here again, takes it out, or gives it all of the route's calls.
    mutating func orderCanary() -> [Effect] {
        guard let route = routeHere else {
            say("choose a route in 5 Routing", .refused)
            return []
        }
        let canaries = route.targets.filter { $0.role == "canary" }.map(\.model)
        let near = canaries.filter { selected == .target(route: route.name, model: $0) }
        guard let model = near.first ?? canaries.first else {
            say("\(moment().plain(route.name)) has no canary", .refused)
            return []
        }
        let orders: [(CanaryOrder, String)] = [
            (.again, "again: it takes its share, and its analysis begins anew"),
            (.promote, "promote: it takes all calls; needs a successful analysis"),
            (.out, "out: it takes no more calls until it is tried again"),
        ]
        return ask(
            .canary,
            title: "Canary \(moment().plain(model)) of \(moment().plain(route.name))",
            button: "Set",
            seen: [.target(route: route.name, model: model)],
            choices: orders.map {
                .init($0.1, [.canary(route: route.name, model: model, $0.0)])
            }
        )
    }

    /// Switches a route, a model, a tenant or everything off, after its name was typed, or on again.
    mutating func kill() -> [Effect] {
        let off = snapshot?.kills ?? []
        let route = routeHere
        let near = [route.map { KillScope.route($0.name) }, modelHere.map { KillScope.model($0) }]
        // What the cursor is on comes first: a standby is not its route.
        let isModel = if case .model? = selected { true } else { false }
        let kills = ((isModel ? near.reversed() : near) + [.everything, .tenant("")]).compactMap(
            \.self
        ).filter { scope in !off.contains { $0.scope == scope } }
        let choices = off.sorted { revives(first: $0, $1, route?.name) }.map(revival)
        let isOff = off.contains { $0.scope == route.map { .route($0.name) } }
        // What is off comes first where it is what is selected.
        return ask(
            .kill,
            title: "Kill switches",
            button: "Switch",
            seen: route.map { [.target(route: $0.name, model: "")] } ?? [],
            choices: isOff ? choices + kills.map(killing) : kills.map(killing) + choices,
            risk: .high
        )
    }

    private func revives(first a: KillSwitch, _ b: KillSwitch, _ route: String?) -> Bool {
        let here = route.map { KillScope.route($0) }
        return a.scope == here && b.scope != here
    }

    private func revival(_ kill: KillSwitch) -> Confirmation.Choice {
        .init("on again: \(moment().plain(kill.words))", [.revive(kill.scope)], expected: "")
    }

    private func killing(_ scope: KillScope) -> Confirmation.Choice {
        let span = Blank(.lasting, "for", hint: "how long, as 30m; empty: until switched on")
        let (title, blanks, expected): (String, [Blank], String) =
            switch scope {
            case .everything: ("off: every route", [span], "everything")
            case .route(let name): ("off: route \(moment().plain(name))", [span], name)
            case .model(let name):
                ("off: model \(moment().plain(name)) on every route", [span], name)
            case .tenant:
                (
                    "off: a tenant",
                    [Blank(.tenant, "tenant", hint: "the runs' label `tenant`"), span], "tenant"
                )
            }
        return .init(title, [.kill(scope)], blanks: blanks, expected: expected)
    }

    /// The model that is selected, or that did the selected step.
    private var modelHere: String? {
        switch selected {
        case .model(let name), .target(_, let name): return model(name)?.name
        case .step: return selectedStep?.attempts.last.flatMap { model($0.target)?.name }
        case .alert: return selectedAlert.flatMap { model($0.object)?.name }
        case .workflow, .run, .source, .audit, .deadLetter, .silence, .proposal, .context,
            .anywhere, .occurrence, .command,
            nil:
            return nil
        }
    }

    /// Gives the orders of the last batch that were refused once more, with what is seen now.
    mutating func giveAgain() -> [Effect] {
        guard let drafts = finished?.refusedDrafts, !drafts.isEmpty else { return [] }
        finished = nil
        return give(drafts.map(\.action), reason: "once more: " + (drafts.first?.reason ?? ""))
    }
}
