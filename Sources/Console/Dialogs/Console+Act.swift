internal import Orchestration
internal import Screen

extension Console {
    /// Pauses what runs and resumes what is paused; a whole workflow is paused only after asking.
    mutating func pause() -> [Effect] {
        if let suggestedPause { return suggest(first: suggestedPause) }
        let ids = runSubjects
        let workflows = ids.compactMap { id -> WorkflowRow? in
            guard case .workflow(let name) = id else { return nil }
            return workflow(name)
        }
        guard workflows.isEmpty else { return pause(workflows) }
        if let route = routeHere, case .target = selected { return pause(route) }
        if case .source(let name)? = selected, let row = source(name) { return pause(row) }
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
            return give(paused.map { .resume(.workflow($0.name)) }, reason: "from the console")
        }
        let name = running.count == 1 ? running[0].name : "\(running.count) workflows"
        return ask(
            .pause,
            title: "Pause \(name)",
            button: "Pause",
            seen: running.map { .workflow($0.name) },
            choices: [.init("pause", running.map { .pause(.workflow($0.name)) })]
        )
    }

    /// Retries failed steps: the selected one, or all.
    mutating func retry() -> [Effect] {
        if let letters = letterSubjects { return replay(letters) }
        let ids = runSubjects
        let runs = ids.compactMap { run(behind: $0) }
        guard !runs.isEmpty else {
            say("the run is no longer known; refresh with .", .refused)
            return []
        }
        var choices = [
            Confirmation.Choice("every failed step", runs.map { .retry($0.id, step: nil) })
        ]
        if runs.count == 1, let step = failedStep(of: runs[0]) {
            choices.insert(.init("from \(step)", [.retry(runs[0].id, step: step)]), at: 0)
            choices += retriesByHand(of: runs[0], step)
        }
        return ask(
            .retry,
            title: "Retry \(Self.title(of: runs))",
            button: "Retry",
            seen: runs.map { .run($0.id) },
            choices: choices
        )
    }

    /// With other input, or with all that builds on it: what is known only of a step that is seen.
    private func retriesByHand(of run: RunRow, _ step: String) -> [Confirmation.Choice] {
        guard detail?.row.id == run.id,
            let known = detail?.steps.first(where: { $0.sketch.name == step })
        else { return [] }
        let input = Blank(
            .json,
            "input",
            initial: known.input,
            hint: #"JSON, for example {"a": 1}"#
        )
        let again = Confirmation.Choice(
            "\(step) and all that builds on it, once more",
            [.act(run.id, .retryFrom(step: step, input: nil))]
        )
        // What does not fit would be cut, and a cut input is another one.
        guard known.input.count < Blank.limit else { return [again] }
        return [
            .init(
                "\(step) with other input",
                [.act(run.id, .retry(step: step, input: "null"))],
                blanks: [input]
            ), again,
        ]
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
            choices: [.init("cancel", runs.map { .cancel($0.id) })],
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
            choices: [.init("skip \(step)", [.skip(run, step: step)])]
        )
    }

    /// Sends a route's calls to another target.
    mutating func reroute() -> [Effect] {
        guard let route = routeHere else {
            say(routeObstacle, .refused)
            return []
        }
        let taken = route.overriddenTo
        var choices = Self.ranked(route).map { target in
            Confirmation.Choice(
                "\(moment().plain(target.model))  \(target.state.rawValue)",
                [.reroute(route: route.name, target: target.model)],
                blanks: Self.rerouteBlanks
            )
        }
        if taken != nil {
            choices.append(
                .init(
                    "back to the policy (\(route.policy))",
                    [.reroute(route: route.name, target: nil)]
                )
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

    private static let rerouteBlanks = [
        Blank(.lasting, "for", hint: "how long, as 30m; empty: until taken back"),
        Blank(.condition, "guard", hint: "error_rate<5%, p95<3s: taken back when it fails"),
    ]

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

    /// The runs and workflows that are marked or selected; a step stands for its run.
    var runSubjects: [ObjectID] {
        subjects.map { id in
            guard case .step(let run, _) = id else { return id }
            return .run(run)
        }
    }

    static func title(of runs: [RunRow]) -> String {
        runs.count == 1 ? "\(runs[0].workflow) \(runs[0].id.text)" : "\(runs.count) runs"
    }
}
