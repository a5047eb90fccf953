internal import Orchestration
internal import Screen

extension Console {
    /// Acknowledges at once; a critical alert, and one of several that belong together, asks first.
    mutating func acknowledge() -> [Effect] {
        let alerts = subjectAlerts
        let open = alerts.filter(\.isUnclaimed)
        guard let first = open.first else {
            say(Self.refusal(of: alerts.first), .refused)
            return []
        }
        // Marks say exactly who is meant: nobody else is offered.
        let group = open.count == 1 ? self.group(of: first).filter(\.isUnclaimed) : open
        let isCritical = open.contains { $0.severity == .critical }
        guard isCritical || group.count > open.count else {
            return give(open.map { .acknowledge(alert: $0.id) }, reason: "seen in the console")
        }
        return ask(
            .acknowledge,
            title: "Acknowledge \(Self.title(of: open))",
            button: "Acknowledge",
            seen: group.map { .alert($0.id) },
            choices: Self.scopes(open, group)
        )
    }

    /// This alert, or all that belong with it.
    private static func scopes(_ open: [AlertRow], _ group: [AlertRow]) -> [Confirmation.Choice] {
        let blanks = [Blank(.lasting, "back in", hint: "as 2h, if it still holds; empty: 30 min")]
        let word = open.count == 1 ? "this alert" : "these \(open.count) alerts"
        let narrow = Confirmation.Choice(
            word,
            open.map { .acknowledge(alert: $0.id) },
            blanks: blanks
        )
        guard group.count > open.count else { return [narrow] }
        return [
            narrow,
            .init(
                "its group (\(group.count))",
                group.map { .acknowledge(alert: $0.id) },
                blanks: blanks
            ),
        ]
    }

    private static func refusal(of alert: AlertRow?) -> String {
        switch alert?.state {
        case .resolved: "it is over: there is nothing to acknowledge"
        case .pending: "it has not fired yet: it may clear by itself"
        default: "acknowledged already, by \(alert?.owner ?? "somebody")"
        }
    }

    /// Has an alert told at once to those who would be told later.
    mutating func escalate() -> [Effect] {
        let active = subjectAlerts.filter { $0.state != .resolved && $0.state != .pending }
        guard !active.isEmpty else {
            say("only an alert that has fired can be told to anybody", .refused)
            return []
        }
        return ask(
            .escalate,
            title: "Escalate \(Self.title(of: active))",
            button: "Tell now",
            seen: active.map { .alert($0.id) },
            choices: [.init("tell now", active.map { .escalate(alert: $0.id) })]
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

extension AlertRow {
    /// Whether it is up and nobody has taken it on.
    fileprivate var isUnclaimed: Bool {
        switch state {
        case .firing, .snoozed, .noData: true
        case .pending, .acknowledged, .resolved: false
        }
    }
}
