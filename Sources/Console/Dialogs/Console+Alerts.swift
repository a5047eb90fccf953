internal import Orchestration
internal import Screen

extension Console {
    /// Acknowledges at once; a critical alert asks for a comment first.
    mutating func acknowledge() -> [Effect] {
        let alerts = subjectAlerts
        let open = alerts.filter { $0.state != .acknowledged && $0.state != .resolved }
        guard !open.isEmpty else {
            say("acknowledged already, by \(alerts.first?.owner ?? "somebody")", .refused)
            return []
        }
        let actions = open.map { Control.Action.acknowledge(alert: $0.id) }
        guard open.contains(where: { $0.severity == .critical }) else {
            return give(actions, reason: "seen in the console")
        }
        return ask(
            .acknowledge,
            title: "Acknowledge \(Self.title(of: open))",
            button: "Acknowledge",
            seen: open.map { .alert($0.id) },
            choices: [.init("acknowledge", actions)]
        )
    }

    /// Hides alerts for a while; those that sleep are woken.
    mutating func snooze() -> [Effect] {
        if let silences = silenceSubjects { return unsilence(silences) }
        let alerts = subjectAlerts
        let asleep = alerts.filter { $0.state == .snoozed }
        if !asleep.isEmpty, asleep.count == alerts.count {
            return give(
                asleep.map { .resolveSnooze(alert: $0.id) },
                reason: "woken from the console"
            )
        }
        let awake = alerts.filter { $0.state != .snoozed }
        return ask(
            .snooze,
            title: "Snooze \(Self.title(of: awake))",
            button: "Snooze",
            seen: awake.map { .alert($0.id) },
            choices: snoozes.map { title, until in
                .init(title, awake.map { .snooze(alert: $0.id, until: until) })
            }
        )
    }

    private var snoozes: [(String, Instant)] {
        [("15 minutes", 15), ("1 hour", 60), ("4 hours", 240), ("24 hours", 1440)].map {
            name,
            span in
            let until = now + .seconds(span * 60)
            return ("\(Figures.padded(name, to: 11)) until \(Figures.shortClock(until))Z", until)
        }
    }

    /// Offers what the alert suggests, as actions.
    mutating func suggest() -> [Effect] {
        guard let alert = selectedAlert else { return [] }
        let choices = alert.actions.enumerated().map { place, action in
            let title =
                alert.suggestions.indices.contains(place)
                ? alert.suggestions[place] : CommandLine.text(for: action)
            return Confirmation.Choice(title, [action])
        }
        return ask(
            .suggestion,
            title: "Do something about \(alert.object)",
            button: "Do it",
            seen: alert.actions.prefix(1).map { object(of: $0) },
            choices: choices
        )
    }

    var subjectAlerts: [AlertRow] {
        let wanted = Set(subjects)
        return snapshot?.alerts.filter { wanted.contains(.alert($0.id)) } ?? []
    }

    private static func title(of alerts: [AlertRow]) -> String {
        alerts.count == 1 ? alerts[0].object : "\(alerts.count) alerts"
    }
}
