internal import Journal
internal import Orchestration

/// What operators switch off: a route, a model, a tenant, or everything.
///
/// Calls under way may finish; no new one begins, no fallback and no copy goes there.
extension Engine {
    func kill(_ scope: KillScope, _ order: Control.Order) -> Effect {
        let now = time.now()
        let kill = KillSwitch(
            scope,
            by: order.actor,
            reason: order.reason,
            at: now,
            expires: order.expires
        )
        do throws(KillError) { try switchboard.kill(kill, at: now) } catch {
            return .refused(error.explanation)
        }
        keep(kill, of: scope)
        let end = kill.expires.map { " until \($0.clock)" } ?? ""
        return .done("on -> off\(end): \(answers(whenOff: scope))", undo: .revive(scope))
    }

    func revive(_ scope: KillScope) -> Effect {
        do throws(KillError) { try switchboard.revive(scope) } catch {
            return .refused(error.explanation)
        }
        keep(nil, of: scope)
        return .done("off -> on", undo: .kill(scope))
    }

    /// What a kill switch does, before it is thrown.
    func effects(killing scope: KillScope) -> [String] {
        let what =
            switch scope {
            case .everything: "No model is called on any route"
            case .route(let name): "No model is called on \(name)"
            case .model(let name): "\(name) is called on no route"
            case .tenant(let name): "No model is called for runs with the label tenant=\(name)"
            }
        return ["\(what): \(answers(whenOff: scope)).", "Calls under way may finish."]
    }

    /// What the end of a kill switch does, before it is ended.
    func effects(reviving scope: KillScope) -> [String] {
        let rest = switchboard.kills(at: time.now()).filter { $0.scope != scope }
        return ["Models are called again for \(scope.object)."]
            + (rest.isEmpty
                ? [] : ["Still off: \(rest.map(\.scope.object).joined(separator: ", "))."])
    }

    /// Who answers the calls that no model gets any more.
    private func answers(whenOff scope: KillScope) -> String {
        switch scope {
        case .route(let name):
            return switchboard.safeDefault(of: name) == nil
                ? "its calls fail" : "its default answers"
        case .everything, .tenant:
            return answers(on: project.routes.map(\.name))
        case .model(let name):
            let using = project.routes.filter { route in
                route.targets.contains { $0.model == name }
            }
            let alone = using.filter { !$0.canDoWithout(name) }.map(\.name)
            let others = using.count > alone.count ? ["other targets answer where there are"] : []
            return (others + (alone.isEmpty ? [] : [answers(on: alone)])).joined(separator: "; ")
        }
    }

    private func answers(on routes: [String]) -> String {
        let safe = routes.filter { switchboard.safeDefault(of: $0) != nil }
        let rest = routes.filter { !safe.contains($0) }
        return [
            safe.isEmpty ? nil : "the default answers on \(safe.joined(separator: ", "))",
            rest.isEmpty ? nil : "calls fail on \(rest.joined(separator: ", "))",
        ].compactMap(\.self).joined(separator: "; ")
    }

    private func keep(_ kill: KillSwitch?, of scope: KillScope) {
        let (kind, id) = scope.journaled
        outgoing.batch.records.append(.state(kind: kind, id: id, value: kill?.value.jsonBytes))
    }

    /// Ends switches whose time is over, and says so in audit and tail.
    func tendKills(at now: Instant) {
        for kill in switchboard.expireKills(at: now) {
            keep(nil, of: kill.scope)
            outgoing.batch.records.append(
                .audit(
                    AuditDraft(
                        at: now,
                        actor: "engine",
                        via: "engine",
                        action: "revive",
                        object: kill.scope.object,
                        change: "off -> on",
                        reason: "the time of \(kill.by)'s kill switch is over: \(kill.reason)",
                        result: "ok",
                        requestID: "kill/\(kill.scope.object)/\(kill.at.milliseconds)"
                    )
                )
            )
            versions[kill.scope.object, default: 1] += 1
            tellRouting(kill.scope.object, "on again: its kill switch has expired", at: now)
        }
    }

    /// Takes up what was switched off when the engine last ran.
    func restoreKills() async throws {
        for kind in KillScope.journalKinds {
            for (id, bytes) in try await journal.states(of: kind) {
                guard let scope = KillScope(kind: kind, id: id) else { continue }
                switchboard.restore(KillSwitch(scope, journaled: bytes))
            }
        }
    }
}

extension Switchboard {
    /// Switches something off.
    func kill(_ kill: KillSwitch, at now: Instant) throws(KillError) {
        let result = with { state in
            Result { () throws(KillError) in try state.table.kill(kill, at: now) }
        }
        try result.get()
    }

    /// Switches something on again.
    func revive(_ scope: KillScope) throws(KillError) {
        let result = with { state in
            Result { () throws(KillError) in _ = try state.table.revive(scope) }
        }
        try result.get()
    }

    /// Puts a switch back that was thrown before a restart.
    func restore(_ kill: KillSwitch) { with { $0.table.restore(kill) } }

    /// Ends switches whose time is over.
    func expireKills(at now: Instant) -> [KillSwitch] { with { $0.table.expireKills(at: now) } }

    /// What is switched off now, in the order of its names.
    func kills(at now: Instant) -> [KillSwitch] {
        with { $0.table.kills.values.filter { $0.holds(at: now) } }
            .sorted { $0.scope.object < $1.scope.object }
    }
}

extension Route {
    /// Whether another target answers where one does not.
    fileprivate func canDoWithout(_ model: String) -> Bool {
        let able = policy == .pinned ? Array(targets.prefix(1)) : targets
        return able.contains { $0.model != model && $0.role == .full }
    }
}
