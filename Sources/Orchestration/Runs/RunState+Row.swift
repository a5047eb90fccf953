extension RunState {
    /// The run as one line of a list.
    package func row(_ id: RunID) -> RunRow {
        var row = RunRow()
        row.id = id
        row.workflow = opening.workflow
        row.version = opening.version
        row.subject = opening.subject
        row.opened = openedAt
        row.closed = closedAt
        row.stepsTotal = plan.workflow.steps.count
        row.stepsDone = plan.workflow.steps.count - unfinished
        row.state = word
        row.versionSeen = version
        row.labels = labels ?? [:]
        row.reason = reason
        if let step = slotThatMatters {
            row.step = name(of: step)
            let made = steps[step].attempt - steps[step].forgiven
            row.attempt = made > 1 || steps[step].failure != nil ? made : nil
            row.attemptsMax = row.attempt.map { _ in self.step(at: step).retry.attempts }
        }
        return row
    }

    /// The run's state in one word.
    ///
    /// Complexity: O(1), as it is asked for at every turn.
    package var word: StateWord {
        switch outcome {
        case .completed: return .ok
        case .failed: return .fail
        case .cancelled: return .cancelled
        case nil: break
        }
        if isHeld { return .held }
        if isPaused { return .paused }
        if failing > 0 { return .fail }
        if retrying > 0 { return .retry }
        return inFlight > 0 || unfinished == 0 ? .run : .wait
    }

    /// Failed before retrying before running before waiting before the first that is to come.
    private var slotThatMatters: Int? {
        if isCompensating { return undo?.current }
        var best: Int?
        let items = fanOuts.lazy.filter { self.steps[$0.step].phase == .expanded }.map(\.window)
        for slots in [plan.workflow.steps.indices] + items {
            for slot in slots where !steps[slot].hasEnded {
                if best.map({ urgency(slot) < urgency($0) }) ?? true { best = slot }
            }
        }
        return best
    }

    private func urgency(_ step: Int) -> Int {
        switch steps[step].phase {
        case .failed: 0
        case .retrying: 1
        case .running: 2
        case .overdue, .awaiting: 3
        case .covered: 2
        case .pending, .expanded: 4
        case .succeeded, .skipped: 5
        }
    }

    private var reason: String {
        switch outcome {
        case .completed: return ""
        case .failed(_, let failure): return "\(failure.kind.rawValue): \(failure.message)"
        case .cancelled(let reason): return reason
        case nil: break
        }
        if isHeld { return "another run of \(opening.subject) is still open" }
        if isPaused { return "paused by an operator" }
        if isCompensating, let cancelled, failing + retrying == 0 {
            return "takes back what it did: \(cancelled)"
        }
        guard let step = slotThatMatters else { return "" }
        switch steps[step].phase {
        case .awaiting, .overdue: return words(ofWait: step)
        case .retrying, .failed, .covered, .running:
            return steps[step].failure.map { "\($0.kind.rawValue): \($0.message)" } ?? ""
        case .pending, .expanded, .succeeded, .skipped: return ""
        }
    }

    /// What a step that waits does so for.
    func words(ofWait slot: Int) -> String {
        switch step(at: slot).action {
        case .wait(let event, _): return "waits for \(event) of \(opening.subject)"
        case .signal(let name, _): return "waits for signal \(name)"
        case .approve(let approval): return "waits for approval: \(approval.prompt)"
        case .until: return steps[slot].due.map { "waits until \($0.text)" } ?? ""
        case .update, .call, .write, .send, .compute, .run: return ""
        }
    }
}

extension StepState {
    /// The step's state in one word.
    var word: StateWord {
        switch phase {
        case .pending: .wait
        case .running, .expanded: .run
        case .awaiting, .overdue: .wait
        case .retrying: .retry
        case .succeeded: .ok
        case .failed: .fail
        case .covered: .warn
        case .skipped: .skip
        }
    }
}

extension Action {
    /// The kind of step, as the workflow file writes it.
    package var kind: String {
        switch self {
        case .update: "update"
        case .call: "call"
        case .write: "write"
        case .send: "send"
        case .wait, .signal, .until: "wait"
        case .approve: "approve"
        case .run: "run"
        case .compute: "compute"
        }
    }

    /// The route it takes; empty for those that take none.
    package var route: String {
        switch self {
        case .call(let route, _), .write(_, let route, _): route
        case .update, .send, .wait, .signal, .until, .approve, .compute, .run: ""
        }
    }
}

extension Workflow {
    /// The graph as drawn.
    package var sketch: [StepSketch] {
        steps.map {
            StepSketch(
                name: $0.name,
                kind: $0.action.kind,
                route: $0.action.route,
                after: $0.after
            )
        }
    }
}
