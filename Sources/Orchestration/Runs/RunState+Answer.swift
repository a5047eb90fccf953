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
        case .cancel:
            return refuse(if: outcome != nil && !hasFailed, ended)
                ?? refuse(if: cancelled != nil, "It is being cancelled already.") ?? .accept
        case .terminate: return refuse(if: outcome != nil && !hasFailed, ended) ?? .accept
        case .prioritize: return answerPriority(act)
        case .retryFrom: return answerRetryFrom(act)
        case .skip: return answerSkip(act.step)
        case .retry: return act.step == nil ? answerReopening : answerRetry(act)
        case .approve, .reject: return answerWait(act.step, for: "an approval", .approval)
        case .signal:
            if let step = act.step, isToBeSignalled(step) { return .accept }
            return answerWait(act.step, for: "a signal", .signal(""))
        case .complete: return answerSkip(act.step)
        }
    }

    /// Only a step that waits for people can be answered.
    private func answerWait(_ step: Int?, for what: String, _ kind: Awaited) -> Verdict {
        guard outcome == nil else { return .refuse(ended) }
        let waiting = questions.contains { question in
            guard question.step == step else { return false }
            switch (question.awaited, kind) {
            case (.approval, .approval), (.signal, .signal): return true
            case (_, _): return false
            }
        }
        return waiting ? .accept : .refuse("The step does not wait for \(what).")
    }

    private var ended: String { "The run has ended." }

    private var hasFailed: Bool {
        guard case .failed = outcome else { return false }
        return true
    }

    private func refuse(if condition: Bool, _ why: String) -> Verdict? {
        condition ? .refuse(why) : nil
    }

    private func answerPriority(_ act: OperatorAct) -> Verdict {
        guard case .int(let priority) = act.value, (-100...100).contains(priority) else {
            return .refuse("A priority is a whole number from -100 to 100.")
        }
        return refuse(if: outcome != nil, ended)
            ?? refuse(if: self.priority == Int(priority), "It has that priority already.")
            ?? .accept
    }

    private func answerRetryFrom(_ act: OperatorAct) -> Verdict {
        guard let step = act.step, plan.workflow.steps.indices.contains(step) else {
            return .refuse("No such step.")
        }
        if case .cancelled = outcome { return .refuse(ended) }
        // What a run that has ended never came to can be what it goes on from.
        let isToCome = outcome == nil && steps[step].phase == .pending
        return refuse(if: cancelled != nil, beingCancelled)
            ?? refuse(if: isToCome, "The step has not begun yet.")
            ?? takesInput(act, at: step) ?? .accept
    }

    private var beingCancelled: String { "The run is being cancelled." }

    private func answerSkip(_ step: Int?) -> Verdict {
        guard let step, knows(step) else { return .refuse("No such step.") }
        guard outcome == nil || hasFailed else { return .refuse(ended) }
        guard cancelled == nil || isUndoing(step) else { return .refuse(beingCancelled) }
        return refuse(if: steps[step].hasEnded, "The step has ended already.") ?? .accept
    }

    /// No step of it failed: its time was over, and it gets the whole of it again.
    private var answerReopening: Verdict {
        isLate ? .accept : .refuse("No step of it has failed.")
    }

    /// Whether its deadline ended it.
    package var isLate: Bool {
        if case .failed(step: -1, _) = outcome { true } else { false }
    }

    /// An input for what takes none would be dropped without a word.
    private func takesInput(_ act: OperatorAct, at slot: Int) -> Verdict? {
        guard act.data != nil else { return nil }
        let step = step(at: slot)
        if step.each != nil, item(at: slot) == nil {
            return .refuse("\(step.name) runs once for each item; name one, as \(step.name)[0].")
        }
        switch step.action {
        case .update, .call, .write, .send, .run: return nil
        case .wait, .signal, .until, .approve, .compute:
            return .refuse("\(step.name) takes no input.")
        }
    }

    private func answerRetry(_ act: OperatorAct) -> Verdict {
        guard let step = act.step, knows(step) else { return .refuse("No such step.") }
        guard outcome == nil || hasFailed else { return .refuse(ended) }
        guard cancelled == nil || isUndoing(step) else { return .refuse(beingCancelled) }
        switch steps[step].phase {
        case .failed, .retrying: return takesInput(act, at: step) ?? .accept
        case .expanded where !failedItems(of: step).isEmpty:
            return takesInput(act, at: step) ?? .accept
        case .pending, .running, .expanded, .awaiting, .overdue, .succeeded, .covered, .skipped:
            return .refuse(
                "Only a failed step can be tried again; this one is not."
                    + (isLate ? " The run's time was over: retry the run, without a step." : "")
            )
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
