internal import Orchestration

extension Console {
    /// The alert that is selected.
    var selectedAlert: AlertRow? {
        guard case .alert(let id)? = selected else { return nil }
        return snapshot?.alerts.first { $0.id == id }
    }

    /// The run an object is, or belongs to.
    func run(behind id: ObjectID) -> RunRow? {
        switch id {
        case .run(let id), .step(let id, _):
            if detail?.row.id == id { return detail?.row }
            if isLive, let row = markedRuns[id] { return row }
            return shownRuns.rows.first { $0.id == id } ?? snapshot?.watched.first { $0.id == id }
        case .workflow, .model, .target, .alert, .source, .audit, .deadLetter, .silence,
            .proposal, .context, .anywhere, .occurrence, .command:
            return nil
        }
    }

    func workflow(_ name: String) -> WorkflowRow? {
        snapshot?.workflows.first { $0.name == name }
    }

    func route(_ name: String) -> RouteRow? { snapshot?.routes.first { $0.name == name } }

    func model(_ name: String) -> ModelRow? { snapshot?.models.first { $0.name == name } }

    func source(_ name: String) -> SourceRow? { snapshot?.sources.first { $0.name == name } }

    /// The version of an object that is on the screen.
    func version(of id: ObjectID) -> Int64? {
        switch id {
        case .run, .step: run(behind: id)?.versionSeen
        case .workflow(let name): workflow(name)?.versionSeen
        case .target(let name, _): route(name)?.versionSeen
        case .alert(let id): snapshot?.alerts.first { $0.id == id }?.versionSeen
        case .model, .source, .audit, .deadLetter, .silence, .proposal, .context, .anywhere,
            .occurrence, .command:
            nil
        }
    }

    /// The object an action changes.
    func object(of action: Control.Action) -> ObjectID {
        switch action {
        case .pauseRun(let id), .resumeRun(let id), .retry(let id, _), .skip(let id, _),
            .cancel(let id), .act(let id, _):
            .run(id)
        case .pause(.workflow(let name)), .resume(.workflow(let name)), .start(let name, _, _),
            .backfill(let name, _), .cancelBackfill(let name, _):
            .workflow(name)
        case .replay(let letter): .deadLetter(letter)
        case .pause(.source(let name)), .resume(.source(let name)): .source(name)
        case .reroute(let route, let target, _): .target(route: route, model: target ?? "")
        case .acknowledge(let alert), .escalate(let alert), .snooze(let alert, _, _),
            .resolveSnooze(let alert):
            .alert(alert)
        case .canary(let route, let model, _): .target(route: route, model: model)
        case .breaker(let model, _): .model(model)
        case .pause(.everything), .resume(.everything): .workflow("")
        case .split(let route, _, _), .unroute(let route, _), .pause(.route(let route)),
            .resume(.route(let route)),
            .kill(.route(let route)), .revive(.route(let route)):
            .target(route: route, model: "")
        case .throttle(.workflow(let name), _, _), .throttle(.step(let name, _), _, _):
            .workflow(name)
        case .throttle(.route(let route), _, _): .target(route: route, model: "")
        case .kill(.model(let model)), .revive(.model(let model)): .model(model)
        case .kill(.everything), .kill(.tenant), .revive(.everything), .revive(.tenant):
            .workflow("")
        case .silence(let silence): .silence(silence.id)
        case .unsilence(let id): .silence(id)
        case .approveRetrain(let id), .declineRetrain(let id): .proposal(id)
        case .note(let subject): object(of: subject)
        case .rate(let call, _, _, _), .unrate(let call): .run(call.run)
        }
    }
}
