extension RunState {
    /// A step's items take their slots, and the first of them become ready.
    ///
    /// The list is evaluated here, once: what the step's expressions read may have changed when its
    /// last item begins.
    mutating func expanded(_ step: Int, _ count: Int) {
        guard plan.workflow.steps.indices.contains(step), steps[step].phase == .pending,
            let each = plan.workflow.steps[step].each, (0...Each.itemsMax).contains(count)
        else { return }
        var items = Array(((try? elements(of: each)) ?? []).prefix(count))
        items += repeatElement(.null, count: count - items.count)
        let fanOut = FanOut(
            of: step,
            first: steps.count,
            items: items,
            limit: each.limit,
            isRead: isRead(step)
        )
        steps.append(contentsOf: repeatElement(StepState(), count: count))
        ready.grow(by: count)
        fanOuts.append(fanOut)
        move(step, to: .expanded)
        steps[step].attempt += 1
        ready.remove(step)
        for slot in fanOut.firstSlots { ready.insert(slot) }
        if items.isEmpty { gather(fanOut) }
    }

    /// The elements of a fan-out's list.
    func elements(of each: Each) throws(ExpressionError) -> [Value] {
        guard case .list(let items) = try each.list.evaluate(with: names) else {
            throw ExpressionError("`each` is no list")
        }
        return items
    }

    mutating func itemEnded(_ slot: Int) {
        let index = fanOutIndex(of: slot)
        // Items of a fan-out that was given up end without a word.
        guard steps[fanOuts[index].step].phase == .expanded else { return }
        if let next = fanOuts[index].end() { ready.insert(next) }
        while let first = fanOuts[index].window.first, steps[first].hasEnded {
            fanOuts[index].advance()
        }
        if fanOuts[index].unfinished == 0 { gather(fanOuts[index]) }
    }

    /// All items have ended: their results, in the order of the list, are the step's.
    private mutating func gather(_ fanOut: FanOut) {
        if isRead(fanOut.step) { keep(.list(fanOut.results), of: fanOut.step) }
        move(fanOut.step, to: .pending)
        end(fanOut.step, as: .succeeded)
    }

    /// The step has ended by other means: its items count no longer, and attempts are withdrawn.
    mutating func abandonItems(of step: Int) {
        guard let fanOut = fanOut(of: step) else { return }
        move(step, to: .pending)
        for slot in fanOut.slots where !steps[slot].hasEnded { abandon(slot) }
    }

    private mutating func abandon(_ slot: Int) {
        let key = StepKey(step: slot, attempt: steps[slot].attempt)
        switch steps[slot].phase {
        case .running: strays.append(key)
        case .retrying where steps[slot].due != nil:
            staleAlarms.append(.retry(StepKey(step: slot, attempt: key.attempt + 1)))
        case .pending, .expanded, .awaiting, .overdue, .retrying, .succeeded, .failed, .covered,
            .skipped:
            break
        }
        end(slot, as: .skipped)
    }
}
