internal import Screen

/// A plain key by its character.
private func key(_ character: Character) -> Key { Key(character) }
private func ctrl(_ character: Character) -> Key { Key(.character(character), control: true) }

extension Registry {
    /// The commands as shipped; the one table that keys, help, hints and palette come from.
    package static let shipped: [Command] =
        screens + panes + finding + acting + viewing + session

    private static let screens: [Command] =
        zip(
            [
                Verb.goOverview, .goWorkflows, .goRuns, .goModels, .goRouting, .goAlerts,
                .goSources, .goAudit,
            ],
            Place.tabs
        ).enumerated().map { number, pair in
            Command(
                pair.0,
                "go to \(pair.1.title)",
                hint: pair.1.title.lowercased(),
                keys: [key(Character("\(number + 1)"))],
                group: .screens,
                words: [pair.1.title.lowercased()],
                commandLine: "podium \(pair.1.title.lowercased()) --once"
            )
        } + [
            Command(
                .help,
                "help",
                hint: "help",
                keys: [key("?")],
                group: .screens,
                words: ["help"]
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
                keys: [key("[")],
                group: .screens
            ),
            Command(
                .later,
                "forward in history",
                hint: "forward",
                keys: [key("]")],
                group: .screens
            ),
            Command(
                .last,
                "the last screen again",
                hint: "last",
                keys: [key("-")],
                group: .screens
            ),
        ]

    private static let panes: [Command] = [
        Command(.nextPane, "next pane", hint: "pane", keys: [Key(.tab)], group: .panes),
        Command(.previousPane, "previous pane", hint: "pane", keys: [Key(.backTab)], group: .panes),
        Command(
            .zoom,
            "zoom, and back again",
            hint: "zoom",
            keys: [key("z")],
            group: .panes
        ),
        Command(.down, "down", hint: "down", keys: [key("j"), Key(.down)], group: .panes),
        Command(.up, "up", hint: "up", keys: [key("k"), Key(.up)], group: .panes),
        Command(
            .left,
            "left in the graph",
            hint: "left",
            keys: [key("h"), Key(.left)],
            group: .panes
        ),
        Command(
            .right,
            "right in the graph",
            hint: "right",
            keys: [key("l"), Key(.right)],
            group: .panes
        ),
        Command(.top, "to the top", hint: "top", keys: [key("g"), Key(.home)], group: .panes),
        Command(.bottom, "to the end", hint: "end", keys: [key("G"), Key(.end)], group: .panes),
        Command(.halfDown, "half a page down", hint: "half", keys: [ctrl("d")], group: .panes),
        Command(.halfUp, "half a page up", hint: "half", keys: [ctrl("u")], group: .panes),
        Command(
            .pageDown,
            "a page down",
            hint: "page",
            keys: [Key(.pageDown), ctrl("f")],
            group: .panes
        ),
        Command(
            .pageUp,
            "a page up",
            hint: "page",
            keys: [Key(.pageUp), ctrl("b")],
            group: .panes
        ),
    ]

