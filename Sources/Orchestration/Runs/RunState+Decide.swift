extension RunState {
    /// What should exist and does not, given every fact so far.
    ///
    /// Level-triggered: asked twice without a new fact, it answers the same twice.
    /// Complexity: O(steps that became ready), never O(steps).
    package func decide() -> [Intent] {
        guard outcome == nil else { return staleAlarms.map(Intent.dropAlarm) }
        if let cancelled { return ending(.cancelled(reason: cancelled)) }
        if deadlineHasPassed { return ending(.failed(step: -1, Self.late)) }
        if let doom = doomedBy, !isPaused { return closing(after: doom) }
        var intents = staleAlarms.map(Intent.dropAlarm)
        if let deadline = plan.workflow.deadline, !deadlineIsSet {
            intents.append(.setAlarm(.deadline, due: deadlineFrom + deadline))
        }
        guard !isHeld, !isPaused else { return intents }
        for step in ready { intents += next(step) }
        if unfinished == 0 { intents += ending(.completed) }
        return intents
    }

    private static let late = Failure(.timeout, "The run's deadline passed.")

    /// The first step whose failure fails the run.
    private var doomedBy: Int? {
        ready.first { steps[$0].phase == .failed && plan.workflow.steps[$0].onFailure == .failRun }
    }

    /// Running attempts may finish; nothing new starts; then the run is closed as failed.
    private func closing(after step: Int) -> [Intent] {
        guard inFlight == 0, let failure = steps[step].failure else { return [] }
        return ending(.failed(step: step, failure))
    }

    /// Takes back what is under way and closes.
    private func ending(_ outcome: Outcome) -> [Intent] {
        var intents = staleAlarms.map(Intent.dropAlarm)
        for (index, step) in steps.enumerated() {
            let key = StepKey(step: index, attempt: step.attempt)
            switch step.phase {
            case .running: intents.append(.withdraw(key))
            case .awaiting: intents += [.withdraw(key), .dropAlarm(.waited(key))]
            case .retrying where step.due != nil:
                let next = StepKey(step: index, attempt: step.attempt + 1)
                intents.append(.dropAlarm(.retry(next)))
            case .pending, .overdue, .retrying, .succeeded, .failed, .skipped: break
            }
        }
        if deadlineIsSet, !deadlineHasPassed { intents.append(.dropAlarm(.deadline)) }
        return intents + [.close(outcome)]
    }

    /// What one ready step calls for.
    private func next(_ index: Int) -> [Intent] {
        let state = steps[index]
        let step = plan.workflow.steps[index]
        let key = StepKey(step: index, attempt: state.attempt)
        switch state.phase {
        case .pending: return start(step, index)
        case .overdue: return [.settle(key, ["arrived": false])]
        case .retrying: return state.due == nil ? [retryAlarm(index)] : []
        case .failed:
            switch step.onFailure {
            case .failRun: return []
            case .carryOn: return [.skip(step: index)]
            case .use(let value): return [.settle(key, value)]
            }
        case .running, .awaiting, .succeeded, .skipped: return []
        }
    }

    private func retryAlarm(_ index: Int) -> Intent {
        let state = steps[index]
        let made = state.attempt - state.forgiven
        let pause = plan.workflow.steps[index].retry.pause(
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
            return [try begin(step, key)]
        } catch {
            return [.refuse(key, Failure(.expression, error.message))]
        }
    }

    private func begin(_ step: Step, _ key: StepKey) throws(ExpressionError) -> Intent {
        switch step.action {
        case .wait(let event, let within): return .wait(key, event: event, until: now + within)
        case .compute(let expression): return .settle(key, try expression.evaluate(with: names))
        case .update, .call, .write, .send: return .dispatch(key, try work(of: step))
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

extension RunState {
    /// The work of every attempt that was dispatched and has not ended: what an engine delivers
    /// again after it lost its workers.
    package var outstanding: [(key: StepKey, work: Work)] {
        steps.indices.compactMap { index in
            guard steps[index].phase == .running,
                let work = try? work(of: plan.workflow.steps[index])
            else { return nil }
            return (StepKey(step: index, attempt: steps[index].attempt), work)
        }
    }

    /// The work a step would do if it began now; nil when it is not ready or cannot be evaluated.
    func pendingWork(_ index: Int) -> Work? {
        guard steps[index].phase == .pending, steps[index].openPredecessors == 0 else { return nil }
        return try? work(of: plan.workflow.steps[index])
    }

    /// The alarms that are set and have not rung: what an engine sets again after a restart.
    package var pendingAlarms: [(alarm: Alarm, due: Instant)] {
        var alarms: [(alarm: Alarm, due: Instant)] = []
        for (index, step) in steps.enumerated() {
            guard let due = step.due else { continue }
            switch step.phase {
            case .retrying:
                alarms.append((.retry(StepKey(step: index, attempt: step.attempt + 1)), due))
            case .awaiting:
                alarms.append((.waited(StepKey(step: index, attempt: step.attempt)), due))
            case .pending, .running, .overdue, .succeeded, .failed, .skipped: break
            }
        }
        if deadlineIsSet, !deadlineHasPassed, let deadline = plan.workflow.deadline {
            alarms.append((.deadline, deadlineFrom + deadline))
        }
        return alarms
    }

    /// The events this run waits for now.
    package var awaited: [(key: StepKey, event: String)] {
        steps.indices.compactMap { index in
            guard steps[index].phase == .awaiting,
                case .wait(let event, _) = plan.workflow.steps[index].action
            else { return nil }
            return (StepKey(step: index, attempt: steps[index].attempt), event)
        }
    }

    private func work(of step: Step) throws(ExpressionError) -> Work {
        switch step.action {
        case .update(let from): return .update(event: try from.evaluate(with: names))
        case .call(let route, let input):
            return .call(route: route, input: try input.evaluate(with: names))
        case .write(let template, let route, let facts):
            var values: [String: Value] = [:]
            for (name, fact) in facts { values[name] = try fact.evaluate(with: names) }
            return .write(template: template, route: route, facts: values)
        case .send(let content, let by, let purpose):
            guard case .string(let channel) = try by.evaluate(with: names) else {
                throw ExpressionError("`by` of \(step.name) is no channel name")
            }
            let content = try content.evaluate(with: names)
            return .send(content: content, channel: channel, purpose: purpose)
        case .wait, .compute: throw ExpressionError("\(step.name) has no work to perform")
        }
    }
}
