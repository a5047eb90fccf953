internal import Journal
package import Orchestration

extension Engine {
    /// Does what an operator orders, and answers once it is durable.
    ///
    /// One switch; what each action means to a run is the core's to judge.
    package func perform(_ order: Control.Order, via: String = "console") async -> Control.Receipt {
        if let receipt = receipts[order.requestID] { return receipt }
        if let stale = staleness(of: order) { return await close(order, .refused(stale), via: via) }
        let outcome: Effect
        switch order.action {
        case .pauseRun(let id): outcome = await act(.pause, on: id, order, undo: .resumeRun(id))
        case .resumeRun(let id): outcome = await act(.resume, on: id, order, undo: .pauseRun(id))
        case .retry(let id, let step): outcome = await retry(id, step, order)
        case .skip(let id, let step): outcome = await act(.skip, on: id, step: step, order)
        case .cancel(let id): outcome = await act(.cancel, on: id, order)
        case .pauseWorkflow(let name): outcome = pause(name)
        case .resumeWorkflow(let name): outcome = resume(name)
        case .reroute(let route, let target): outcome = reroute(route, to: target, order)
        case .acknowledge(let alert): outcome = acknowledge(alert, order)
        case .snooze(let alert, let until): outcome = snooze(alert, until, order)
        case .resolveSnooze(let alert): outcome = unsnooze(alert, order)
        }
        return await close(order, outcome.result, inverse: outcome.inverse, via: via)
    }

    /// What came of an order before it is written down.
    struct Effect {
        var result: Control.Receipt.Result
        var inverse: Control.Action?

        static func done(_ text: String, undo: Control.Action? = nil) -> Effect {
            Effect(result: .done(text), inverse: undo)
        }

        static func refused(_ text: String) -> Effect { Effect(result: .refused(text)) }
    }

    /// Writes an order into the audit, with its result, and answers once that is durable.
    private func close(
        _ order: Control.Order,
        _ result: Control.Receipt.Result,
        inverse: Control.Action? = nil,
        via: String
    ) async -> Control.Receipt {
        let (word, text) = result.words
        let now = time.now()
        outgoing.batch.records.append(
            .audit(
                AuditDraft(
                    at: now,
                    actor: order.actor,
                    via: via,
                    action: order.action.verb,
                    object: order.action.object,
                    change: text,
                    reason: order.reason,
                    result: word,
                    requestID: order.requestID
                )
            )
        )
        tail.append(
            EventLine(
                at: now,
                word: "OPER",
                object: order.actor,
                text: "\(order.action.verb) \(order.action.object): \(text)"
            )
        )
        if case .done = result { versions[order.action.object, default: 1] += 1 }
        let receipt = Control.Receipt(result, inverse: inverse)
        receipts[order.requestID] = receipt
        if receipts.count > 10_000 { receipts.removeAll() }
        await durable()
        publish()
        return receipt
    }

    /// Why what the operator saw is no longer so; nil while it is.
    private func staleness(of order: Control.Order) -> String? {
        guard let seen = order.versionSeen else { return nil }
        let object = order.action.object
        if let id = order.action.run {
            guard let live = runs[id], live.row.versionSeen != seen else { return nil }
            return
                "Run \(id.text) has changed since you saw it: it is \(live.row.state.rawValue) now. Look again, then repeat."
        }
        guard versions[object, default: 1] != seen else { return nil }
        return "\(object) was changed by somebody else since you saw it. Look again, then repeat."
    }
}

extension Engine {
    private func act(
        _ verb: OperatorAct.Verb,
        on id: RunID,
        step: String? = nil,
        _ order: Control.Order,
        undo: Control.Action? = nil
    ) async -> Effect {
        guard await load(id), let live = runs[id] else {
            return .refused("There is no run \(id.text).")
        }
        let index = step.flatMap { name in
            live.state.plan.workflow.steps.firstIndex { $0.name == name }
        }
        if let step, index == nil { return .refused("The run has no step `\(step)`.") }
        let act = OperatorAct(
            verb,
            step: index,
            actor: order.actor,
            reason: order.reason,
            requestID: order.requestID
        )
        switch live.state.answer(act) {
        case .refuse(let why):
            unload(id)
            return .refused(why)
        case .accept:
            take(act, id)
            return .done(
                "\(live.row.state.rawValue) -> \(runs[id]?.row.state.rawValue ?? "ended")",
                undo: undo
            )
        }
    }

