extension RunState {
    /// What should exist and does not, given every fact so far.
    ///
    /// Level-triggered: asked twice without a new fact, it answers the same twice.
    /// Complexity: O(steps that became ready), never O(steps); a roll-over is O(slots).
    package func decide(under pressure: Pressure = .none) -> [Intent] {
        let intents = wanted
        guard intents.isEmpty, outcome == nil,
            pressure.asksForRollOver(length, slots: steps.count), let carry
        else { return intents }
        return [.rollOver(carry: carry)]
    }

    private var wanted: [Intent] {
        guard outcome == nil else { return leftovers }
        if let cancelled { return undoing() ?? ending(.cancelled(reason: cancelled)) }
        if deadlineHasPassed { return ending(.failed(step: -1, Self.late)) }
        if let doom = doomedBy, !isPaused { return closing(after: doom) }
        var intents = leftovers
        if let deadline = plan.workflow.deadline, !deadlineIsSet {
            intents.append(.setAlarm(.deadline, due: deadlineFrom + deadline))
        }
        if labels == nil, !plan.workflow.labels.isEmpty { intents.append(.label(evaluatedLabels)) }
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
        return ready.first { slot in
            guard steps[slot].phase == .failed else { return false }
            switch step(at: slot).onFailure {
            case .failRun, .standIn: return true
            case .carryOn, .use: return false
            }
        }
    }

    /// Running attempts may finish; nothing new starts; then the run is closed as failed.
    private func closing(after slot: Int) -> [Intent] {
        guard inFlight == 0, let failure = steps[slot].failure else { return leftovers }
        return ending(.failed(step: stepIndex(of: slot), failure))
    }

    /// Takes back what is under way and closes.
    private func ending(_ outcome: Outcome) -> [Intent] {
        var intents = leftovers + withdrawals
        if due(of: .deadline) != nil { intents.append(.dropAlarm(.deadline)) }
        return intents + [.close(outcome)]
    }

    /// Takes back what is under way.
    private var withdrawals: [Intent] {
        var intents: [Intent] = []
        for (index, step) in steps.enumerated() {
            let key = StepKey(step: index, attempt: step.attempt)
            switch step.phase {
            case .running: intents.append(.withdraw(key))
            case .awaiting: intents += [.withdraw(key), .dropAlarm(.waited(key))]
            case .retrying where step.due != nil:
                let next = StepKey(step: index, attempt: step.attempt + 1)
                intents.append(.dropAlarm(.retry(next)))
            case .pending, .expanded, .overdue, .retrying, .succeeded, .failed, .covered, .skipped:
                break
            }
        }
        return intents
    }

    /// Takes effects back, the newest first; nil where all are, or none is to be.
    ///
    /// One that cannot be taken back fails the run: an operator tries again, skips it, or
    /// terminates.
    private func undoing() -> [Intent]? {
        guard !isTerminated, let slot = undo?.current else { return nil }
        let current = StepKey(step: slot, attempt: steps[slot].attempt)
        let others = withdrawals.filter { $0 != .withdraw(current) && $0 != alarmDrop(of: slot) }
        let key = StepKey(step: slot, attempt: steps[slot].attempt + 1)
        switch steps[slot].phase {
        case .pending:
            guard !isPaused, !isHeld else { return leftovers + others }
            do throws(ExpressionError) {
                return leftovers + others + [.dispatch(key, try work(at: slot))]
            } catch {
                return leftovers + others + [.refuse(key, Failure(.expression, error.message))]
            }
        case .retrying:
            return leftovers + others + (steps[slot].due == nil ? [retryAlarm(slot)] : [])
        case .failed:
            let failure = steps[slot].failure ?? Failure(.cancelled, "")
            let told = Failure(failure.kind, "\(name(of: slot)): \(failure.message)")
            return ending(.failed(step: stepIndex(of: slot), told))
        case .running, .expanded, .awaiting, .overdue, .succeeded, .covered, .skipped:
            return leftovers + others
        }
    }

    private func alarmDrop(of slot: Int) -> Intent {
        .dropAlarm(.retry(StepKey(step: slot, attempt: steps[slot].attempt + 1)))
    }

    /// Labels as text; one that cannot be evaluated is left out.
    private var evaluatedLabels: [String: String] {
        plan.workflow.labels.compactMapValues { (try? $0.evaluate(with: names))?.plainText }
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
        case .overdue: return [overdue(step, key)]
        case .retrying: return state.due == nil ? [retryAlarm(index)] : []
        case .failed:
            switch step.onFailure {
            case .failRun: return []
            case .carryOn: return [.skip(step: index)]
            case .use(let value): return [.settle(key, value)]
            case .standIn: return []
            }
        case .running, .expanded, .awaiting, .succeeded, .covered, .skipped: return []
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
        guard mayJoin(step, index) else { return [.skip(step: index)] }
        do throws(ExpressionError) {
            if let when = step.when {
                guard case .bool(let holds) = try when.evaluate(with: names(at: index)) else {
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
        case .wait(let event, let within): return .wait(key, .event(event), until: now + within)
        case .signal(let name, let within):
            if let kept = inputs[key.step] { return .settle(key, kept) }
            return .wait(key, .signal(name), until: now + within)
        case .approve(let approval): return .wait(key, .approval, until: now + approval.within)
        case .until(let moment): return .wait(key, .moment, until: try self.moment(moment))
        case .compute(let expression):
            return .settle(key, try expression.evaluate(with: names(at: key.step)))
        case .update, .call, .write, .send, .run: return .dispatch(key, try work(at: key.step))
        }
    }

    /// What nothing having come means.
    private func overdue(_ step: Step, _ key: StepKey) -> Intent {
        switch step.action {
        case .until: return .settle(key, ["arrived": true])
        case .approve(let approval):
            switch approval.expired {
            case .reject: return .skip(step: key.step)
            case .approve:
                return .settle(key, Approval.answer(approved: true, expired: true))
            case .fail:
                let within = approval.within.text
                return .refuse(key, Failure(.timeout, "nobody answered within \(within)"))
            }
        case .update, .call, .write, .send, .wait, .signal, .compute, .run:
            return .settle(key, ["arrived": false])
        }
    }

    /// A timestamp, or a text with one, at most ten years ahead.
    private func moment(_ expression: Expression) throws(ExpressionError) -> Instant {
        let value = try expression.evaluate(with: names)
        guard let moment = value.instant ?? value.text.flatMap(Instant.init(text:)) else {
            throw ExpressionError("`until` is neither a timestamp nor a text with one")
        }
        guard moment <= now + Step.noLimit else {
            throw ExpressionError("`until` lies more than ten years ahead")
        }
        return moment
    }

    private func mayJoin(_ step: Step, _ index: Int) -> Bool {
        let covered = plan.standsInFor[index]
        if let covered, steps[covered].phase != .covered { return false }
        if !step.ifFailed.isEmpty, !step.ifFailed.contains(where: hasGivenUp) { return false }
        let after = step.after.filter { $0 != covered && !step.ifFailed.contains($0) }
        switch step.join {
        case .allSucceeded: return after.allSatisfy { steps[$0].phase == .succeeded }
        case .anySucceeded, .firstSucceeded:
            return after.isEmpty || after.contains { steps[$0].phase == .succeeded }
        case .noneFailed:
            return after.allSatisfy { steps[$0].phase == .succeeded || steps[$0].failure == nil }
        }
    }
}
