extension RunDetail {
    /// Everything a history tells about a run.
    ///
    /// What only the live view knows (who is running what since when) and what attempts recorded
    /// beside their facts (routing choices, tokens) is added by the engine.
    package init?(_ id: RunID, history: [Stamped], plan: Plan) {
        guard let first = history.first, case .opened(let opening) = first.fact else { return nil }
        self.init()
        var state = RunState(opening, plan: plan, at: first.at)
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
        for stamped in history.dropFirst() {
            prepareInputs(state)
            state.fold(stamped.fact, at: stamped.at)
            note(stamped, state)
        }
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
        if row.closed == nil { ask(state) }
        waitsFor = row.closed == nil ? row.reason : ""
        criticalPath = Self.criticalPath(steps)
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

    private mutating func note(_ stamped: Stamped, _ state: RunState) {
        let at = stamped.at
        func name(_ slot: Int) -> String { state.name(of: slot) }
        switch stamped.fact {
        case .opened(let opening):
            log(at, "", "opened \(opening.workflow) \(opening.version) for \(opening.subject)")
        case .dispatched(let key):
            begin(key, at, .run, "attempt \(key.attempt) dispatched")
            nameChild(key, state)
            noteUndoing(key, at, state)
        case .expanded(let step, let count):
            let attempt = state.knows(step) ? state.steps[step].attempt : 1
            begin(StepKey(step: step, attempt: attempt), at, .run, "\(count) items")
            if count == 0 { endFanOut(of: step, at, state) }
        case .awaiting(let key, let event): begin(key, at, .wait, "waits for \(event)")
        // A hundred thousand items that went well are a count, not as many lines.
        case .succeeded(let key, _) where key.step >= steps.count:
            if state.isUndoing(key.step) { log(at, state.name(of: key.step), "done") }
            endFanOut(of: key.step, at, state)
        case .succeeded(let key, let payload):
            end(key, at, .ok, "")
            set(key.step) { $0.output = payload.text }
            log(at, name(key.step), "attempt \(key.attempt) succeeded")
        case .failed(let key, let failure):
            if attempt(key) == nil { begin(key, at, .run, "decided without an attempt") }
            end(key, at, .fail, "\(failure.kind.rawValue): \(failure.message)")
            log(
                at,
                name(key.step),
                "attempt \(key.attempt) failed, \(failure.kind.rawValue): \(failure.message)"
            )
        case .skipped(let step):
            set(step) {
                $0.reason =
                    $0.reason.isEmpty
                    ? "its condition was false, or what it builds on was skipped" : $0.reason
            }
            log(at, name(step), "skipped")
            endFanOut(of: step, at, state)
        case .withdrawn(let key):
            end(key, at, .cancelled, "withdrawn")
            log(at, name(key.step), "attempt \(key.attempt) withdrawn")
        case .alarmSet(let alarm, let due): noteAlarm(alarm, due, at, state)
        case .alarmRang(let alarm):
            if case .waited(let key) = alarm {
                log(at, name(key.step), "the wait is over, nothing came")
            }
        case .alarmDropped, .labelled: break
        case .acted(let act):
            noteAnswer(act, at, state)
            let step = act.step.map { " " + name($0) } ?? ""
            log(
                at,
                act.step.map(name) ?? "",
                "\(act.actor): \(act.verb.rawValue)\(step) \"\(act.reason)\""
            )
        case .closed(let outcome): log(at, "", outcome.words(state.plan.workflow))
        }
    }

    /// A step that runs another workflow names that run.
    private mutating func nameChild(_ key: StepKey, _ state: RunState) {
        guard steps.indices.contains(key.step),
            case .run = state.plan.workflow.steps[key.step].action,
            let last = steps[key.step].attempts.indices.last
        else { return }
        steps[key.step].attempts[last].target = "run \(RunID.child(of: row.id, key).text)"
    }

    /// An act may end a step: there is no other fact about it.
    private mutating func noteAnswer(_ act: OperatorAct, _ at: Instant, _ state: RunState) {
        guard let slot = act.step, steps.indices.contains(slot), state.steps[slot].hasEnded,
            steps[slot].attempts.last?.ended == nil
        else { return }
        if act.data != nil { set(slot) { $0.output = act.value.json } }
        let word = state.steps[slot].word
        end(StepKey(step: slot, attempt: state.steps[slot].attempt), at, word, "")
        set(slot) { $0.reason = "\(act.verb.rawValue) by \(act.actor): \(act.reason)" }
    }

    /// With its last item a fan-out has ended.
    private mutating func endFanOut(of slot: Int, _ at: Instant, _ state: RunState) {
        guard state.knows(slot) else { return }
        let step = state.stepIndex(of: slot)
        guard state.plan.workflow.steps[step].each != nil, state.steps[step].phase == .succeeded,
            steps[step].attempts.last?.ended == nil
        else { return }
        end(StepKey(step: step, attempt: state.steps[step].attempt), at, .ok, "")
        log(at, state.name(of: step), "all items have ended")
    }

    private mutating func noteAlarm(
        _ alarm: Alarm,
        _ due: Instant,
        _ at: Instant,
        _ state: RunState
    ) {
        switch alarm {
        case .retry(let next):
            set(next.step) { $0.due = due }
            let pause = (due - at).inSeconds
            log(
                at,
                state.name(of: next.step),
                "attempt \(next.attempt) in \(Self.seconds(pause)) s"
            )
        case .waited(let key): set(key.step) { $0.due = due }
        case .deadline: break
        }
    }

    private static func seconds(_ seconds: Double) -> String {
        let tenths = Int((min(max(seconds, 0), 1e9) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// What takes an effect back is told in the log; the step keeps its own attempts.
    private mutating func noteUndoing(_ key: StepKey, _ at: Instant, _ state: RunState) {
        guard state.isUndoing(key.step) else { return }
        log(at, state.name(of: key.step), "attempt \(key.attempt) dispatched")
    }

    private mutating func begin(_ key: StepKey, _ at: Instant, _ word: StateWord, _ text: String) {
        var attempt = AttemptDetail()
        attempt.number = key.attempt
        attempt.dispatched = at
        attempt.state = word
        guard steps.indices.contains(key.step) else { return }
        steps[key.step].attempts.append(attempt)
        log(at, steps[key.step].sketch.name, text)
    }

    private mutating func end(_ key: StepKey, _ at: Instant, _ word: StateWord, _ error: String) {
        guard let index = attempt(key) else { return }
        set(key.step) {
            $0.attempts[index].ended = at
            $0.attempts[index].state = word
            $0.attempts[index].error = error
            $0.due = nil
        }
    }

    private func attempt(_ key: StepKey) -> Int? {
        guard steps.indices.contains(key.step) else { return nil }
        return steps[key.step].attempts.lastIndex { $0.number == key.attempt }
    }

    private mutating func set(_ step: Int, _ change: (inout StepDetail) -> Void) {
        if steps.indices.contains(step) { change(&steps[step]) }
    }

    private mutating func log(_ at: Instant, _ step: String, _ text: String) {
        log.append(LogLine(at: at, step: step, text: text))
    }
}

extension RunDetail {
    /// Back from the step that ended last, each time to the predecessor that ended last.
    static func criticalPath(_ steps: [StepDetail]) -> [Int] {
        func end(_ index: Int) -> Instant? { steps[index].attempts.last?.ended }
        let ended = steps.indices.filter { end($0) != nil }
        var at = ended.max { (end($0) ?? .epoch) < (end($1) ?? .epoch) }
        var path: [Int] = []
        while let index = at {
            path.append(index)
            at = steps[index].sketch.after.filter { end($0) != nil }
                .max { (end($0) ?? .epoch) < (end($1) ?? .epoch) }
        }
        return path.reversed()
    }
}

extension Payload {
    /// The JSON text, or in words where it is kept elsewhere.
    package var text: String {
        switch self {
        case .inline(let bytes): String(decoding: bytes, as: UTF8.self)
        case .artifact(let digest, let size): "artifact \(digest.prefix(12)), \(size) bytes"
        }
    }
}

extension Outcome {
    /// The outcome as a sentence of the log.
    package func words(_ workflow: Workflow) -> String {
        switch self {
        case .completed: "completed"
        case .cancelled(let reason): "cancelled: \(reason)"
        case .failed(let step, let failure):
            workflow.steps.indices.contains(step)
                ? "failed at \(workflow.steps[step].name): \(failure.message)"
                : "failed: \(failure.message)"
        }
    }
}

extension Work {
    /// The input as JSON text, for people.
    package var inputText: String {
        switch self {
        case .update(let event): event.json
        case .run(_, let input): input.json
        case .call(_, let input): input.json
        case .write(_, _, let facts):
            Value.map(Dictionary(uniqueKeysWithValues: facts.map { (.string($0.key), $0.value) }))
                .json
        case .send(let content, let channel, let purpose):
            Value.map([
                "content": content, "channel": .string(channel), "purpose": .string(purpose),
            ]).json
        }
    }
}
