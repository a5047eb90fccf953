internal import Journal
package import Orchestration

extension Engine {
    /// Does what an operator orders, and answers once it is durable.
    ///
    /// One switch; what each action means to a run is the core's to judge.
    package func perform(_ order: Control.Order) async -> Control.Receipt {
        guard !order.requestID.isEmpty else { return await carryOut(order) }
        if let first = receipts[order.requestID] { return await first.value }
        let first = Task { await self.carryOut(order) }
        if receipts.count >= 10_000 { receipts.removeAll() }
        receipts[order.requestID] = first
        return await first.value
    }

    private func carryOut(_ order: Control.Order) async -> Control.Receipt {
        if let receipt = await recorded(order) { return receipt }
        if let stale = await staleness(of: order) {
            return await close(order, .refused(stale))
        }
        let outcome: Effect
        switch order.action {
        case .pauseRun(let id): outcome = await act(.pause, on: id, order, undo: .resumeRun(id))
        case .resumeRun(let id): outcome = await act(.resume, on: id, order, undo: .pauseRun(id))
        case .retry(let id, let step): outcome = await retry(id, step, order)
        case .skip(let id, let step): outcome = await act(.skip, on: id, step: step, order)
        case .cancel(let id): outcome = await act(.cancel, on: id, order)
        case .act(let id, let act): outcome = await perform(act, on: id, order)
        case .pause(let scope): outcome = pause(scope, order)
        case .resume(let scope): outcome = resume(scope)
        case .reroute(let route, let target, let openRuns):
            outcome = reroute(route, to: target, openRuns, order)
        case .split(let route, let shares, let openRuns):
            outcome = split(route, shares, openRuns, order)
        case .unroute(let route, let moment): outcome = unroute(route, ordered: moment)
        case .throttle(let subject, let rate, let until):
            outcome = throttle(subject, to: rate, until: until, order)
        case .acknowledge(let alert): outcome = acknowledge(alert, order)
        case .escalate(let alert): outcome = escalate(alert, order)
        case .snooze(let alert, let until, let clears):
            outcome = snooze(alert, until, clears, order)
        case .resolveSnooze(let alert): outcome = unsnooze(alert, order)
        case .canary(let route, let model, let what):
            outcome = self.order(what, model, on: route, order)
        case .breaker(let model, let breaker): outcome = force(model, breaker)
        case .kill(let scope): outcome = kill(scope, order)
        case .revive(let scope): outcome = revive(scope)
        case .approveRetrain(let id): outcome = await approveRetrain(id, order)
        case .declineRetrain(let id): outcome = declineRetrain(id, order)
        case .silence(let silence): outcome = self.silence(silence, order)
        case .unsilence(let id): outcome = unsilence(id)
        case .start(let name, let input, let id):
            outcome = await start(name, input, id ?? order.requestID)
        case .backfill(let name, let due): outcome = await backfill(name, at: due)
        case .cancelBackfill(let name, let due):
            outcome = await cancelBackfill(name, at: due, order)
        case .replay(let letter): outcome = await replay(letter)
        case .note(let subject): outcome = await note(on: subject, order)
        case .rate(let call, let verdict, let note, let by):
            outcome = await rate(call, verdict, note: note, by: by ?? order.actor)
        case .unrate(let call): outcome = await unrate(call)
        }
        return await close(order, outcome.result, inverse: outcome.inverse)
    }

    /// The receipt of an order that was carried out before the engine last started.
    private func recorded(_ order: Control.Order) async -> Control.Receipt? {
        guard let entry = try? await journal.audit(request: order.requestID) else { return nil }
        return Control.Receipt(
            entry.result == "ok" ? .done(entry.change) : .refused(entry.change),
            audit: entry.id
        )
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
        inverse: Control.Action? = nil
    ) async -> Control.Receipt {
        let (word, text) = result.words
        let now = time.now()
        outgoing.batch.records.append(
            .audit(
                AuditDraft(
                    at: now,
                    actor: order.actor,
                    via: order.via,
                    action: order.action.verb,
                    object: order.action.object,
                    change: text,
                    reason: order.reason,
                    result: word,
                    requestID: order.requestID,
                    commandLine: order.commandLine(at: now),
                    versionSeen: order.versionSeen
                )
            )
        )
        tail.append(
            EventLine(
                at: now,
                word: "OPER",
                object: order.actor,
                text: "\(order.action.verb) \(order.action.object): \(text)",
                about: order.action.object
            )
        )
        // A remark changes nothing that somebody else may have seen.
        if case .done = result, !order.action.isRemark {
            versions[order.action.object, default: 1] += 1
        }
        do throws(JournalError) { try await durable() } catch {
            return Control.Receipt(.refused("Nothing was done: \(error.headline)."))
        }
        publish()
        let entry = (try? await journal.audit(request: order.requestID)) ?? nil
        return Control.Receipt(result, inverse: inverse, audit: entry?.id)
    }

    /// Why what the operator saw is no longer so; nil while it is.
    private func staleness(of order: Control.Order) async -> String? {
        guard let seen = order.versionSeen else { return nil }
        let object = order.action.object
        if let id = order.action.run {
            // One that has ended since is stale as well.
            guard await load(id), let live = runs[id] else { return nil }
            defer { unload(id) }
            guard live.row.versionSeen != seen else { return nil }
            return
                "Run \(id.text) has changed since you saw it: it is \(live.row.state.rawValue) now. Look again, then repeat."
        }
        if let id = order.action.alert {
            guard let alert = alerts[AlertID(id)], alert.version != seen else { return nil }
            return
                "Alert \(id) has changed since you saw it: it is \(alert.state.rawValue) now. Look again, then repeat."
        }
        guard versions[object, default: 1] != seen else { return nil }
        let change = await change(of: object)
        return "\(object) has changed since you saw it\(change). Look again, then repeat."
    }

    /// What was done to it last, by whom and when, after a colon; empty where nothing was.
    private func change(of object: String) async -> String {
        let newest = try? await journal.audit(limit: 200)
            .first { $0.object == object && $0.result == "ok" }
        return newest.map { ": \($0.action) by \($0.actor) at \($0.at.clock), \($0.change)" } ?? ""
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
