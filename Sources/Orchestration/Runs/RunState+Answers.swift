/// Steps that people end: questions, signals, and results given by hand.
extension RunState {
    mutating func approve(_ step: Int, _ act: OperatorAct) {
        guard waits(step), case .approve = self.step(at: step).action else { return }
        finish(step, as: .succeeded, Approval.answer(approved: true, act))
    }

    /// A step that was rejected counts as skipped, so that nothing builds on it by mistake.
    mutating func reject(_ step: Int, _ act: OperatorAct) {
        guard waits(step), case .approve = self.step(at: step).action else { return }
        finish(step, as: .skipped, Approval.answer(approved: false, act))
    }

    /// Ends the wait, or is kept for it: whoever signals need not know how far the run is.
    mutating func signal(_ step: Int, _ act: OperatorAct) {
        let value: Value = ["arrived": true, "by": .string(act.actor), "data": act.value]
        if isToBeSignalled(step) { return inputs[step] = value }
        guard waits(step), case .signal = self.step(at: step).action else { return }
        finish(step, as: .succeeded, value)
    }

    /// Whether a step has yet to come to its wait for a signal.
    package func isToBeSignalled(_ step: Int) -> Bool {
        guard outcome == nil, plan.workflow.steps.indices.contains(step),
            case .signal = plan.workflow.steps[step].action
        else { return false }
        return steps[step].phase == .pending
    }

    /// The steps that have yet to come to their wait for that signal.
    package func steps(toBeSignalled name: String) -> [Int] {
        plan.workflow.steps.indices.filter { index in
            plan.workflow.steps[index].action.isSignal(name) && isToBeSignalled(index)
        }
    }

    /// The step's result is what a person says it is; an attempt under way counts no longer.
    mutating func complete(_ slot: Int, _ act: OperatorAct) {
        guard knows(slot), !steps[slot].hasEnded else { return }
        stray(slot)
        finish(slot, as: .succeeded, act.value)
        reopen()
    }

    private mutating func finish(_ slot: Int, as phase: StepState.Phase, _ value: Value) {
        if !isUndoing(slot), isRead(stepIndex(of: slot)) { keep(value, of: slot) }
        end(slot, as: phase)
    }

    private func waits(_ slot: Int) -> Bool {
        knows(slot) && (steps[slot].phase == .awaiting || steps[slot].phase == .overdue)
    }

    /// The steps that wait for people now.
    package var questions: [(step: Int, awaited: Awaited)] {
        plan.workflow.steps.indices.compactMap { index in
            guard steps[index].phase == .awaiting else { return nil }
            switch plan.workflow.steps[index].action {
            case .approve: return (index, .approval)
            case .signal(let name, _): return (index, .signal(name))
            case .update, .call, .write, .send, .wait, .until, .compute, .run: return nil
            }
        }
    }

    /// The results that are kept, by step.
    package var results: Value {
        let pairs = plan.workflow.steps.compactMap { step in
            names[step.name].map { (Value.string(step.name), $0) }
        }
        return .map(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }

    /// What a workflow that ran this one gets.
    package func result() throws(ExpressionError) -> Value {
        if let result = plan.workflow.result { return try result.evaluate(with: names) }
        let last = plan.workflow.steps.indices.filter { plan.isResult[$0] }
        let pairs = last.map { index in
            let name = plan.workflow.steps[index].name
            return (Value.string(name), names[name] ?? .null)
        }
        return .map(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
}

extension Action {
    fileprivate func isSignal(_ name: String) -> Bool {
        if case .signal(name, _) = self { true } else { false }
    }
}

extension Approval {
    /// What expressions see of an answer; all keys are always there.
    static func answer(approved: Bool, _ act: OperatorAct? = nil, expired: Bool = false) -> Value {
        [
            "approved": .bool(approved), "expired": .bool(expired),
            "by": .string(act?.actor ?? ""), "reason": .string(act?.reason ?? ""),
            "data": act?.value ?? .null,
        ]
    }
}
