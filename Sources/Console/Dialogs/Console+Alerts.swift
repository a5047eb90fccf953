internal import Orchestration
internal import Screen

extension Console {
    /// Takes alerts on, or hides them for a while: one dialog for both.
    mutating func acknowledge() -> [Effect] {
        let open = subjectAlerts.filter(\.hasFired)
        guard !open.isEmpty else {
            say(Self.refusal(of: subjectAlerts.first), .refused)
            return []
        }
        return deal(with: open, .acknowledge, way: Self.ways.acknowledge)
    }

    /// The ways that `a` and `s` begin at.
    private static let ways = (acknowledge: 1, snooze: 2)

    /// The dialog of both keys, with the way of one of them chosen.
    ///
    /// All that belong together are asked about; the narrower reach is the first.
    private mutating func deal(with open: [AlertRow], _ verb: Verb, way: Int) -> [Effect] {
        // Marks say exactly who is meant: nobody else is offered.
        let group = open.count == 1 ? self.group(of: open[0]).filter(\.hasFired) : open
        let isCritical = open.contains { $0.severity == .critical }
        let word = open.count == 1 ? "this alert" : "these \(open.count) alerts"
        let reaches =
            [Confirmation.Reach(title: word, count: open.count)]
            + (group.count > open.count
                ? [.init(title: "its group (\(group.count))", count: group.count)] : [])
        return ask(
            verb,
            title: "Acknowledge or snooze \(Self.title(of: open))",
            button: "Acknowledge",
            seen: group.map { .alert($0.id) },
            choices: ways(of: group),
            chosen: way,
            reaches: reaches,
            about: open.count == 1 ? "\(open[0].severity.rawValue)  \(open[0].summary)" : "",
            remark: isCritical ? .required : .optional("seen in the console")
        )
    }

    /// What can be done, as many times as there are alerts.
    private func ways(of alerts: [AlertRow]) -> [Confirmation.Choice] {
        let taken = alerts.map { Control.Action.acknowledge(alert: $0.id) }
        let spans: [(String, Int64)] = [("15m", 15), ("1h", 60), ("4h", 240)]
        let snoozes = spans.map { name, minutes in
            let until = now + .seconds(minutes * 60)
            return Confirmation.Choice(
                "snooze \(Figures.padded(name, to: 3))  until \(Figures.shortClock(until))Z",
                alerts.map { .snooze(alert: $0.id, until: until) },
                button: "Snooze"
            )
        }
        return [
            .init("ack until it resolves", taken, lasting: CommandLine.untilResolved),
            .init(
                "ack, re-fire if it still holds after a while",
                taken,
                blanks: [Blank(.lasting, "back in", initial: "30m", hint: "as 30m or 2h")]
            ),
        ] + snoozes + [
            .init(
                "snooze until a time",
                alerts.map { .snooze(alert: $0.id, until: now + .seconds(3600)) },
                blanks: [Blank(.wake, "until", hint: "16:00 UTC, 3h, or 2026-09-21T16:00:00Z")],
                button: "Snooze"
            )
        ]
    }

    private static func refusal(of alert: AlertRow?) -> String {
        alert?.state == .resolved
            ? "it is over: there is nothing to take on or to hide"
            : "it has not fired yet: it may clear by itself"
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
        let awake = alerts.filter { $0.hasFired && $0.state != .snoozed }
        guard !awake.isEmpty else {
            say(Self.refusal(of: alerts.first), .refused)
            return []
        }
        return deal(with: awake, .snooze, way: Self.ways.snooze)
    }

    /// Offers what the alert suggests, as actions; one of them is chosen at first.
    mutating func suggest(first chosen: Int = 0) -> [Effect] {
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
            seen: alert.actions.dropFirst(chosen).prefix(1).map { object(of: $0) },
            choices: choices,
            chosen: chosen
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
    /// Whether it is up, whoever has it.
    fileprivate var hasFired: Bool {
        switch state {
        case .firing, .snoozed, .muted, .noData, .acknowledged: true
        case .pending, .resolved: false
        }
    }
}
