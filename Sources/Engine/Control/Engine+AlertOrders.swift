internal import Orchestration

extension Engine {
    func acknowledge(_ id: String, _ order: Control.Order) -> Effect {
        let until =
            order.expires.map {
                $0 < .never ? ", back at \($0.clock) if it still holds" : " until it resolves"
            } ?? ""
        return act(
            .acknowledge(until: order.expires),
            on: id,
            order,
            said: "acknowledged by \(order.actor)\(until)"
        )
    }

    /// Tells those who would be told later at once.
    ///
    /// Nothing takes that back: who was told was told.
    func escalate(_ id: String, _ order: Control.Order) -> Effect {
        if let why = obstacle(toEscalating: id) { return .refused(why) }
        let names = alerts[AlertID(id)].map { pager.untold(of: $0).map(\.name) } ?? []
        var effect = act(
            .escalate,
            on: id,
            order,
            said: "telling \(names.joined(separator: ", ")) now"
        )
        effect.inverse = nil
        return effect
    }

    /// Why escalating an alert would tell nobody; nil where it would.
    func obstacle(toEscalating id: String) -> String? {
        guard let alert = alerts[AlertID(id)], alert.isActive else { return nil }
        let now = time.now()
        if herald == nil || project.recipients.isEmpty {
            return "Nobody is told of alerts here. Add recipients to the project."
        }
        if let silence = silences.values.first(where: { $0.covers(alert, at: now) }) {
            return "It is silenced until \(silence.endWords) by \(silence.by). End that first."
        }
        if let cause = alert.hiddenBy {
            return "It counts as a consequence of \(cause.text). Escalate that one."
        }
        guard pager.untold(of: alert).isEmpty else { return nil }
        let told = pager.told(of: alert).map(\.name).joined(separator: ", ")
        return told.isEmpty
            ? "No recipient takes \(alert.severity.word) alerts."
            : "Everybody who takes \(alert.severity.word) alerts was told: \(told)."
    }

    func snooze(
        _ id: String,
        _ until: Instant,
        _ clears: Duration?,
        _ order: Control.Order
    ) -> Effect {
        let clear = clears.map { ", or \($0.text) after it is clear" } ?? ""
        return act(
            .snooze(until: until, clears: clears),
            on: id,
            order,
            said: "snoozed until \(until.clock)\(clear)"
        )
    }

    func unsnooze(_ id: String, _ order: Control.Order) -> Effect {
        act(.reopen, on: id, order, said: "back among the firing")
    }

    private func act(
        _ act: AlertAct,
        on id: String,
        _ order: Control.Order,
        said: String
    ) -> Effect {
        do throws(AlertRefusal) {
            let acted = try alerts.act(
                act,
                on: AlertID(id),
                by: order.actor,
                reason: order.reason,
                at: time.now()
            )
            keep(acted.change)
            refreshAlerts()
            return .done(said, undo: Self.action(acted.inverse, on: id))
        } catch {
            return .refused(error.explanation)
        }
    }

    private static func action(_ inverse: AlertAct, on id: String) -> Control.Action {
        switch inverse {
        case .acknowledge: .acknowledge(alert: id)
        case .escalate: .escalate(alert: id)
        case .snooze(let until, let clears): .snooze(alert: id, until: until, clears: clears)
        case .reopen: .resolveSnooze(alert: id)
        }
    }
}
