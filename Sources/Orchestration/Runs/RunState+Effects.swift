extension RunState {
    /// What the keys of the effects of a run begin with that is the work of a step of this one.
    ///
    /// The name that the run had which the step's first attempt opened: whoever does the work again
    /// does the same, be it a further attempt or, after a retry from a step, an item of another
    /// list. Items are the same where they have the same place.
    package func effects(of run: RunID, childAt slot: Int) -> String {
        let own = RunID(opening.effects.isEmpty ? run.text : opening.effects)
        func name(_ slot: Int) -> String {
            RunID.child(of: own, StepKey(step: slot, attempt: 1)).text
        }
        guard slot >= plan.workflow.steps.count, !isUndoing(slot), let item = item(at: slot) else {
            return name(slot)
        }
        let step = stepIndex(of: slot)
        let first = fanOuts.first { $0.step == step }
        guard let first, first.items.indices.contains(item) else {
            return "\(own.text).\(step)[\(item)]"
        }
        return name(first.first + item)
    }
}
