extension RunState {
    /// The slot whose effect a slot takes back; nil for all others.
    func undone(by slot: Int) -> Int? {
        guard let undo, slot >= undo.first, slot - undo.first < undo.of.count else { return nil }
        return undo.of[slot - undo.first]
    }

    /// Whether it takes an effect back.
    package func isUndoing(_ slot: Int) -> Bool { undone(by: slot) != nil }

    /// The slot that takes a step's effect back.
    package func undoing(of slot: Int) -> Int? {
        undo.flatMap { undo in undo.of.firstIndex(of: slot).map { undo.first + $0 } }
    }

    /// Whether the run is taking its effects back.
    package var isCompensating: Bool { outcome == nil && cancelled != nil && undo?.current != nil }

    /// From now on nothing starts but what takes effects back, the newest first.
    mutating func cancel(_ reason: String) {
        guard cancelled == nil else { return }
        cancelled = reason
        if !undoable.isEmpty {
            undo = Undo(first: steps.count, of: undoable.reversed())
            steps.append(contentsOf: repeatElement(StepState(), count: undoable.count))
            ready.grow(by: undoable.count)
        }
        reopen()
    }

    /// Closed at once; what was done stays done.
    mutating func terminate(_ reason: String) {
        cancelled = reason
        isTerminated = true
        reopen()
    }

    /// What an undoing sees: what its step saw, its step's own result, and null for what never was.
    func names(undoing slot: Int) -> [String: Value] {
        var names = names(at: slot)
        for step in plan.workflow.steps where names[step.name] == nil { names[step.name] = .null }
        guard slot >= plan.workflow.steps.count else { return names }
        let fanOut = fanOuts[fanOutIndex(of: slot)]
        let place = slot - fanOut.first
        let result = fanOut.results.indices.contains(place) ? fanOut.results[place] : .null
        names[plan.workflow.steps[fanOut.step].name] = result
        return names
    }
}
