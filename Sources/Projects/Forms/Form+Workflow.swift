internal import Orchestration

/// Workflows and what starts them.
extension Form {
    /// A whole file of `workflows/`.
    static let workflow = Form(
        "workflow",
        "A directed acyclic graph of steps, and what starts it.",
        [
            Field("workflow", .name, .required, "Its name, unique in the project."),
            Field("summary", .text, "What it is for, in one line."),
            Field("owner", .text, "Who answers for it."),
            Field("trigger", .form(.trigger), "What starts it; only operators, where not given."),
            Field("subject", .expression, "Whose run it is: one run at a time per subject."),
            Field(
                "when_busy",
                .choice(BusyRule.allCases.map(\.rawValue)),
                "What becomes of a run whose subject has one open; queue where not given."
            ),
            Field("once", .expression, "The same value never starts a second run."),
            Field("deadline", .someTime, "An unfinished run fails this long after it opened."),
            Field(
                "result",
                .expression,
                "What a workflow that runs this one gets; its last steps by name, where not given."
            ),
            Field(
                "labels",
                .map(keys: .name, values: .expression),
                "What to find a run by; sees `event`, `profile`, `constants` and `run`."
            ),
            Field(
                "priority",
                .count(-100...100),
                "Whose attempts start first: a greater one before a smaller; 0 where not given."
            ),
            Field("limits", .form(.workflowLimits), "What holds for all its runs together."),
            Field("steps", .map(keys: .identifier, values: .form(.step)), .required, "The steps."),
        ]
    )

    /// What stands under `trigger`.
    static let trigger = Form(
        "trigger",
        "What starts runs.",
        verbs: ["event", "cron", "after"],
        [
            Field("event", .name, "An event of this type."),
            Field(
                "when",
                .expression,
                beside: ["event", "after"],
                "Sees `event`, `profile`, `constants`."
            ),
            Field(
                "otherwise",
                .name,
                beside: ["event"],
                "The workflow that gets the event where `when` is false."
            ),
            Field("cron", .text, "Five fields: minute, hour, day, month, day of week."),
            Field("zone", .text, beside: ["cron"], "An IANA time zone; UTC where not given."),
            Field("over", .name, beside: ["cron"], "One run for each profile of this segment."),
            Field(
                "catch_up",
                .choice(CatchUp.allCases.map(\.rawValue)),
                beside: ["cron"],
                "What becomes of starts missed while nobody ran; once where not given."
            ),
            Field("after", .name, "The end of a run of this workflow; completed, without `when`."),
        ]
    )
}
