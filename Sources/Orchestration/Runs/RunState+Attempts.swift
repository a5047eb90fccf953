extension RunState {
    mutating func began(_ key: StepKey, _ phase: StepState.Phase) {
        guard knows(key.step) else { return }
        move(key.step, to: phase)
        steps[key.step].attempt = key.attempt
        ready.remove(key.step)
    }

    /// Whether that attempt is the one the run counts on now.
    package func isCurrent(_ key: StepKey) -> Bool {
        guard knows(key.step), steps[key.step].attempt == key.attempt else { return false }
        switch steps[key.step].phase {
        case .running, .awaiting, .overdue: return true
        case .pending, .expanded, .retrying, .succeeded, .failed, .covered, .skipped: return false
        }
    }

    mutating func succeeded(_ key: StepKey, _ payload: Payload) {
        guard knows(key.step) else { return }
        let phase = steps[key.step].phase
        let isSettledFailure = phase == .failed && steps[key.step].attempt == key.attempt
        guard isCurrent(key) || isSettledFailure || phase == .pending else { return }
        steps[key.step].attempt = key.attempt
        // A signal that came before its wait is used up by it.
        if phase == .pending, case .signal = step(at: key.step).action { inputs[key.step] = nil }
        if phase == .running, step(at: key.step).undo != nil, !isUndoing(key.step) {
            undoable.append(key.step)
        }
        if !isUndoing(key.step), isRead(stepIndex(of: key.step)), case .inline(let bytes) = payload
        {
            keep((try? Value(json: bytes)) ?? .null, of: key.step)
        }
        end(key.step, as: .succeeded)
    }

    /// Whether anybody reads a step's result: its own run, or the one this run is a step of.
    func isRead(_ step: Int) -> Bool {
        plan.isRead[step] || (opening.parent != nil && plan.isResult[step])
    }

    /// What expressions see in place of a skipped step's result.
    private func skipValue(of step: Int) -> Value {
        guard case .approve = plan.workflow.steps[step].action, steps[step].phase == .overdue else {
            return .null
        }
        return Approval.answer(approved: false, expired: true)
    }

    /// Keeps a result that later expressions read.
    mutating func keep(_ value: Value, of slot: Int) {
        guard slot < plan.workflow.steps.count else {
            return fanOuts[fanOutIndex(of: slot)].keep(value, at: slot)
        }
        names[plan.workflow.steps[slot].name] = value
        if case .update = plan.workflow.steps[slot].action { names["profile"] = value }
    }

    mutating func failed(_ key: StepKey, _ failure: Failure) {
        guard knows(key.step) else { return }
        let isDecided = steps[key.step].phase == .pending
        guard isCurrent(key) || isDecided else { return }
        steps[key.step].attempt = key.attempt
        steps[key.step].failure = failure
        let made = key.attempt - steps[key.step].forgiven
        let retry = step(at: key.step).retry
        let again = retry.retries(failure.kind) && made < retry.attempts
        steps[key.step].due = nil
        if !again, cover(key.step) { return }
        move(key.step, to: again ? .retrying : .failed)
        ready.remove(key.step)
        ready.insert(key.step)
    }

    /// Lets the step begin that stands in for one that failed for good.
    /// - Returns: Whether there is one.
    private mutating func cover(_ slot: Int) -> Bool {
        guard slot < plan.workflow.steps.count,
            case .standIn(let other) = plan.workflow.steps[slot].onFailure,
            steps[other].phase == .pending
        else { return false }
        move(slot, to: .covered)
        ready.remove(slot)
        steps[other].openPredecessors -= 1
        if steps[other].openPredecessors == 0 { ready.insert(other) }
        return true
    }

    /// A stand-in has ended: so has the step it stood in for, in the same way.
    private mutating func uncover(by slot: Int, as phase: StepState.Phase) {
        guard let covered = plan.standsInFor[slot], steps[covered].phase == .covered else { return }
        if isRead(covered) { keep(names[plan.workflow.steps[slot].name] ?? .null, of: covered) }
        end(covered, as: phase)
    }

    mutating func skipped(_ slot: Int) {
        guard knows(slot), !steps[slot].hasEnded else { return }
        if slot < plan.workflow.steps.count, isRead(slot) { keep(skipValue(of: slot), of: slot) }
        end(slot, as: .skipped)
    }

    mutating func withdrawn(_ key: StepKey) {
        strays.removeAll { $0 == key }
        guard isCurrent(key) else { return }
        forgetWait(of: key.step)
        move(key.step, to: .pending)
        // Where the run is opened again, the step starts again.
        ready.insert(key.step)
    }

    /// An attempt under way no longer counts: something else decides about its step.
    mutating func stray(_ slot: Int) {
        guard steps[slot].phase == .running else { return }
        strays.append(StepKey(step: slot, attempt: steps[slot].attempt))
    }

    /// The alarms of a step that begins anew are no longer wanted.
    mutating func forgetAlarms(of slot: Int) {
        forgetWait(of: slot)
        guard steps[slot].phase == .retrying, steps[slot].due != nil else { return }
        staleAlarms.append(.retry(StepKey(step: slot, attempt: steps[slot].attempt + 1)))
    }

    /// The alarm that would end a wait is no longer wanted.
    private mutating func forgetWait(of slot: Int) {
        guard steps[slot].phase == .awaiting else { return }
        staleAlarms.append(.waited(StepKey(step: slot, attempt: steps[slot].attempt)))
    }

    /// Whether enough has ended before a step for it to be decided about.
    func mayStart(_ step: Int) -> Bool {
        guard !steps[step].hasEnded else { return false }
        if steps[step].openPredecessors == 0 { return true }
        return steps[step].phase == .pending && hasFirst(step)
    }

    /// Whether one that waits for the first of several has it.
    private func hasFirst(_ step: Int) -> Bool {
        let rule = plan.workflow.steps[step]
        return rule.join == .firstSucceeded && rule.ifFailed.isEmpty
            && plan.standsInFor[step] == nil
            && rule.after.contains { steps[$0].phase == .succeeded }
    }

    /// A step or an item has ended for good: whoever waited for it may begin.
    mutating func end(_ slot: Int, as phase: StepState.Phase) {
        forgetWait(of: slot)
        if steps[slot].phase == .expanded { abandonItems(of: slot) }
        move(slot, to: phase)
        ready.remove(slot)
        if isUndoing(slot) { return undo?.advance() ?? () }
        guard slot < plan.workflow.steps.count else { return itemEnded(slot) }
        unfinished -= 1
        for dependent in plan.dependents[slot] {
            steps[dependent].openPredecessors -= 1
            if mayStart(dependent) { ready.insert(dependent) }
        }
        uncover(by: slot, as: phase)
    }
}
