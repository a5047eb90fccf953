extension RunState {
    mutating func set(_ alarm: Alarm, due: Instant) {
        switch alarm {
        case .retry(let next):
            guard knows(next.step) else { return }
            steps[next.step].due = due
            ready.remove(next.step)
        case .waited(let key):
            guard knows(key.step) else { return }
            steps[key.step].due = due
        case .deadline: deadlineIsSet = true
        }
    }

    /// A pause that a cancelled run gives up is over for good.
    mutating func dropped(_ alarm: Alarm) {
        staleAlarms.removeAll { $0 == alarm }
        guard cancelled != nil, case .retry(let next) = alarm, due(of: alarm) != nil else { return }
        move(next.step, to: .pending)
    }

    mutating func rang(_ alarm: Alarm) {
        guard due(of: alarm) != nil else { return }
        switch alarm {
        case .retry(let next):
            move(next.step, to: .pending)
            ready.insert(next.step)
        case .waited(let key):
            move(key.step, to: .overdue)
            ready.insert(key.step)
        case .deadline: deadlineHasPassed = true
        }
    }

    /// When an alarm rings; nil where nothing waits for it.
    ///
    /// Complexity: O(1).
    package func due(of alarm: Alarm) -> Instant? {
        switch alarm {
        case .retry(let next):
            guard knows(next.step), steps[next.step].phase == .retrying,
                steps[next.step].attempt == next.attempt - 1
            else { return nil }
            return steps[next.step].due
        case .waited(let key):
            guard isCurrent(key), steps[key.step].phase == .awaiting else { return nil }
            return steps[key.step].due
        case .deadline:
            guard deadlineIsSet, !deadlineHasPassed, outcome == nil else { return nil }
            return plan.workflow.deadline.map { deadlineFrom + $0 }
        }
    }

    /// The alarms that are set and have not rung: what an engine sets again after a restart.
    package var pendingAlarms: [(alarm: Alarm, due: Instant)] {
        var alarms: [(alarm: Alarm, due: Instant)] = []
        for (slot, step) in steps.enumerated() {
            guard let due = step.due else { continue }
            switch step.phase {
            case .retrying:
                alarms.append((.retry(StepKey(step: slot, attempt: step.attempt + 1)), due))
            case .awaiting:
                alarms.append((.waited(StepKey(step: slot, attempt: step.attempt)), due))
            case .pending, .running, .expanded, .overdue, .succeeded, .failed, .covered, .skipped:
                break
            }
        }
        if let due = due(of: .deadline) { alarms.append((.deadline, due)) }
        return alarms
    }
}
