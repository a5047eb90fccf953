/// What each fact adds to what people are shown of a run.
extension RunDetail {
    mutating func note(_ stamped: Stamped, _ state: RunState) {
        let at = stamped.at
        func name(_ slot: Int) -> String { state.name(of: slot) }
        switch stamped.fact {
        case .opened(let opening):
            noteOpening(opening, at, state)
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
            set(step) { if $0.reason.isEmpty { $0.reason = Self.whySkipped(step, state) } }
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
            if state.isOpen, ended != nil { noteReopening(at) }
            noteAnswer(act, at, state)
            let step = act.step.map { " " + name($0) } ?? ""
            log(
                at,
                act.step.map(name) ?? "",
                "\(act.actor): \(act.verb.rawValue)\(step) \"\(act.reason)\""
            )
        case .closed(let outcome):
            ended = at
            log(at, "", outcome.words(state.plan.workflow))
        }
    }

    /// A step that failed and was passed over says so: nothing was false, and nothing missing.
    private static func whySkipped(_ step: Int, _ state: RunState) -> String {
        guard state.knows(step), let failure = state.steps[step].failure else {
            return "its condition was false, or what it builds on was skipped"
        }
        return "failed, and the run went on: \(failure.kind.rawValue): \(failure.message)"
    }

    /// A run that rolled over is one run all the same: its log says where.
    private mutating func noteOpening(_ opening: Opening, _ at: Instant, _ state: RunState) {
        if opening.carried == nil {
            log(at, "", "opened \(opening.workflow) \(opening.version) for \(opening.subject)")
        } else {
            log(at, "", "history rolled over after \(state.version - 1) facts; the run goes on")
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

    /// From here on the run is open again.
    private mutating func noteReopening(_ at: Instant) {
        ended = nil
        reopened = at
    }

    /// An act may end a step: there is no other fact about it.
    private mutating func noteAnswer(_ act: OperatorAct, _ at: Instant, _ state: RunState) {
        guard let slot = act.step, steps.indices.contains(slot), state.steps[slot].hasEnded,
            steps[slot].attempts.last?.ended == nil
        else { return }
        if act.data != nil { set(slot) { $0.output = act.value.json } }
        let word = state.steps[slot].word
        end(StepKey(step: slot, attempt: state.steps[slot].attempt), at, word, "")
        set(slot) { $0.reason = "\(act.verb.rawValue) by \(act.actor)".because(act.reason) }
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
        attempt.reopened = reopened
        guard steps.indices.contains(key.step) else { return }
        steps[key.step].attempts.append(attempt)
        // What was said of an earlier attempt is over.
        steps[key.step].reason = ""
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
