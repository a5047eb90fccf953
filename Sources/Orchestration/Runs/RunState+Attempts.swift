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
        case .pending, .expanded, .retrying, .succeeded, .failed, .skipped: return false
        }
    }

    mutating func succeeded(_ key: StepKey, _ payload: Payload) {
        guard knows(key.step) else { return }
        let phase = steps[key.step].phase
        let isSettledFailure = phase == .failed && steps[key.step].attempt == key.attempt
        guard isCurrent(key) || isSettledFailure || phase == .pending else { return }
        steps[key.step].attempt = key.attempt
        if plan.isRead[stepIndex(of: key.step)], case .inline(let bytes) = payload {
            keep((try? Value(json: bytes)) ?? .null, of: key.step)
        }
        end(key.step, as: .succeeded)
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
        let again = failure.kind.isRetryable && made < step(at: key.step).retry.attempts
        move(key.step, to: again ? .retrying : .failed)
        steps[key.step].due = nil
        ready.remove(key.step)
        ready.insert(key.step)
    }

    mutating func skipped(_ slot: Int) {
        guard knows(slot), !steps[slot].hasEnded else { return }
        if slot < plan.workflow.steps.count, plan.isRead[slot] { keep(.null, of: slot) }
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

    /// The alarm that would end a wait is no longer wanted.
    private mutating func forgetWait(of slot: Int) {
        guard steps[slot].phase == .awaiting else { return }
        staleAlarms.append(.waited(StepKey(step: slot, attempt: steps[slot].attempt)))
    }

    /// A step or an item has ended for good: whoever waited for it may begin.
    mutating func end(_ slot: Int, as phase: StepState.Phase) {
        forgetWait(of: slot)
        if steps[slot].phase == .expanded { abandonItems(of: slot) }
        move(slot, to: phase)
        ready.remove(slot)
        guard slot < plan.workflow.steps.count else { return itemEnded(slot) }
        unfinished -= 1
        for dependent in plan.dependents[slot] {
            steps[dependent].openPredecessors -= 1
            if steps[dependent].openPredecessors == 0, !steps[dependent].hasEnded {
                ready.insert(dependent)
            }
        }
    }
}
