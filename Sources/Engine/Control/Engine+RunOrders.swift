internal import Journal
internal import Orchestration

/// Orders about one run: it is brought into memory, judged by the core, and told.
extension Engine {
    /// Judges one act on a run, and does it.
    func act(
        _ verb: OperatorAct.Verb,
        on id: RunID,
        step: String? = nil,
        _ order: Control.Order,
        undo: Control.Action? = nil
    ) async -> Effect {
        guard await load(id), let live = runs[id] else {
            return .refused("There is no run \(id.text).")
        }
        let index = step.flatMap { name in try? live.state.slot(named: name) }
        if let step, index == nil {
            unload(id)
            return .refused("The run has no step `\(step)`.")
        }
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
        case .accept: return .done(change(id) { take([act], id) }, undo: undo)
        }
    }

    /// What an act makes of a run, in words: its state before and after, be it that it has ended.
    func change(_ id: RunID, _ act: () -> Void) -> String {
        let live = runs[id]
        let before = live?.row.state.rawValue ?? "ended"
        act()
        return "\(before) -> \(live?.state.word.rawValue ?? "ended")"
    }

    /// Folds acts in; a run that had ended is open again where they reopen it.
    func take(_ acts: [OperatorAct], _ id: RunID) {
        guard let live = runs[id] else { return }
        if live.state.isOpen {
            advance(id, acts.map(Fact.acted))
            if acts.contains(where: { $0.verb == .prioritize }) { lineUpAgain(id) }
        } else {
            reopen(live, acts)
        }
    }

    /// A run that is open again takes its place behind whoever of its subject is open now.
    private func reopen(_ live: LiveRun, _ acts: [OperatorAct]) {
        let id = live.row.id
        roster.dealtWith(id)
        pulses[live.state.opening.workflow, default: WorkflowPulse()].reopened(live.state.word)
        var facts = acts.map(Fact.acted)
        if let key = live.queueKey {
            if queues.isTaken(key), let act = acts.first, act.verb != .cancel {
                let hold = OperatorAct(
                    .hold,
                    actor: "engine",
                    reason: "another run of the subject is open",
                    requestID: "\(act.requestID)/hold"
                )
                facts.insert(.acted(hold), at: 0)
            }
            queues.enter(id, key)
        }
        advance(id, facts)
        // Pauses it was in when it failed go on; nobody has set their alarms since.
        for (alarm, due) in runs[id]?.state.pendingAlarms ?? [] {
            wheel.set(.alarm(id, alarm), due: due)
        }
        arm()
    }

    /// Every failed step, or the one named.
    func retry(_ id: RunID, _ step: String?, _ order: Control.Order) async -> Effect {
        if let step { return await act(.retry, on: id, step: step, order) }
        guard await load(id), let live = runs[id] else {
            return .refused("There is no run \(id.text).")
        }
        let steps: [Int?] = live.state.isLate ? [nil] : live.state.retryable
        let acts = steps.enumerated().map { place, step in
            OperatorAct(
                .retry,
                step: step,
                actor: order.actor,
                reason: order.reason,
                requestID: place == 0 ? order.requestID : "\(order.requestID)/\(place)"
            )
        }
        guard let first = acts.first else {
            unload(id)
            return .refused("Run \(id.text) has no failed step to try again.")
        }
        if case .refuse(let why) = live.state.answer(first) {
            unload(id)
            return .refused(why)
        }
        // All at once: one failed step left would fail the run again.
        return .done(change(id) { take(acts, id) })
    }

    /// Brings a run that has ended back into memory, so that an act can be judged.
    ///
    /// One whose end is not durable yet would come back as it was before: it is waited for.
    func load(_ id: RunID) async -> Bool {
        while runs[id] == nil {
            while ending.contains(id) {
                do throws(JournalError) { try await durable() } catch { return false }
            }
            let history = try? await journal.newestHistory(of: id)
            guard runs[id] == nil, !ending.contains(id) else { continue }
            guard let history else { return false }
            restore(history)
            return runs[id] != nil
        }
        return true
    }

    /// Lets go of an ended run that was only looked at.
    func unload(_ id: RunID) {
        if runs[id]?.state.isOpen == false { runs[id] = nil }
    }
}
