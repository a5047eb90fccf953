extension RunDetail {
    /// Everything a history tells about a run.
    ///
    /// What only the live view knows (who is running what since when) and what attempts recorded
    /// beside their facts (routing choices, tokens) is added by the engine.
    ///
    /// `began` says when performers took attempts up, as far as anybody noted it.
    package init?(
        _ id: RunID,
        history: [Stamped],
        plan: Plan,
        began: [StepKey: Instant] = [:]
    ) {
        guard let first = history.first, case .opened(let opening) = first.fact,
            var state = RunState(opening, plan: plan, beginning: first.at)
        else { return nil }
        self.init()
        row.id = id
        let workflow = plan.workflow
        if case .inline(let bytes) = opening.input {
            input = String(decoding: bytes, as: UTF8.self)
        }
        steps = zip(workflow.steps, workflow.sketch).map { step, sketch in
            var detail = StepDetail()
            detail.sketch = sketch
            detail.attemptsMax = step.retry.attempts
            return detail
        }
        note(first, state)
        var items = ItemTimes(of: workflow.steps.count, began)
        for stamped in history.dropFirst() {
            prepareInputs(state)
            state.fold(stamped.fact, at: stamped.at)
            note(stamped, state)
            items.note(stamped, state)
        }
        for (step, share) in items.shares { steps[step].queueShare = share }
        finish(state, id)
    }

    /// An input is what the state before the dispatch evaluated to; only new attempts need it.
    private mutating func prepareInputs(_ state: RunState) {
        for index in steps.indices where steps[index].input.isEmpty {
            if let text = state.inputText(index) { steps[index].input = text }
        }
    }

    private mutating func finish(_ state: RunState, _ id: RunID) {
        row = state.row(id)
        labels = state.labels ?? [:]
        priority = state.priority
        for index in steps.indices {
            steps[index].state = state.steps[index].word
            if let failure = state.steps[index].failure, !state.steps[index].hasEnded {
                steps[index].reason = "\(failure.kind.rawValue): \(failure.message)"
            }
            if let fanOut = state.fanOut(of: index) { finish(fanOut, state) }
        }
        if row.closed == nil { ask(state) } else { endSteps(state) }
        waitsFor = row.closed == nil ? words(ofWaits: state) : ""
        criticalPath = Self.criticalPath(steps)
    }

    /// All that an open run waits for, each with when that is over; its reason where that is nothing.
    private mutating func words(ofWaits state: RunState) -> String {
        var found: [String] = []
        for index in steps.indices {
            let until = steps[index].due.map { Self.clock($0) }
            switch state.steps[index].phase {
            case .awaiting:
                let words = state.words(ofWait: index)
                steps[index].reason = words + (until.map { ", until \($0)" } ?? "")
            case .retrying: steps[index].reason += until.map { ", next try at \($0)" } ?? ""
            case .pending, .running, .expanded, .overdue, .succeeded, .failed, .covered, .skipped:
                continue
            }
            if !found.contains(steps[index].reason) { found.append(steps[index].reason) }
        }
        let isStopped = state.isStopped || state.isWaitingForElder
        return found.isEmpty || isStopped ? row.reason : found.joined(separator: "; ")
    }

    /// To the second; whoever waits for days needs the day.
    private static func clock(_ moment: Instant) -> String {
        moment.text.replacing("T", with: " ")
    }

    /// Once a run has ended no step of it waits: what had begun was cancelled, the rest says so.
    private mutating func endSteps(_ state: RunState) {
        for index in steps.indices {
            switch state.steps[index].phase {
            case .pending where steps[index].attempts.isEmpty:
                steps[index].state = .skip
                steps[index].reason = "never started: the run ended before"
            case .pending, .running, .expanded, .awaiting, .overdue, .retrying:
                steps[index].state = .cancelled
                steps[index].due = nil
            case .succeeded, .failed, .covered, .skipped: break
            }
        }
    }

    /// Steps that wait for people say what for.
    private mutating func ask(_ state: RunState) {
        for (step, _) in state.questions where steps.indices.contains(step) {
            switch state.plan.workflow.steps[step].action {
            case .approve(let approval): steps[step].question = .approval(approval.prompt)
            case .signal(let name, _): steps[step].question = .signal(name)
            case .update, .call, .write, .send, .wait, .until, .compute, .run: break
            }
        }
    }

    /// A fan-out shows how many of its items stand where, and what it made of them.
    private mutating func finish(_ fanOut: FanOut, _ state: RunState) {
        var items = ItemCounts(total: fanOut.items.count)
        for slot in fanOut.slots { items.count(state.steps[slot].phase) }
        steps[fanOut.step].items = items
        if state.steps[fanOut.step].phase == .succeeded, !fanOut.results.isEmpty {
            steps[fanOut.step].output = Value.list(fanOut.results).json
        }
    }
}
