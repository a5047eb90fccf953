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
        case .retry: if let step = act.step { startAfresh(step) }
        }
    }

    private mutating func cancel(_ reason: String) {
        cancelled = reason
        reopen()
    }

    private mutating func skip(_ slot: Int) {
        guard knows(slot) else { return }
        stray(slot)
        skipped(slot)
        reopen()
    }

    /// A failed step gets a fresh budget of attempts, and the run goes on from there; of a fan-out,
    /// every item that failed does.
    private mutating func startAfresh(_ slot: Int) {
        guard knows(slot) else { return }
        switch steps[slot].phase {
        case .failed, .retrying:
            move(slot, to: .pending)
            steps[slot].forgiven = steps[slot].attempt
            ready.remove(slot)
            ready.insert(slot)
            reopen()
        case .expanded: for item in failedItems(of: slot) { startAfresh(item) }
        case .pending, .running, .awaiting, .overdue, .succeeded, .skipped: break
        }
    }

    /// The slots of a fan-out's items that failed or pause before another attempt.
    func failedItems(of step: Int) -> [Int] {
        (fanOut(of: step)?.slots ?? 0..<0).filter {
            steps[$0].phase == .failed || steps[$0].phase == .retrying
        }
    }
}
