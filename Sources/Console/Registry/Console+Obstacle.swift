internal import Orchestration

extension Console {
    /// Why a command can do nothing now; nil when it can.
    ///
    /// The sentence names what to do instead.
    package func obstacle(to verb: Verb) -> String? {
        guard let command = registry[verb] else { return "this command is not in the registry" }
        if command.risk != .none {
            if !isLive { return "actions are off while the screen is frozen; Z goes live" }
            if let reason = accessObstacle { return reason }
            if case .lost = link { return "actions are off until the engine answers again" }
        }
        return obstacle(in: command.scope, command) ?? ownObstacle(of: verb)
    }

    private func obstacle(in scope: Command.Scope, _ command: Command) -> String? {
        switch scope {
        case .everywhere: return nil
        case .lists:
            return focus.master.isList ? nil : "\(command.hint) works on lists; tab to one"
        case .lines:
            return focus.isLog
                ? nil
                : "this is for the log and the events; tab to one"
        case .runsAndWorkflows, .pausable, .runs, .routes, .alerts, .steps, .retriable,
            .answerable,
            .alertsAndSilences, .alertable, .notable, .throttled:
            break
        }
        let subjects = self.subjects
        guard !subjects.isEmpty else {
            return list.order.isEmpty ? "nothing is selected" : list.lostWords
        }
        guard subjects.allSatisfy({ scope.holds($0, in: place) }) else {
            if let reason = sourceObstacle(command.verb) { return reason }
            if case .anywhere? = subjects.first { return "enter goes to its engine; act there" }
            return "\(command.hint) works on \(scope.nouns), not on \(kindHere.withArticle)"
        }
        return nil
    }

    private var kindHere: String { subjects.first?.kind ?? "blank" }

    /// What a command needs besides its scope.
    private func ownObstacle(of verb: Verb) -> String? {
        switch verb {
        case .open where selected == nil: "there is nothing to open here"
        case .nextMatch where search.isEmpty, .previousMatch where search.isEmpty,
            .nextLine where search.isEmpty, .previousLine where search.isEmpty:
            "nothing was searched for yet; / and a text, then enter or ctrl-n"
        case .group where place != .alerts: "only alerts are grouped; 6 goes to them"
        case .past where place != .alerts && place != .routing:
            "what is over is listed in 6 Alerts and 5 Routing"
        case .window where place != .models: "windows are those of 4 Models"
        case .left where !movesAcross, .right where !movesAcross:
            "h and l move in lists, a run's graph and timeline, a model's chart, and along clipped lines"
        case .filter where !focus.master.isList && !focus.isLog:
            "/ filters lists, logs and the help; tab to one"
        case .export where !focus.master.isList && !focus.isLog:
            "E saves lists and logs; tab to one"
        case .compare where place == .sources && selected == nil: "nothing is selected"
        case .compare where place == .sources: nil
        case .compare where !isRun || detail == nil: "steps are compared in a run; open one first"
        case .compare where !isLive: "a past run is not compared; Z goes live"
        case .grow where isZoomed, .shrink where isZoomed: "zoomed; z shows all panes again"
        case .exchange where isZoomed: "zoomed; z shows all panes again"
        case .exchange where frames(in: size).count < 2: "there is only one pane here"
        case .grow where hasOnePane, .shrink where hasOnePane: "there is only one pane here"
        case .grow where (growth[place] ?? 0) >= Self.growthMax && !growsWithin:
            "it is as large as it gets"
        case .shrink where (growth[place] ?? 0) <= -Self.growthMax && !growsWithin:
            "it is as small as it gets"
        case .mark where list.index == nil, .markRange where list.index == nil:
            "there is no row to mark"
        case .markNone where list.marks.isEmpty: "nothing is marked"
        case .undo where undo == nil: "there is nothing to undo, or its time is over"
        case .stepBack where isLive: "Z freezes the screen first; then , and . move through time"
        case .log where !isRun: "the log belongs to a run; open one first"
        case .payload where selectedStep == nil || !isRun:
            "input and output belong to a step; open a run first"
        case .follow where !focus.isLog:
            "f follows the log and the events; tab to one"
        case .copyName where selected == nil: "there is nothing to copy here"
        case .describe where selected == nil: "nothing is selected here"
        case .orders where batches.allSatisfy(\.waiting.isEmpty):
            "no orders wait to be given"
        case .again where finished?.refusedDrafts.isEmpty ?? true:
            "no order of the last batch was refused"
        case .complete where !isStepOpen: "the step has ended; r does it again"
        case .answer where openSubjects.isEmpty && proposalSubjects.isEmpty,
            .signal where openSubjects.isEmpty,
            .prioritize where openSubjects.isEmpty, .terminate where openSubjects.isEmpty:
            "the run has ended"
        case .why where !isLive: "the past is not asked why; Z goes live"
        case .results where finished == nil: "no orders were given together yet"
        case .lift where access == .full: "nothing is locked here; :ro locks it"
        case .start where workflowHere == nil: "choose a workflow, or a run of it"
        case .backfill where sourceObstacle(verb) != nil: sourceObstacle(verb)
        case .backfill where workflowHere?.schedule == nil:
            "only a workflow with a schedule has starts that have passed"
        case .openLink where linkHere == nil: "nothing here has a link; alerts have runbooks"
        case .throttle where throttleSubjects.isEmpty: routeObstacle
        case .suggestion where suggestedActions.isEmpty:
            "this alert suggests nothing that can be done"
        case .pause where selectedAlert != nil && suggestedPause == nil:
            "this alert suggests nothing to pause; e does what it suggests"
        case .skip where !isStepOpen: "only a step that has not ended can be skipped"
        case .cancel: subjects.contains(where: isOpen) ? nil : "the run has ended; r retries it"
        default: nil
        }
    }

