/// What an operator can do with an alert.
package enum AlertAct: Hashable, Sendable {
    /// Takes it on; it comes back then if it still holds.
    ///
    /// Nil for the usual time, `.never` for until it resolves.
    case acknowledge(until: Instant?)
    /// Hides it until then, or until it is clear; with `clears`, so long beyond that: what fires
    /// again meanwhile stays hidden.
    case snooze(until: Instant, clears: Duration? = nil)
    /// Has it told at once to those who would be told later, and fires where somebody had it.
    case escalate
    /// Takes an acknowledgement or snooze back.
    case reopen
}

/// Why an act was refused.
package enum AlertRefusal: Error, Hashable, Sendable {
    case unknown(AlertID)
    case notFired(AlertID)
    case alreadyResolved(AlertID)
    case endIsPast(Instant)
    case nothingToTakeBack(AlertID)

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .unknown(let id): "There is no alert `\(id.text)`. It may be over and forgotten."
        case .notFired(let id): "`\(id.text)` has not fired yet: there is nothing to act on."
        case .alreadyResolved(let id): "`\(id.text)` is resolved already."
        case .endIsPast: "That time is over already. Give one in the future."
        case .nothingToTakeBack(let id):
            "`\(id.text)` is neither acknowledged nor snoozed."
        }
    }
}

/// What an act did, and what takes it back.
package struct AlertActed: Hashable, Sendable {
    package let change: AlertChange
    package let inverse: AlertAct
}

extension AlertBook {
    /// Does what an operator asked for.
    /// - Throws: `AlertRefusal`, and nothing has changed.
    package mutating func act(
        _ act: AlertAct,
        on id: AlertID,
        by actor: String,
        reason: String,
        at now: Instant
    ) throws(AlertRefusal) -> AlertActed {
        guard let alert = self[id] else { throw .unknown(id) }
        let inverse = try alert.inverse()
        let (phase, kind) = try self.phase(after: act, on: alert, by: actor, at: now)
        let change = change(id, at: now, actor: actor, reason: reason) { alert in
            alert.phase = phase
            alert.rest = Alert.Rest(act, by: actor)
            if act == .escalate { alert.escalated = now }
            alert.note(kind.words(by: actor, alert, at: now, reason), at: now)
            return kind
        }
        guard let change else { throw .unknown(id) }
        return AlertActed(change: change, inverse: inverse)
    }

    private func phase(
        after act: AlertAct,
        on alert: Alert,
        by actor: String,
        at now: Instant
    ) throws(AlertRefusal) -> (Alert.Phase, AlertChange.Kind) {
        switch act {
        case .acknowledge(let asked):
            let until = asked ?? now + settings.acknowledgedFor
            guard until > now else { throw .endIsPast(until) }
            return (.acknowledged(by: actor, until: until), .acknowledged)
        case .snooze(let until, _):
            guard until > now else { throw .endIsPast(until) }
            return (.snoozed(by: actor, until: until), .snoozed)
        case .escalate: return (.firing, .escalated)
        case .reopen:
            guard alert.phase != .firing else { throw .nothingToTakeBack(alert.id) }
            return (.firing, .reopened)
        }
    }
}

extension Alert {
    /// The act that would bring the present phase back.
    fileprivate func inverse() throws(AlertRefusal) -> AlertAct {
        switch phase {
        case .firing: .reopen
        case .acknowledged(_, let until): .acknowledge(until: until)
        case .snoozed(_, let until): .snooze(until: until, clears: rest?.clears)
        case .pending: throw .notFired(id)
        case .resolved: throw .alreadyResolved(id)
        }
    }
}

extension AlertChange.Kind {
    fileprivate func words(
        by actor: String,
        _ alert: Alert,
        at now: Instant,
        _ reason: String
    ) -> String {
        let isOpen = alert.returns == nil && alert.state == .acknowledged
        let time =
            isOpen
            ? " until it resolves" : alert.returns.map { " for \(($0 - now).inWords)" } ?? ""
        return "\(rawValue) by \(actor)\(time)".because(reason)
    }
}
