extension RunState {
    /// The index of the step that a slot belongs to: itself, or the step its fan-out is of.
    package func stepIndex(of slot: Int) -> Int {
        if slot < plan.workflow.steps.count { return slot }
        if let undone = undone(by: slot) { return stepIndex(of: undone) }
        return fanOuts[fanOutIndex(of: slot)].step
    }

    /// The step that a slot belongs to.
    package func step(at slot: Int) -> Step { plan.workflow.steps[stepIndex(of: slot)] }

    /// The place of the item that a slot stands for; nil where it stands for a step.
    package func item(at slot: Int) -> Int? {
        guard slot >= plan.workflow.steps.count else { return nil }
        if let undone = undone(by: slot) { return item(at: undone) }
        return slot - fanOuts[fanOutIndex(of: slot)].first
    }

    /// Whether there is such a slot: keys come from outside.
    package func knows(_ slot: Int) -> Bool { steps.indices.contains(slot) }

    /// The slot in words: `send`, or `send[3]` for an item.
    package func name(of slot: Int) -> String {
        guard knows(slot) else { return "step \(slot)" }
        if let undone = undone(by: slot) { return "undo " + name(of: undone) }
        return step(at: slot).name + (item(at: slot).map { "[\($0)]" } ?? "")
    }

    /// The slot of an item of a step's newest fan-out.
    package func slot(of step: Int, item: Int) -> Int? {
        guard let fanOut = fanOut(of: step), fanOut.items.indices.contains(item) else { return nil }
        return fanOut.first + item
    }

    /// The newest fan-out of a step.
    func fanOut(of step: Int) -> FanOut? { fanOuts.last { $0.step == step } }

    /// The fan-out a slot belongs to: their slots ascend without gaps.
    func fanOutIndex(of slot: Int) -> Int {
        var (low, high) = (0, fanOuts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if fanOuts[middle].first <= slot { low = middle } else { high = middle }
        }
        return low
    }

    /// What the expressions of a slot see.
    func names(at slot: Int) -> [String: Value] {
        guard slot >= plan.workflow.steps.count else { return namesWithFailure(slot) }
        if let undone = undone(by: slot) { return names(undoing: undone) }
        let fanOut = fanOuts[fanOutIndex(of: slot)]
        guard let each = plan.workflow.steps[fanOut.step].each else { return names }
        var names = names
        names[each.name] = fanOut.items[slot - fanOut.first]
        return names
    }

    /// A step that runs because another failed sees why.
    private func namesWithFailure(_ step: Int) -> [String: Value] {
        var names = names
        // Who does not wait for all sees nothing of the rest, as of what was skipped.
        if plan.workflow.steps[step].join == .firstSucceeded {
            for other in plan.workflow.steps[step].after where !steps[other].hasEnded {
                names[plan.workflow.steps[other].name] = .null
            }
        }
        let failed = plan.workflow.steps[step].ifFailed.first { hasGivenUp($0) }
        guard let failed, let failure = steps[failed].failure else { return names }
        names["failure"] = [
            "step": .string(plan.workflow.steps[failed].name),
            "kind": .string(failure.kind.rawValue), "message": .string(failure.message),
        ]
        return names
    }

    /// Whether a step failed for good, and the run went on without it.
    func hasGivenUp(_ step: Int) -> Bool {
        steps[step].phase == .skipped && steps[step].failure != nil
    }

    /// The only way a phase changes.
    mutating func move(_ slot: Int, to phase: StepState.Phase) {
        count(steps[slot].phase, -1)
        steps[slot].phase = phase
        count(phase, 1)
    }

    /// All slots at once, and the counts that follow from them.
    mutating func setSlots(_ slots: ContiguousArray<StepState>) {
        (inFlight, retrying, failing) = (0, 0, 0)
        steps = slots
        for slot in slots { count(slot.phase, 1) }
        unfinished = slots.prefix(plan.workflow.steps.count).count { !$0.hasEnded }
    }

    private mutating func count(_ phase: StepState.Phase, _ change: Int) {
        switch phase {
        case .running: inFlight += change
        case .retrying: retrying += change
        case .failed: failing += change
        case .pending, .expanded, .awaiting, .overdue, .succeeded, .covered, .skipped: break
        }
    }
}