    /// Why nothing can be asked of a source: events are sent here, and fetched from nowhere.
    private func sourceObstacle(_ verb: Verb) -> String? {
        guard case .source(let name)? = subjects.first else { return nil }
        return switch verb {
        case .retry:
            "\(name) is sent here and not fetched: nothing to ask again; 0 has what was unusable"
        case .backfill:
            "\(name) is sent here and not fetched; podium replay FILE brings what was missed"
        default: nil
        }
    }

    private var movesAcross: Bool {
        focus.isList || focus == .timeline || focus == .modelCharts
            || focus.isLog && !reading.wraps
    }

    private var hasOnePane: Bool { !growsWithin && frames(in: size).count < 2 }

    private var isRun: Bool {
        if case .run = place { return true }
        return false
    }

    private var suggestedActions: [Control.Action] { selectedAlert?.actions ?? [] }

    private var isStepOpen: Bool {
        guard case .step(_, let index)? = selected, let detail,
            detail.steps.indices.contains(index)
        else { return false }
        switch detail.steps[index].state {
        case .ok, .skip, .cancelled: return false
        default: return true
        }
    }

    private func isOpen(_ id: ObjectID) -> Bool {
        guard let run = run(behind: id) else { return true }
        return run.closed == nil
    }
}

extension Command.Scope {
    /// Whether an object is what the scope asks for.
    func holds(_ id: ObjectID, in place: Place) -> Bool {
        switch (self, id) {
        case (.everywhere, _), (.lists, _): true
        case (.runsAndWorkflows, .run), (.runsAndWorkflows, .workflow), (.runsAndWorkflows, .step):
            true
        case (.pausable, .run), (.pausable, .workflow), (.pausable, .step), (.pausable, .target),
            (.pausable, .source), (.pausable, .alert):
            true
        case (.runs, .run), (.runs, .step): true
        case (.throttled, .workflow), (.throttled, .run), (.throttled, .step),
            (.throttled, .target), (.throttled, .model), (.throttled, .alert):
            true
        case (.routes, .target), (.routes, .model), (.routes, .alert), (.routes, .step): true
        case (.alerts, .alert): true
        case (.steps, .step): true
        case (.lines, _): true
        case (.retriable, .run), (.retriable, .step), (.retriable, .deadLetter): true
        case (.answerable, .run), (.answerable, .step), (.answerable, .proposal): true
        case (.alertsAndSilences, .alert), (.alertsAndSilences, .silence): true
        case (.alertable, .alert), (.alertable, .model), (.alertable, .target),
            (.alertable, .source), (.alertable, .workflow):
            true
        case (.notable, .audit), (.notable, .deadLetter), (.notable, .silence),
            (.notable, .proposal), (.notable, .context), (.notable, .anywhere),
            (.notable, .occurrence), (.notable, .command):
            false
        case (.notable, _): true
        case (.runsAndWorkflows, _), (.pausable, _), (.runs, _), (.routes, _), (.alerts, _),
            (.steps, _),
            (.retriable, _), (.answerable, _), (.alertsAndSilences, _), (.alertable, _),
            (.throttled, _):
            false
        }
    }

    /// What it works on, in words.
    var nouns: String {
        switch self {
        case .everywhere: "anything"
        case .lists: "lists"
        case .runsAndWorkflows: "runs and workflows"
        case .pausable: "runs, workflows, routes and sources"
        case .runs: "runs"
        case .routes: "routes and their models"
        case .alerts: "alerts"
        case .steps: "the steps of a run"
        case .throttled: "workflows, their runs and steps, routes, their models, and alerts"
        case .lines: "lines"
        case .retriable: "runs and dead letters"
        case .answerable: "runs and proposals"
        case .alertsAndSilences: "alerts and silences"
        case .alertable: "alerts and what they are about"
        case .notable: "what is worked with"
        }
    }
}
