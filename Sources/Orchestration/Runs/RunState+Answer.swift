/// Whether an act may become a fact.
package enum Verdict: Hashable, Sendable {
    case accept
    /// Nothing would change, in words.
    case refuse(String)
}

extension RunState {
    /// Judges an operator's act before it becomes a fact.
    package func answer(_ act: OperatorAct) -> Verdict {
        if acts.contains(act.requestID) { return .accept }
        switch act.verb {
        case .pause:
            return refuse(if: outcome != nil, ended) ?? refuse(
                if: isPaused,
                "It is paused already."
            )
                ?? .accept
        case .resume:
            return refuse(if: outcome != nil, ended)
                ?? refuse(if: !isPaused, "It is not paused.") ?? .accept
        case .hold:
            return refuse(if: outcome != nil && !hasFailed, ended)
                ?? refuse(if: isHeld, "It is held already.") ?? .accept
        case .release:
            return refuse(if: outcome != nil && !hasFailed, ended)
                ?? refuse(if: !isHeld, "It is not held.") ?? .accept
        case .cancel: return refuse(if: outcome != nil && !hasFailed, ended) ?? .accept
        case .skip: return answerSkip(act.step)
        case .retry: return answerRetry(act.step)
        }
    }

    private var ended: String { "The run has ended." }

    private var hasFailed: Bool {
        guard case .failed = outcome else { return false }
        return true
    }

    private func refuse(if condition: Bool, _ why: String) -> Verdict? {
        condition ? .refuse(why) : nil
    }

    private func answerSkip(_ step: Int?) -> Verdict {
        guard let step, knows(step) else { return .refuse("No such step.") }
        guard outcome == nil || hasFailed else { return .refuse(ended) }
        return refuse(if: steps[step].hasEnded, "The step has ended already.") ?? .accept
    }

    private func answerRetry(_ step: Int?) -> Verdict {
        guard let step, knows(step) else { return .refuse("No such step.") }
        guard outcome == nil || hasFailed else { return .refuse(ended) }
        switch steps[step].phase {
        case .failed, .retrying: return .accept
        case .expanded where !failedItems(of: step).isEmpty: return .accept
        case .pending, .running, .expanded, .awaiting, .overdue, .succeeded, .skipped:
            return .refuse("Only a failed step can be tried again; this one is not.")
        }
    }

    /// Indices of the steps an operator could retry, failed ones first.
    package var retryable: [Int] {
        let failed = steps.indices.filter { steps[$0].phase == .failed }
        let retrying = steps.indices.filter {
            steps[$0].phase == .retrying
        }
        return failed + retrying
    }

    package var isOpen: Bool { outcome == nil }
    package var isStopped: Bool { isPaused }
    package var isWaitingForElder: Bool { isHeld }
}
