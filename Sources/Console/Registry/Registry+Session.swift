internal import Screen

extension Registry {
    /// Time, and leaving.
    static let session: [Command] = [
        Command(
            .freeze,
            "freeze, again for live",
            hint: "freeze",
            keys: [Key("Z")],
            group: .session,
            words: ["freeze", "live"]
        ),
        Command(
            .stepBack,
            "frozen: a moment back",
            hint: "earlier",
            keys: [Key(",")],
            group: .session
        ),
        Command(
            .stepForward,
            "a moment on; re-sort",
            hint: "re-sort",
            keys: [Key(".")],
            group: .session
        ),
        Command(
            .travel,
            "a time, or now",
            hint: "at",
            group: .session,
            words: ["at"],
            argument: .moment
        ),
        Command(
            .rate,
            "how often news show",
            hint: "rate",
            group: .session,
            words: ["rate"],
            argument: .interval
        ),
        Command(
            .lock,
            "only look",
            hint: "read-only",
            group: .session,
            words: ["ro"]
        ),
        Command(
            .lift,
            "act for a while",
            hint: "act",
            group: .session,
            words: ["rw"],
            argument: .elevation
        ),
        Command(
            .bell,
            "alerts that ring",
            hint: "bell",
            group: .session,
            words: ["bell"],
            argument: .bell
        ),
        Command(
            .version,
            "version, and news",
            hint: "version",
            group: .session,
            words: ["version"]
        ),
        Command(
            .suspend,
            "suspend to the shell",
            hint: "suspend",
            keys: [.control("z")],
            group: .session
        ),
        Command(
            .quit,
            "quit; runs go on",
            hint: "quit",
            keys: [Key("q")],
            group: .session,
            words: ["q", "quit"]
        ),
    ]
}
