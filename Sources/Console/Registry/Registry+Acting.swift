internal import Screen

extension Registry {
    /// What changes the system.
    static let acting: [Command] =
        [
            Command(
                .pause,
                "pause or resume",
                hint: "pause",
                keys: [Key("p")],
                risk: .low,
                scope: .pausable,
                group: .act,
                words: ["pause", "resume"],
                inverse: "resume",
                commandLine: "podium pause|resume RUN|--workflow NAME|--route NAME"
            ),
            Command(
                .pauseAll,
                "all paused, or not",
                hint: "pause all",
                risk: .high,
                group: .act,
                words: ["pause-all", "resume-all"],
                inverse: "resume",
                commandLine: "podium pause|resume --everything"
            ),
            Command(
                .retry,
                "retry; choose from where",
                hint: "retry",
                keys: [Key("r")],
                risk: .medium,
                scope: .retriable,
                group: .act,
                words: ["retry", "replay"],
                commandLine: "podium retry RUN [--step STEP]; podium dead-letters replay NUMBER"
            ),
            Command(
                .reroute,
                "reroute to a target",
                hint: "reroute",
                keys: [Key("R")],
                risk: .medium,
                scope: .routes,
                group: .act,
                words: ["reroute"],
                argument: .route,
                inverse: "the target before",
                commandLine: "podium reroute ROUTE --to MODEL"
            ),
            Command(
                .throttle,
                "let it begin no faster",
                hint: "throttle",
                keys: [Key("T")],
                risk: .medium,
                scope: .throttled,
                group: .act,
                words: ["throttle"],
                inverse: "lift",
                commandLine:
                    "podium throttle --workflow NAME [--step STEP]|--route NAME --to RATE|--lift"
            ),
            Command(
                .skip,
                "skip the step",
                hint: "skip",
                keys: [Key("S")],
                risk: .medium,
                scope: .steps,
                group: .act,
                words: ["skip"],
                commandLine: "podium skip RUN --step STEP"
            ),
            Command(
                .cancel,
                "cancel; asks for the name",
                hint: "cancel",
                keys: [Key("x")],
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
                keys: [Key("u")],
                risk: .low,
                group: .act,
                words: ["undo"]
            ),
        ] + onAlerts + runActs + switches + bringing

    /// What is done to the inside of a run.
    private static let runActs: [Command] = [
        Command(
            .answer,
            "approve or reject",
            hint: "answer",
            keys: [Key("A")],
            risk: .medium,
            scope: .answerable,
            group: .act,
            words: ["answer", "approve", "reject"],
            commandLine:
                "podium approve|reject RUN [--step STEP] [--with JSON]; podium retrain approve|decline ID"
        ),
        Command(
            .signal,
            "send it a signal",
            hint: "signal",
            keys: [Key("!")],
            risk: .medium,
            scope: .runs,
            group: .act,
            words: ["signal"],
            commandLine: "podium signal RUN --name NAME [--with JSON]"
        ),
        Command(
            .complete,
            "give a step its result",
            hint: "complete",
            keys: [Key("C")],
            risk: .medium,
            scope: .steps,
            group: .act,
            words: ["complete"],
            commandLine: "podium complete RUN --step STEP --output JSON"
        ),
        Command(
            .prioritize,
            "set the priority",
            hint: "priority",
            keys: [Key("P")],
            risk: .medium,
            scope: .runs,
            group: .act,
            words: ["priority"],
            commandLine: "podium priority RUN --to NUMBER"
        ),
        Command(
            .terminate,
            "end at once; asks the name",
            hint: "terminate",
            keys: [.control("t")],
            risk: .high,
            scope: .runs,
            group: .act,
            words: ["terminate"],
            commandLine: "podium terminate RUN"
        ),
    ]
}
