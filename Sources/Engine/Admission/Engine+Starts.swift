package import Orchestration

extension Engine {
    /// Starts a workflow by hand, whatever its trigger; returns when that is durable.
    ///
    /// - Parameters:
    ///   - name: The workflow.
    ///   - input: What its expressions see as `event`.
    ///   - request: Names the start: the same one again starts nothing.
    /// - Returns: Nil where there is no such workflow.
    package func start(workflow name: String, input: Value, request: String) async -> Admission? {
        guard let plan = plans[name] else { return nil }
        var fields: [Value: Value] = [
            "id": .string(request), "type": "manual", "time": .string(time.now().text),
        ]
        if case .map(let given) = input { fields.merge(given) { _, given in given } }
        let event = IncomingEvent(
            type: "manual",
            id: "\(name)/\(request)",
            time: time.now(),
            value: .map(fields)
        )
        return await withCheckedContinuation { continuation in
            arrive(
                Arrival(event: event, raw: [], plan: plan) { continuation.resume(returning: $0) }
            )
        }
    }

    /// Starts what is to run after a run, in the very commit that ends it.
    func follow(_ live: LiveRun) {
        let opening = live.state.opening
        for workflow in project.workflows {
            guard case .after(opening.workflow, let when)? = workflow.trigger,
                let plan = plans[workflow.name], let event = live.ending(for: workflow.name),
                wants(when, event, after: live.state.word)
            else { continue }
            do throws(EventRejection) {
                let keys = try keys(of: plan, for: event)
                expectDurable(event.key)
                _ = start(plan, keys, with: event, cause: cause(event))
            } catch {
                stageDeadLetter(event.value.jsonBytes, error)
            }
        }
    }

    private func wants(_ when: Expression?, _ event: IncomingEvent, after word: StateWord) -> Bool {
        guard let when else { return word == .ok }
        return (try? when.evaluate(with: ["event": event.value, "constants": constants]))
            == .bool(true)
    }
}

extension LiveRun {
    /// The end of this run as an event for a workflow that comes after it; nil while it is open.
    ///
    /// A run that was tried again and ended otherwise has ended anew; one that ends the same way
    /// twice has not.
    fileprivate func ending(for workflow: String) -> IncomingEvent? {
        guard let closed = state.closedAt else { return nil }
        let id = "\(workflow)/\(row.id.text)/\(outcome)"
        let value: Value = [
            "id": .string(id), "type": "run_ended", "time": .string(closed.text),
            "workflow": .string(state.opening.workflow), "run": .string(row.id.text),
            "outcome": .string(outcome), "subject": .string(state.opening.subject),
            "reason": .string(row.reason), "event": cause,
        ]
        return IncomingEvent(type: "run_ended", id: id, time: closed, value: value)
    }

    /// What an outcome rule sees of the end of this run.
    func endNames(_ constants: Value) -> [String: Value] {
        [
            "outcome": .string(outcome), "steps": state.results, "event": cause,
            "constants": constants,
        ]
    }

    private var outcome: String {
        switch state.outcome {
        case .completed?: "completed"
        case .failed?: "failed"
        case .cancelled?: "cancelled"
        case nil: "open"
        }
    }

    /// What started it; null where that was too large to be kept in its history.
    private var cause: Value {
        guard case .inline(let bytes) = state.opening.input else { return .null }
        return (try? Value(json: bytes)) ?? .null
    }
}