    /// Folds an act in; a run that had ended is open again where the act reopened it.
    private func take(_ act: OperatorAct, _ id: RunID) {
        let wasOpen = runs[id]?.state.isOpen == true
        if !wasOpen {
            roster.dealtWith(id)
            if let name = runs[id]?.state.opening.workflow { pulses[name]?.failed -= 1 }
        }
        advance(id, [.acted(act)])
        guard !wasOpen, let live = runs[id] else { return }
        if let key = live.queueKey { queues.enter(id, key) }
    }

    /// Every failed step, or the one named.
    private func retry(_ id: RunID, _ step: String?, _ order: Control.Order) async -> Effect {
        guard await load(id), let live = runs[id] else {
            return .refused("There is no run \(id.text).")
        }
        let steps = live.state.plan.workflow.steps
        let candidates = live.state.retryable.map { steps[$0].name }
        guard let name = step ?? candidates.first else {
            unload(id)
            return .refused("Run \(id.text) has no failed step to try again.")
        }
        return await act(.retry, on: id, step: name, order)
    }

    /// Brings a run that has ended back into memory, so that an act can be judged.
    private func load(_ id: RunID) async -> Bool {
        if runs[id] != nil { return true }
        guard let history = try? await journal.history(of: id), runs[id] == nil else {
            return runs[id] != nil
        }
        restore(history)
        return runs[id] != nil
    }

    /// Lets go of an ended run that was only looked at.
    private func unload(_ id: RunID) {
        if runs[id]?.state.isOpen == false { runs[id] = nil }
    }
}

extension Engine {
    private func pause(_ name: String) -> Effect {
        guard plans[name] != nil else { return .refused("There is no workflow `\(name)`.") }
        guard pausedWorkflows.insert(name).inserted else {
            return .refused("It is paused already.")
        }
        queue.park(name)
        outgoing.batch.records.append(.state(kind: "pause", id: name, value: Array("true".utf8)))
        return .done(
            "running -> paused; attempts under way may finish",
            undo: .resumeWorkflow(name)
        )
    }

    private func resume(_ name: String) -> Effect {
        guard pausedWorkflows.remove(name) != nil else { return .refused("It is not paused.") }
        queue.unpark(name)
        outgoing.batch.records.append(.state(kind: "pause", id: name, value: nil))
        fillSlots()
        return .done("paused -> running", undo: .pauseWorkflow(name))
    }

    private func reroute(_ route: String, to target: String?, _ order: Control.Order) -> Effect {
        let now = time.now()
        do throws(OverrideError) {
            let change = try switchboard.override(
                route: route,
                to: target,
                by: order.actor,
                reason: order.reason,
                at: now
            )
            guard let change else { return .refused("The route is not overridden.") }
            outgoing.batch.records.append(
                .state(
                    kind: "override",
                    id: route,
                    value: change.after.map { Array($0.value.json.utf8) }
                )
            )
            let before = change.before?.target ?? "policy"
            let after = change.after?.target ?? "policy"
            return .done(
                "\(before) -> \(after)",
                undo: .reroute(route: route, target: change.before?.target)
            )
        } catch {
            return .refused(error.explanation)
        }
    }
}

extension Control.Action {
    /// The run it concerns; nil when it concerns something else.
    package var run: RunID? {
        switch self {
        case .pauseRun(let id), .resumeRun(let id), .retry(let id, _), .skip(let id, _),
            .cancel(let id):
            id
        case .pauseWorkflow, .resumeWorkflow, .reroute, .acknowledge, .snooze, .resolveSnooze: nil
        }
    }

    /// The verb as the audit and the command line write it.
    package var verb: String {
        switch self {
        case .pauseRun, .pauseWorkflow: "pause"
        case .resumeRun, .resumeWorkflow: "resume"
        case .retry: "retry"
        case .skip: "skip"
        case .cancel: "cancel"
        case .reroute: "reroute"
        case .acknowledge: "ack"
        case .snooze: "snooze"
        case .resolveSnooze: "unsnooze"
        }
    }

    /// What it is done to, in words.
    package var object: String {
        switch self {
        case .pauseRun(let id), .resumeRun(let id), .cancel(let id): "run \(id.text)"
        case .retry(let id, let step): "run \(id.text)" + (step.map { " step \($0)" } ?? "")
        case .skip(let id, let step): "run \(id.text) step \(step)"
        case .pauseWorkflow(let name), .resumeWorkflow(let name): "workflow \(name)"
        case .reroute(let route, _): "route \(route)"
        case .acknowledge(let id), .snooze(let id, _), .resolveSnooze(let id): "alert \(id)"
        }
    }
}

extension Control.Receipt.Result {
    /// The result in one word, and in full.
    package var words: (String, String) {
        switch self {
        case .done(let text): ("ok", text)
        case .refused(let text): ("refused", text)
        }
    }
}
