extension RunState {
    mutating func acted(_ act: OperatorAct) {
        guard acts.insert(act.requestID).inserted else { return }
        switch act.verb {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .hold: isHeld = true
        case .release: isHeld = false
        case .cancel: cancel(act.reason)
        case .skip: if let step = act.step { skip(step) }
        case .retry:
            guard let step = act.step else { return reopen() }
            startAfresh(step, with: act.data.map { _ in act.value })
        case .retryFrom: if let step = act.step { startFrom(step, act) }
        case .terminate: terminate(act.reason)
        case .prioritize: if case .int(let priority) = act.value { self.priority = Int(priority) }
        case .approve: if let step = act.step { approve(step, act) }
        case .reject: if let step = act.step { reject(step, act) }
        case .signal: if let step = act.step { signal(step, act) }
        case .complete: if let step = act.step { complete(step, act) }
        }
    }

    private mutating func skip(_ slot: Int) {
        guard knows(slot) else { return }
        stray(slot)
        skipped(slot)
        reopen()
    }

    /// A failed step gets a fresh budget of attempts, and the run goes on from there; of a fan-out,
    /// every item that failed does.
    private mutating func startAfresh(_ slot: Int, with input: Value? = nil) {
        guard knows(slot) else { return }
        if let input { inputs[slot] = input }
        switch steps[slot].phase {
        case .failed, .retrying:
            move(slot, to: .pending)
            steps[slot].forgiven = steps[slot].attempt
            ready.remove(slot)
            ready.insert(slot)
            reopen()
        case .expanded: for item in failedItems(of: slot) { startAfresh(item) }
        case .pending, .running, .awaiting, .overdue, .succeeded, .covered, .skipped: break
        }
    }

    /// A step and all that builds on it are as they were before they began; the rest stays.
    private mutating func startFrom(_ step: Int, _ act: OperatorAct) {
        guard plan.workflow.steps.indices.contains(step) else { return }
        let again = plan.following(step)
        for step in again { forget(step) }
        for step in again {
            let open = plan.workflow.steps[step].after.filter { !steps[$0].hasEnded }
            steps[step].openPredecessors = open.count
            if mayStart(step) { ready.insert(step) }
        }
        undoable = undoable.filter { !again.contains(stepIndex(of: $0)) }
        if act.data != nil { inputs[step] = act.value }
        switch outcome {
        case .failed, .completed: openAgain()
        case .cancelled, nil: break
        }
    }

    private mutating func forget(_ step: Int) {
        stray(step)
        forgetAlarms(of: step)
        if steps[step].phase == .expanded { abandonItems(of: step) }
        if steps[step].hasEnded { unfinished += 1 }
        move(step, to: .pending)
        steps[step].failure = nil
        steps[step].due = nil
        steps[step].forgiven = steps[step].attempt
        if case .signal = plan.workflow.steps[step].action { inputs[step] = nil }
        names.removeValue(forKey: plan.workflow.steps[step].name)
        ready.remove(step)
    }

    /// The slots of a fan-out's items that failed or pause before another attempt.
    func failedItems(of step: Int) -> [Int] {
        (fanOut(of: step)?.slots ?? 0..<0).filter {
            steps[$0].phase == .failed || steps[$0].phase == .retrying
        }
    }
}
