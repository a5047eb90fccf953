extension RunDetail {
    /// Back from what ends last, each time to the predecessor that ended last.
    ///
    /// Steps that take no time of their own (computed, skipped) are walked through, not listed. While
    /// the run is open, what has been under way for longest ends last.
    static func criticalPath(_ steps: [StepDetail]) -> [Int] {
        let ends = ends(of: steps)
        func later(_ a: Int, _ b: Int) -> Bool { ends[a] < ends[b] }
        var at = steps.indices.filter { !steps[$0].attempts.isEmpty }.max(by: later)
        var path: [Int] = []
        while let index = at {
            if !steps[index].attempts.isEmpty { path.append(index) }
            at = steps[index].sketch.after.filter { ends[$0] != .never }.max(by: later)
        }
        return path.reversed()
    }

    /// When a step ended, in the order that decides who held whom up.
    private enum End: Comparable {
        /// It has not begun.
        case never
        case at(Instant)
        /// It is under way since then: who has been for longer ends later.
        case open(since: Instant)

        static func < (a: End, b: End) -> Bool {
            switch (a, b) {
            case (.never, .never), (.open, .never), (.open, .at), (.at, .never): false
            case (.never, .at), (.never, .open), (.at, .open): true
            case (.at(let a), .at(let b)): a < b
            case (.open(let a), .open(let b)): a > b
            }
        }
    }

    /// Predecessors before those that build on them, however the steps are written.
    private static func ends(of steps: [StepDetail]) -> [End] {
        var ends = [End](repeating: .never, count: steps.count)
        var missing = steps.map(\.sketch.after.count)
        var dependents = [[Int]](repeating: [], count: steps.count)
        for index in steps.indices {
            for before in steps[index].sketch.after { dependents[before].append(index) }
        }
        var next = steps.indices.filter { missing[$0] == 0 }
        while let index = next.popLast() {
            ends[index] = end(of: steps[index], after: steps[index].sketch.after.map { ends[$0] })
            for dependent in dependents[index] {
                missing[dependent] -= 1
                if missing[dependent] == 0 { next.append(dependent) }
            }
        }
        return ends
    }

    private static func end(of step: StepDetail, after: [End]) -> End {
        guard let last = step.attempts.last else {
            let hasEnded = step.state == .ok || step.state == .skip
            return hasEnded ? after.max() ?? .never : .never
        }
        if let ended = last.ended { return .at(ended) }
        return .open(since: step.attempts.first?.dispatched ?? last.dispatched)
    }
}
