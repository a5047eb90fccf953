internal import Screen

extension Registry {
    /// What changes only what is seen.
    static let viewing: [Command] = [
        Command(
            .sort,
            "sort by a column",
            hint: "sort",
            keys: [Key("O")],
            scope: .lists,
            group: .view
        ),
        Command(
            .columns,
            "choose the columns",
            hint: "columns",
            keys: [Key("c")],
            scope: .lists,
            group: .view
        ),
        Command(
            .group,
            "alerts: group them",
            hint: "group",
            keys: [Key("=")],
            group: .view,
            words: ["group"],
            argument: .grouping
        ),
        Command(
            .past,
            "what is over, and changes",
            hint: "history",
            keys: [Key("H")],
            group: .view,
            words: ["history"]
        ),
        Command(
            .window,
            "models: time span",
            hint: "window",
            keys: [Key("V")],
            group: .view,
            words: ["window"],
            argument: .span
        ),
        Command(.copyName, "copy the cell or name", hint: "copy", keys: [Key("y")], group: .view),
        Command(.copyRow, "copy the row or pane", hint: "copy row", keys: [Key("Y")], group: .view),
        Command(
            .payload,
            "a step's input and output",
            hint: "in/out",
            keys: [Key("i")],
            group: .view
        ),
        Command(.log, "to the log of the run", hint: "log", keys: [Key("L")], group: .view),
        Command(.follow, "follow the newest line", hint: "follow", keys: [Key("f")], group: .view),
        Command(
            .wrap,
            "lines: break long ones",
            hint: "wrap",
            keys: [Key("w")],
            scope: .lines,
            group: .view
        ),
        Command(
            .times,
            "lines: their times",
            hint: "times",
            keys: [Key("t")],
            scope: .lines,
            group: .view
        ),
        Command(
            .openLink,
            "open the link: runbook",
            hint: "runbook",
            keys: [Key("o")],
            group: .view,
            words: ["open"]
        ),
        Command(
            .markLog,
            "lines: mark as read",
            hint: "mark log",
            keys: [Key("m")],
            scope: .lines,
            group: .view
        ),
        Command(
            .compare,
            "compare: run, contract",
            hint: "compare",
            keys: [Key("D")],
            group: .view
        ),
        Command(
            .mouse,
            "mouse on or off",
            hint: "mouse",
            keys: [Key("M")],
            group: .view,
            words: ["mouse"]
        ),
        Command(
            .redraw,
            "paint the screen anew",
            hint: "redraw",
            keys: [.control("l")],
            group: .view
        ),
        Command(
            .theme,
            "change the theme",
            hint: "theme",
            group: .view,
            words: ["theme"],
            argument: .theme
        ),
        Command(
            .describe,
            "all about the selection",
            hint: "describe",
            keys: [Key("d")],
            group: .view
        ),
        Command(
            .why,
            "why a call went there",
            hint: "why",
            keys: [Key("W")],
            scope: .runs,
            group: .view,
            words: ["why"],
            commandLine: "podium why RUN/STEP"
        ),
        Command(
            .link,
            "a link to this view",
            hint: "link",
            group: .view,
            words: ["link"]
        ),
        Command(
            .keepView,
            "keep this view, named",
            hint: "keep view",
            keys: [Key("&")],
            group: .view
        ),
        Command(
            .view,
            "show a kept view",
            hint: "view",
            keys: [Key("\""), Key(.function(2))],
            group: .view,
            words: ["view"],
            argument: .view
        ),
        Command(
            .resetView,
            "screen as shipped",
            hint: "reset",
            group: .view,
            words: ["reset"]
        ),
        Command(
            .results,
            "how orders ended",
            hint: "results",
            group: .view,
            words: ["results"]
        ),
        Command(
            .keymap,
            "keys, and problems",
            hint: "keymap",
            group: .view,
            words: ["keys"],
            argument: .binding
        ),
        Command(
            .performance,
            "how quick this is",
            hint: "perf",
            group: .view,
            words: ["perf"]
        ),
        Command(.consoleLog, "what was said", hint: "said", group: .view, words: ["log"]),
        Command(
            .dump,
            "this screen as text",
            hint: "dump",
            group: .view,
            words: ["dump"],
            argument: .file
        ),
        Command(
            .export,
            "save this table or log",
            hint: "export",
            keys: [Key("E")],
            group: .view,
            words: ["export"],
            argument: .format
        ),
    ]
}
