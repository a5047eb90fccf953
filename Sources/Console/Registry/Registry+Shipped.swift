internal import Screen

extension Key {
    /// A character with control held.
    static func control(_ character: Character) -> Key {
        Key(.character(character), control: true)
    }
}

extension Registry {
    /// The commands as shipped; the one table that keys, help, hints and palette come from.
    package static let shipped: [Command] =
        screens + panes + finding + acting + viewing + session

    /// Where to be; the command line of a screen is its headless twin.
    package static let screens: [Command] =
        zip(
            [
                Verb.goOverview, .goWorkflows, .goRuns, .goModels, .goRouting, .goAlerts,
                .goSources, .goAudit, .goTimeline,
            ],
            Place.tabs
        ).enumerated().map { number, pair in
            Command(
                pair.0,
                "go to \(pair.1.title)",
                hint: pair.1.title.lowercased(),
                keys: [Key(Character("\(number + 1)"))],
                group: .screens,
                words: [pair.1.title.lowercased()],
                commandLine: "podium \(pair.1.title.lowercased()) --once"
            )
        } + [
            Command(
                .goDeadLetters,
                "go to Dead letters",
                hint: "dead letters",
                keys: [Key("0")],
                group: .screens,
                words: ["dead", "dead-letters"],
                commandLine: "podium dead-letters --once"
            ),
            Command(
                .goSilences,
                "go to Silences",
                hint: "silences",
                keys: [Key(.function(3))],
                group: .screens,
                words: ["silences"],
                commandLine: "podium silences --once"
            ),
            Command(
                .goProposals,
                "go to Proposals",
                hint: "proposals",
                keys: [Key(.function(4))],
                group: .screens,
                words: ["proposals"],
                commandLine: "podium proposals --once"
            ),
            Command(
                .goContexts,
                "other engines",
                hint: "contexts",
                keys: [Key(.function(5))],
                group: .screens,
                words: ["ctx", "contexts"],
                argument: .context,
                commandLine: "podium contexts --once"
            ),
            Command(
                .help,
                "help",
                hint: "help",
                keys: [Key("?")],
                group: .screens,
                words: ["help"],
                commandLine: "podium man"
            ),
            Command(.open, "open", hint: "open", keys: [Key(.enter)], group: .screens),
            Command(
                .back,
                "back; never quits",
                hint: "back",
                keys: [Key(.escape), Key(.backspace)],
                group: .screens
            ),
            Command(
                .earlier,
                "back in history",
                hint: "history",
                keys: [Key("[")],
                group: .screens
            ),
            Command(
                .later,
                "forward in history",
                hint: "forward",
                keys: [Key("]")],
                group: .screens
            ),
            Command(
                .last,
                "the last screen again",
                hint: "last",
                keys: [Key("-")],
                group: .screens
            ),
        ]

    /// Moving about.
    static let panes: [Command] = [
        Command(.nextPane, "next pane", hint: "pane", keys: [Key(.tab)], group: .panes),
        Command(.previousPane, "previous pane", hint: "pane", keys: [Key(.backTab)], group: .panes),
        Command(
            .zoom,
            "zoom, and back again",
            hint: "zoom",
            keys: [Key("z")],
            group: .panes
        ),
        Command(
            .grow,
            "larger, nearer; more steps",
            hint: "larger",
            keys: [Key(">"), Key("+")],
            group: .panes
        ),
        Command(
            .shrink,
            "smaller, wider; fewer",
            hint: "smaller",
            keys: [Key("<")],
            group: .panes
        ),
        Command(
            .exchange,
            "swap with the next pane",
            hint: "swap",
            keys: [Key("}")],
            group: .panes
        ),
        Command(
            .toward,
            "to the pane h j k l",
            hint: "toward",
            keys: [.control("w")],
            group: .panes
        ),
        Command(
            .beside,
            "a screen beside this",
            hint: "beside",
            keys: [Key("|")],
            group: .panes,
            words: ["beside"],
            argument: .screen
        ),
        Command(.down, "down", hint: "down", keys: [Key("j"), Key(.down)], group: .panes),
        Command(.up, "up", hint: "up", keys: [Key("k"), Key(.up)], group: .panes),
        Command(
            .left,
            "left: graph, chart, lines",
            hint: "left",
            keys: [Key("h"), Key(.left)],
            group: .panes
        ),
        Command(
            .right,
            "right: graph, chart, lines",
            hint: "right",
            keys: [Key("l"), Key(.right)],
            group: .panes
        ),
        Command(.top, "to the top", hint: "top", keys: [Key("g"), Key(.home)], group: .panes),
        Command(.bottom, "to the end", hint: "end", keys: [Key("G"), Key(.end)], group: .panes),
        Command(.halfDown, "half a page down", hint: "half", keys: [.control("d")], group: .panes),
        Command(.halfUp, "half a page up", hint: "half", keys: [.control("u")], group: .panes),
        Command(
            .pageDown,
            "a page down",
            hint: "page",
            keys: [Key(.pageDown), .control("f")],
            group: .panes
        ),
        Command(
            .pageUp,
            "a page up",
            hint: "page",
            keys: [Key(.pageUp), .control("b")],
            group: .panes
        ),
    ]
}
