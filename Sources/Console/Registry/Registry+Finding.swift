internal import Screen

extension Registry {
    /// Filtering, marking, opening by name.
    static let finding: [Command] = [
        Command(
            .filter,
            "filter this list or log",
            hint: "filter",
            keys: [Key("/")],
            group: .find
        ),
        Command(
            .nextMatch,
            "next match",
            hint: "next",
            keys: [.control("n")],
            group: .find
        ),
        Command(
            .previousMatch,
            "previous match",
            hint: "previous",
            keys: [.control("p")],
            group: .find
        ),
        Command(
            .nextLine,
            "lines: next match",
            hint: "next",
            keys: [Key("n")],
            scope: .lines,
            group: .find
        ),
        Command(
            .previousLine,
            "lines: previous match",
            hint: "previous",
            keys: [Key("N")],
            scope: .lines,
            group: .find
        ),
        Command(.palette, "all commands", hint: "palette", keys: [Key(":")], group: .find),
        Command(
            .mark,
            "mark the row",
            hint: "mark",
            keys: [Key(" ")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markRange,
            "mark a range, from to",
            hint: "range",
            keys: [Key("v")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markAll,
            "mark all shown",
            hint: "all",
            keys: [.control("a")],
            scope: .lists,
            group: .find
        ),
        Command(
            .markNone,
            "clear the marks",
            hint: "clear",
            keys: [.control("x")],
            scope: .lists,
            group: .find
        ),
        Command(
            .openRun,
            "run, or a list",
            hint: "run",
            group: .find,
            words: ["run"],
            argument: .run,
            commandLine: "podium runs show ID"
        ),
        Command(
            .openWorkflow,
            "workflow, or a list",
            hint: "workflow",
            group: .find,
            words: ["wf", "workflow"],
            argument: .workflow
        ),
        Command(
            .openModel,
            "model, or a list",
            hint: "model",
            group: .find,
            words: ["model"],
            argument: .model
        ),
        Command(
            .goTo,
            "what a link names",
            hint: "go",
            group: .find,
            words: ["go"],
            argument: .link
        ),
        Command(
            .listRuns,
            "runs that match",
            hint: "list",
            group: .find,
            words: ["list"],
            argument: .filter,
            commandLine: "podium runs FILTER"
        ),
    ]
}