    private static let finding: [Command] = [
        Command(
            .filter,
            "filter this list",
            hint: "filter",
            keys: [key("/")],
            scope: .lists,
            group: .find
        ),
        Command(.nextMatch, "next match", hint: "next", keys: [key("n")], group: .find),
        Command(.previousMatch, "previous match", hint: "previous", keys: [key("N")], group: .find),
        Command(.palette, "all commands", hint: "palette", keys: [key(":")], group: .find),
        Command(
            .mark,
            "mark the row",
            hint: "mark",
            keys: [key(" ")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markRange,
            "mark a range, here to there",
            hint: "range",
            keys: [key("v")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markAll,
            "mark all shown",
            hint: "all",
            keys: [ctrl("a")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markNone,
            "clear the marks",
            hint: "clear",
            keys: [ctrl("x")],
            scope: .lists,
            group: .find
        ),
        Command(
            .openRun,
            "open a run by its id",
            hint: "run",
            group: .find,
            words: ["run"],
            argument: .run,
            commandLine: "podium run ID --once"
        ),
        Command(
            .openWorkflow,
            "show a workflow",
            hint: "workflow",
            group: .find,
            words: ["wf", "workflow"],
            argument: .workflow
        ),
        Command(
            .openModel,
            "show a model",
            hint: "model",
            group: .find,
            words: ["model"],
            argument: .model
        ),
        Command(
            .listRuns,
            "runs that match",
            hint: "list",
            group: .find,
            words: ["list"],
            argument: .filter,
            commandLine: "podium runs --filter FILTER --once"
        ),
    ]

    private static let acting: [Command] = [
        Command(
            .pause,
            "pause or resume",
            hint: "pause",
            keys: [key("p")],
            risk: .low,
            scope: .runsAndWorkflows,
            group: .act,
            words: ["pause", "resume"],
            inverse: "resume",
            commandLine: "podium pause RUN|WORKFLOW"
        ),
        Command(
            .retry,
            "retry; choose from where",
            hint: "retry",
            keys: [key("r")],
            risk: .medium,
            scope: .runs,
            group: .act,
            words: ["retry"],
            commandLine: "podium retry RUN [--step STEP]"
        ),
        Command(
            .reroute,
            "reroute to a target",
            hint: "reroute",
            keys: [key("R")],
            risk: .medium,
            scope: .routes,
            group: .act,
            words: ["reroute"],
            argument: .route,
            inverse: "the target before",
            commandLine: "podium reroute ROUTE --to MODEL"
        ),
        Command(
            .skip,
            "skip the step",
            hint: "skip",
            keys: [key("S")],
            risk: .medium,
            scope: .steps,
            group: .act,
            words: ["skip"],
            commandLine: "podium skip RUN --step STEP"
        ),
        Command(
            .acknowledge,
            "acknowledge",
            hint: "ack",
            keys: [key("a")],
            risk: .low,
            scope: .alerts,
            group: .act,
            words: ["ack"],
            commandLine: "podium ack ALERT"
        ),
        Command(
            .snooze,
            "snooze, or wake",
            hint: "snooze",
            keys: [key("s")],
            risk: .medium,
            scope: .alerts,
            group: .act,
            words: ["snooze"],
            inverse: "wake",
            commandLine: "podium snooze ALERT --until TIME"
        ),
        Command(
            .suggestion,
            "do what it suggests",
            hint: "do",
            keys: [key("e")],
            risk: .medium,
            scope: .alerts,
            group: .act
        ),
        Command(
            .cancel,
            "cancel; asks for the name",
            hint: "cancel",
            keys: [key("x")],
            risk: .high,
            scope: .runs,
            group: .act,
            words: ["cancel"],
            commandLine: "podium cancel RUN"
        ),
        Command(
            .undo,
            "undo the last action",
            hint: "undo",
            keys: [key("u")],
            risk: .low,
            group: .act,
            words: ["undo"]
        ),
    ]

    private static let viewing: [Command] = [
        Command(
            .sort,
            "sort by a column",
            hint: "sort",
            keys: [key("O")],
            scope: .lists,
            group: .view
        ),
        Command(
            .columns,
            "choose the columns",
            hint: "columns",
            keys: [key("c")],
            scope: .lists,
            group: .view
        ),
        Command(.copyName, "copy the name", hint: "copy", keys: [key("y")], group: .view),
        Command(.copyRow, "copy the row or pane", hint: "copy row", keys: [key("Y")], group: .view),
        Command(
            .payload,
            "input and output of a step",
            hint: "in/out",
            keys: [key("i")],
            group: .view
        ),
        Command(.log, "to the log of the run", hint: "log", keys: [key("L")], group: .view),
        Command(.follow, "follow the newest line", hint: "follow", keys: [key("f")], group: .view),
        Command(
            .mouse,
            "mouse on or off",
            hint: "mouse",
            keys: [key("M")],
            group: .view,
            words: ["mouse"]
        ),
        Command(.redraw, "paint the screen anew", hint: "redraw", keys: [ctrl("l")], group: .view),
        Command(
            .theme,
            "change the theme",
            hint: "theme",
            group: .view,
            words: ["theme"],
            argument: .theme
        ),
        Command(.dump, "save this screen as text", hint: "dump", group: .view, words: ["dump"]),
        Command(
            .export,
            "save this table",
            hint: "export",
            keys: [key("E")],
            scope: .lists,
            group: .view,
            words: ["export"],
            argument: .format
        ),
    ]

    private static let session: [Command] = [
        Command(
            .freeze,
            "freeze, again for live",
            hint: "freeze",
            keys: [key("Z")],
            group: .session,
            words: ["freeze", "live"]
        ),
        Command(
            .stepBack,
            "frozen: a moment back",
            hint: "earlier",
            keys: [key(",")],
            group: .session
        ),
        Command(
            .stepForward,
            "frozen: a moment on; re-sort",
            hint: "re-sort",
            keys: [key(".")],
            group: .session
        ),
        Command(
            .suspend,
            "suspend to the shell",
            hint: "suspend",
            keys: [ctrl("z")],
            group: .session
        ),
        Command(
            .quit,
            "quit; runs go on",
            hint: "quit",
            keys: [key("q")],
            group: .session,
            words: ["q", "quit"]
        ),
    ]
}
