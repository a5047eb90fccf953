internal import Orchestration

extension Engine {
    func acknowledge(_ id: String, _ order: Control.Order) -> Effect {
        act(.acknowledge(until: nil), on: id, order, said: "acknowledged by \(order.actor)")
    }

    func snooze(_ id: String, _ until: Instant, _ order: Control.Order) -> Effect {
        act(.snooze(until: until), on: id, order, said: "snoozed until \(until.clock)")
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
        case .snooze(let until): .snooze(alert: id, until: until)
        case .reopen: .resolveSnooze(alert: id)
        }
    }
}
