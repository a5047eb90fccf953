extension RunState {
    /// What should exist and does not, given every fact so far.
    ///
    /// Level-triggered: asked twice without a new fact, it answers the same twice.
    /// Complexity: O(steps that became ready), never O(steps).
    package func decide() -> [Intent] {
        guard outcome == nil else { return leftovers }
        if let cancelled { return ending(.cancelled(reason: cancelled)) }
        if deadlineHasPassed { return ending(.failed(step: -1, Self.late)) }
        if let doom = doomedBy, !isPaused { return closing(after: doom) }
        var intents = leftovers
        if let deadline = plan.workflow.deadline, !deadlineIsSet {
            intents.append(.setAlarm(.deadline, due: deadlineFrom + deadline))
        }
        guard !isHeld, !isPaused else { return intents }
        for slot in ready { intents += next(slot) }
        if unfinished == 0 { intents += ending(.completed) }
        return intents
    }

    private static let late = Failure(.timeout, "The run's deadline passed.")

    /// What nothing waits for any more.
    private var leftovers: [Intent] {
        staleAlarms.map(Intent.dropAlarm) + strays.map(Intent.withdraw)
    }

    /// The first slot whose failure fails the run.
    private var doomedBy: Int? {
        guard failing > 0 else { return nil }
        return ready.first { steps[$0].phase == .failed && step(at: $0).onFailure == .failRun }
    }

    /// Running attempts may finish; nothing new starts; then the run is closed as failed.
    private func closing(after slot: Int) -> [Intent] {
        guard inFlight == 0, let failure = steps[slot].failure else { return leftovers }
        return ending(.failed(step: stepIndex(of: slot), failure))
    }

    /// Takes back what is under way and closes.
    private func ending(_ outcome: Outcome) -> [Intent] {
        var intents = leftovers
        for (index, step) in steps.enumerated() {
            let key = StepKey(step: index, attempt: step.attempt)
            switch step.phase {
            case .running: intents.append(.withdraw(key))
            case .awaiting: intents += [.withdraw(key), .dropAlarm(.waited(key))]
            case .retrying where step.due != nil:
                let next = StepKey(step: index, attempt: step.attempt + 1)
                intents.append(.dropAlarm(.retry(next)))
            case .pending, .expanded, .overdue, .retrying, .succeeded, .failed, .skipped: break
            }
        }
        if deadlineIsSet, !deadlineHasPassed { intents.append(.dropAlarm(.deadline)) }
        return intents + [.close(outcome)]
    }

    /// What one ready slot calls for.
    private func next(_ index: Int) -> [Intent] {
        let state = steps[index]
        let step = step(at: index)
        let key = StepKey(step: index, attempt: state.attempt)
        switch state.phase {
        case .pending:
            return index < plan.workflow.steps.count
                ? start(step, index) : [startItem(step, index)]
        case .overdue: return [.settle(key, ["arrived": false])]
        case .retrying: return state.due == nil ? [retryAlarm(index)] : []
        case .failed:
            switch step.onFailure {
            case .failRun: return []
            case .carryOn: return [.skip(step: index)]
            case .use(let value): return [.settle(key, value)]
            }
        case .running, .expanded, .awaiting, .succeeded, .skipped: return []
        }
    }

    private func retryAlarm(_ index: Int) -> Intent {
        let state = steps[index]
        let made = state.attempt - state.forgiven
        let pause = step(at: index).retry.pause(
            before: made + 1,
            seed: opening.seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15,
            asked: state.failure?.retryAfter
        )
        let next = StepKey(step: index, attempt: state.attempt + 1)
        return .setAlarm(.retry(next), due: now + pause)
    }

    private func start(_ step: Step, _ index: Int) -> [Intent] {
        let key = StepKey(step: index, attempt: steps[index].attempt + 1)
        guard mayJoin(step) else { return [.skip(step: index)] }
        do throws(ExpressionError) {
            if let when = step.when {
                guard case .bool(let holds) = try when.evaluate(with: names) else {
                    throw ExpressionError("`when` of \(step.name) is not true or false")
                }
                guard holds else { return [.skip(step: index)] }
            }
            if let each = step.each { return [try expand(each, key)] }
            return [try begin(step, key)]
        } catch {
            return [.refuse(key, Failure(.expression, error.message))]
        }
    }

    /// An item has no condition and no arrows of its own: the step's hold for all of them.
    private func startItem(_ step: Step, _ slot: Int) -> Intent {
        let key = StepKey(step: slot, attempt: steps[slot].attempt + 1)
        do throws(ExpressionError) { return try begin(step, key) } catch {
            return .refuse(key, Failure(.expression, error.message))
        }
    }

    private func expand(_ each: Each, _ key: StepKey) throws(ExpressionError) -> Intent {
        let count = try elements(of: each).count
        guard count <= Each.itemsMax else {
            let message =
                "The list has \(count) elements; a fan-out takes \(Each.itemsMax) at most."
            return .refuse(key, Failure(.badInput, message))
        }
        return .expand(step: key.step, count: count)
    }

    private func begin(_ step: Step, _ key: StepKey) throws(ExpressionError) -> Intent {
        switch step.action {
        case .wait(let event, let within): return .wait(key, event: event, until: now + within)
        case .compute(let expression):
            return .settle(key, try expression.evaluate(with: names(at: key.step)))
        case .update, .call, .write, .send: return .dispatch(key, try work(at: key.step))
        }
    }

    private func mayJoin(_ step: Step) -> Bool {
        switch step.join {
        case .allSucceeded: step.after.allSatisfy { steps[$0].phase == .succeeded }
        case .anySucceeded: step.after.contains { steps[$0].phase == .succeeded }
        case .noneFailed:
            step.after.allSatisfy { steps[$0].phase == .succeeded || steps[$0].failure == nil }
        }
    }
}
