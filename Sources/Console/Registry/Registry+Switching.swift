internal import Screen

extension Registry {
    /// What switches models and routes.
    static let switches: [Command] = [
        Command(
            .split,
            "draft shares of a route",
            hint: "shares",
            keys: [Key("%")],
            risk: .medium,
            scope: .routes,
            group: .act,
            words: ["split"],
            inverse: "the shares before",
            commandLine: "podium split ROUTE MODEL=PERCENT...|--policy"
        ),
        Command(
            .canary,
            "canary: again, out",
            hint: "canary",
            risk: .medium,
            scope: .routes,
            group: .act,
            words: ["canary"],
            inverse: "out, again, or the shares before",
            commandLine: "podium canary ROUTE MODEL --to again|out|promote"
        ),
        Command(
            .breaker,
            "breaker open or closed",
            hint: "breaker",
            keys: [Key("B")],
            risk: .medium,
            scope: .routes,
            group: .act,
            words: ["breaker"],
            commandLine: "podium breaker MODEL --to close|open|disable|watch_only"
        ),
        Command(
            .kill,
            "off: route, model, all",
            hint: "off/on",
            keys: [Key("X")],
            risk: .high,
            scope: .routes,
            group: .act,
            words: ["kill", "revive"],
            inverse: "revive",
            commandLine: "podium kill|revive ROUTE|--model|--tenant NAME|--everything"
        ),
        Command(
            .again,
            "refused ones again",
            hint: "again",
            risk: .low,
            group: .act,
            words: ["again"]
        ),
        Command(
            .orders,
            "pause or stop a batch",
            hint: "batch",
            keys: [Key("J")],
            group: .act,
            words: ["orders"]
        ),
    ]

    /// What is done about alerts.
    static let onAlerts: [Command] = [
        Command(
            .acknowledge,
            "acknowledge, or snooze",
            hint: "ack",
            keys: [Key("a")],
            risk: .medium,
            scope: .alerts,
            group: .act,
            words: ["ack"],
            inverse: "wake",
            commandLine: "podium ack ALERT [--for 2h|resolved]"
        ),
        Command(
            .escalate,
            "tell those told later now",
            hint: "escalate",
            keys: [Key("U")],
            risk: .medium,
            scope: .alerts,
            group: .act,
            words: ["escalate"],
            commandLine: "podium escalate ALERT"
        ),
        Command(
            .snooze,
            "snooze, or wake",
            hint: "snooze",
            keys: [Key("s")],
            risk: .medium,
            scope: .alertsAndSilences,
            group: .act,
            words: ["snooze", "wake", "unsilence"],
            inverse: "wake",
            commandLine: "podium snooze ALERT --until TIME; podium unsilence ID"
        ),
        Command(
            .suggestion,
            "do what it suggests",
            hint: "do",
            keys: [Key("e")],
            risk: .medium,
            scope: .alerts,
            group: .act
        ),
    ]
}
