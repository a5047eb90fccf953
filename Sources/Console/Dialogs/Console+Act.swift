internal import Orchestration
internal import Screen

extension Console {
    /// Pauses what runs and resumes what is paused; a whole workflow is paused only after asking.
    mutating func pause() -> [Effect] {
        let ids = runSubjects
        let workflows = ids.compactMap { id -> WorkflowRow? in
            guard case .workflow(let name) = id else { return nil }
            return workflow(name)
        }
        guard workflows.isEmpty else { return pause(workflows) }
        let actions = ids.compactMap { id -> Control.Action? in
            guard let row = run(behind: id), row.closed == nil else { return nil }
            return row.state == .paused ? .resumeRun(row.id) : .pauseRun(row.id)
        }
        guard !actions.isEmpty else {
            say("the run has ended; there is nothing to pause", .refused)
            return []
        }
        return give(actions, reason: "from the console")
    }

    private mutating func pause(_ workflows: [WorkflowRow]) -> [Effect] {
        let paused = workflows.filter(\.isPaused)
        let running = workflows.filter { !$0.isPaused }
        guard !running.isEmpty else {
            return give(paused.map { .resumeWorkflow($0.name) }, reason: "from the console")
        }
        let name = running.count == 1 ? running[0].name : "\(running.count) workflows"
        return ask(
            .pause,
            title: "Pause \(name)",
            button: "Pause",
            seen: running.map { .workflow($0.name) },
            choices: [("pause", running.map { .pauseWorkflow($0.name) })]
        )
    }

    /// Retries failed steps: the selected one, or all.
    mutating func retry() -> [Effect] {
        let ids = runSubjects
        let runs = ids.compactMap { run(behind: $0) }
        guard !runs.isEmpty else {
            say("the run is no longer known; refresh with .", .refused)
            return []
        }
        var choices = [("every failed step", runs.map { Control.Action.retry($0.id, step: nil) })]
        if runs.count == 1, let step = failedStep(of: runs[0]) {
            choices.insert(("from \(step)", [.retry(runs[0].id, step: step)]), at: 0)
        }
        return ask(
            .retry,
            title: "Retry \(Self.title(of: runs))",
            button: "Retry",
            seen: runs.map { .run($0.id) },
            choices: choices
        )
    }

    private func failedStep(of run: RunRow) -> String? {
        if case .step(_, let index)? = selected, let detail, detail.steps.indices.contains(index) {
            return detail.steps[index].sketch.name
        }
        return run.step.isEmpty ? nil : run.step
    }

    /// Cancels runs, after the operator has typed the workflow's name.
    mutating func cancel() -> [Effect] {
        let runs = runSubjects.compactMap { run(behind: $0) }.filter { $0.closed == nil }
        guard let first = runs.first else {
            say("the run is no longer known; refresh with .", .refused)
            return []
        }
        let isOne = runs.allSatisfy { $0.workflow == first.workflow }
        return ask(
            .cancel,
            title: "Cancel \(Self.title(of: runs))",
            button: runs.count == 1 ? "Cancel run" : "Cancel \(runs.count) runs",
            seen: runs.map { .run($0.id) },
            choices: [("cancel", runs.map { .cancel($0.id) })],
            expected: isOne ? first.workflow : "cancel \(runs.count) runs"
        )
    }

    /// Skips the selected step.
    mutating func skip() -> [Effect] {
        guard case .step(let run, let index)? = selected, let detail,
            detail.steps.indices.contains(index)
        else { return [] }
        let step = detail.steps[index].sketch.name
        return ask(
            .skip,
            title: "Skip \(step) of \(run.text)",
            button: "Skip",
            seen: [.run(run)],
            choices: [("skip \(step)", [.skip(run, step: step)])]
        )
    }

    /// Sends a route's calls to another target.
    mutating func reroute() -> [Effect] {
        guard let route = routeHere else {
            say(
                "choose the route in 5 Routing: this is used by more than one, or by none",
                .refused
            )
            return []
        }
        let taken = route.overriddenTo
        var choices = Self.ranked(route).map { target in
            (
                "\(moment().plain(target.model))  \(target.state.rawValue)",
                [Control.Action.reroute(route: route.name, target: target.model)]
            )
        }
        if taken != nil {
            choices.append(
                ("back to the policy (\(route.policy))", [.reroute(route: route.name, target: nil)])
            )
        }
        return ask(
            .reroute,
            title: "Reroute \(route.name)",
            button: "Reroute",
            seen: [.target(route: route.name, model: "")],
            choices: choices
        )
    }

    /// The targets to choose from: the healthy before the ailing, and among them those that have
    /// less to do now, so that the first is never the one the operator wants to get away from.
    private static func ranked(_ route: RouteRow) -> [TargetRow] {
        func isHealthy(_ target: TargetRow) -> Bool { target.state == .ok || target.state == .idle }
        return route.targets.filter { $0.model != route.overriddenTo }.enumerated().sorted { a, b in
            let (left, right) = (a.element, b.element)
            if isHealthy(left) != isHealthy(right) { return isHealthy(left) }
            if isHealthy(left) {
                return (left.share ?? 0, a.offset) < (right.share ?? 0, b.offset)
            }
            return (-left.state.severity, a.offset) < (-right.state.severity, b.offset)
        }.map(\.element)
    }

    /// The route that is selected, or the only one behind what is selected.
    private var routeHere: RouteRow? {
        switch selected {
        case .target(let name, _): return route(name)
        case .model(let name):
            let using = snapshot?.routes.filter { route in
                route.targets.contains { $0.model == name }
            }
            return using?.count == 1 ? using?.first : nil
        case .step(_, let index):
            guard let steps = detail?.steps, steps.indices.contains(index) else { return nil }
            return route(steps[index].sketch.route)
        case .alert:
            for case .reroute(let name, _) in selectedAlert?.actions ?? [] { return route(name) }
            return nil
        case .workflow, .run, .source, .audit, nil: return nil
        }
    }

    /// The runs and workflows that are marked or selected; a step stands for its run.
    private var runSubjects: [ObjectID] {
        subjects.map { id in
            guard case .step(let run, _) = id else { return id }
            return .run(run)
        }
    }

    private static func title(of runs: [RunRow]) -> String {
        runs.count == 1 ? "\(runs[0].workflow) \(runs[0].id.text)" : "\(runs.count) runs"
    }
}
