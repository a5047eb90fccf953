extension RunState {
    /// The work of every attempt that was dispatched and has not ended: what an engine delivers
    /// again after it lost its workers.
    package var outstanding: [(key: StepKey, work: Work)] {
        steps.indices.compactMap { index in
            guard steps[index].phase == .running, let work = try? work(at: index) else {
                return nil
            }
            return (StepKey(step: index, attempt: steps[index].attempt), work)
        }
    }

    /// The work a step would do if it began now; nil when it is not ready or cannot be evaluated.
    func pendingWork(_ index: Int) -> Work? {
        guard steps[index].phase == .pending, steps[index].openPredecessors == 0,
            plan.workflow.steps[index].each == nil
        else { return nil }
        return try? work(at: index)
    }

    /// The events this run waits for now.
    package var awaited: [(key: StepKey, event: String)] {
        steps.indices.compactMap { index in
            guard steps[index].phase == .awaiting,
                case .wait(let event, _) = step(at: index).action
            else { return nil }
            return (StepKey(step: index, attempt: steps[index].attempt), event)
        }
    }

    /// The work of a step with an input that an operator gave in place of its own.
    private func work(of step: Step, given input: Value) throws(ExpressionError) -> Work {
        switch step.action {
        case .update: return .update(event: input)
        case .call(let route, _): return .call(route: route, input: input)
        case .run(let workflow, _): return .run(workflow: workflow, input: input)
        case .write(let template, let route, _):
            guard case .map(let entries) = input else {
                throw ExpressionError("the facts of \(step.name) must be a map")
            }
            let facts = entries.compactMap { key, value in key.text.map { ($0, value) } }
            return .write(
                template: template,
                route: route,
                facts: Dictionary(facts, uniquingKeysWith: { first, _ in first })
            )
        case .send(_, _, let purpose):
            guard let content = input["content"], let channel = input["channel"]?.text else {
                throw ExpressionError("the input of \(step.name) needs content and channel")
            }
            return .send(content: content, channel: channel, purpose: purpose)
        case .wait, .signal, .until, .approve, .compute:
            throw ExpressionError("\(step.name) takes no input")
        }
    }

    /// What people are shown of a step's input before it begins, as JSON; nil where there is none.
    func inputText(_ index: Int) -> String? {
        guard case .approve(let approval) = plan.workflow.steps[index].action else {
            return pendingWork(index)?.inputText
        }
        guard steps[index].phase == .pending, steps[index].openPredecessors == 0 else { return nil }
        let facts = approval.facts.map { name, fact in
            (Value.string(name), (try? fact.evaluate(with: names)) ?? .null)
        }
        return Value.map(Dictionary(facts, uniquingKeysWith: { first, _ in first })).json
    }

    /// The work of a slot with its inputs evaluated.
    func work(at slot: Int) throws(ExpressionError) -> Work {
        let step = step(at: slot)
        if let input = inputs[slot] { return try work(of: step, given: input) }
        let names = names(at: slot)
        switch isUndoing(slot) ? step.undo ?? step.action : step.action {
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
        case .run(let workflow, let input):
            return .run(workflow: workflow, input: try input.evaluate(with: names))
        case .wait, .signal, .until, .approve, .compute:
            throw ExpressionError("\(step.name) has no work to perform")
        }
    }
}
