internal import Orchestration

/// The steps of a workflow.
extension Form {
    /// Verbs whose work is done outside the decision, and can fail.
    private static let attempts = ["update", "call", "write", "send"]

    /// Verbs that may take long, or fail, on somebody else's account.
    private static let awaited = attempts + ["run"]

    /// Verbs that can be done once for each element of a list.
    private static let perItem = ["call", "write", "send", "run"]

    /// A step, under `steps`.
    static let step = Form(
        "step",
        "One node: exactly one verb. Its expressions see `event`, `profile`, `constants`, `run` "
            + "and the results of earlier steps by name, which draws the arrows.",
        verbs: ["update", "call", "write", "send", "wait", "approve", "run", "compute"],
        verbFields + [
            Field("when", .expression, "The step is skipped where this is false."),
            Field(
                "each",
                .expression,
                beside: perItem,
                "A list: the step is done once for each element; its result lists theirs."
            ),
            Field(
                "as",
                .identifier,
                beside: perItem,
                "The name of the element in the step's expressions; item where not given."
            ),
            Field(
                "limit",
                .count(1...Each.itemsMax),
                beside: perItem,
                "Items under way at once; 16 where not given."
            ),
            Field("after", .either([.name, .list(.name)]), "Arrows that data does not show."),
            Field(
                "if_failed",
                .either([.name, .list(.name)]),
                "The step runs only where one of these has failed; it sees `failure`."
            ),
            Field("join", .choice(Join.allCases.map(\.rawValue)), "How its arrows combine."),
            Field("retry", .form(.retry), beside: awaited, "How it is tried again."),
            Field(
                "timeout",
                .someTime,
                beside: awaited,
                "The longest one attempt may take; 30s where not given, for run any time."
            ),
            Field("queue", .someTime, beside: attempts, "The longest wait for a slot."),
            Field(
                "silence",
                .someTime,
                beside: attempts,
                "The longest an attempt may give no sign of life."
            ),
            Field(
                "deliveries",
                .count(1...100),
                beside: attempts,
                "How often an attempt is begun where the engine ends in the middle of it; 5 where not "
                    + "given."
            ),
            Field(
                "cache",
                .someTime,
                beside: ["call", "write"],
                "How long a result stands for the same input; none is kept where not given."
            ),
            Field(
                "undo",
                .form(.undo),
                beside: ["update", "call", "send", "run"],
                "What takes its effect back where the run is cancelled."
            ),
            Field(
                "on_failure",
                .either([.choice(["fail", "continue"]), .form(.substitute)]),
                "What its final failure does to the run."
            ),
            Field("needs", .ages, beside: attempts, "Sources, each with the greatest age."),
            Field("limits", .form(.stepLimits), beside: attempts, "What holds across runs."),
        ]
    )

    private static let verbFields = [
        Field("update", .choice(["profile"]), "Folds an event into the subject's profile."),
        Field("call", .name, "Asks a route's model; the result is its answer."),
        Field("write", .name, "Fills a template; a route's language model writes its sentence."),
        Field("route", .name, beside: ["write"], "Who writes; not for a template without prompt."),
        Field("send", .expression, "Sends what a write step made, if consent allows."),
        Field("by", .expression, .requiredBeside(["send"]), beside: ["send"], "The channel."),
        Field("purpose", .name, .requiredBeside(["send"]), beside: ["send"], "Why it is sent."),
        Field(
            "wait",
            .either([.name, .form(.wait)]),
            "Waits for an event of the same subject, for a signal, or until a moment."
        ),
        Field("approve", .text, "Asks people; a rejected step and what builds on it are skipped."),
        Field(
            "within",
            .someTime,
            .requiredBeside(["approve"]),
            beside: ["wait", "approve"],
            "How long; required for events and signals."
        ),
        Field(
            "expired",
            .choice(Approval.Expiry.allCases.map(\.rawValue)),
            beside: ["approve"],
            "What no answer means; reject where not given."
        ),
        Field("run", .name, "Runs another workflow, whose `event` is `with`; gets its result."),
        Field("compute", .expression, "Evaluates an expression; no attempt is made."),
        Field(
            "with",
            .either([
                .expression, .list(.expression), .map(keys: .identifier, values: .expression),
            ]),
            .requiredBeside(["call", "run"]),
            beside: ["update", "call", "write", "run", "approve"],
            "The event (update, `event` where not given; run), the input (call) or the facts (write; "
                + "a list names each fact by the last word of its path)."
        ),
    ]

    /// What stands under `wait`, where it is a map.
    static let wait = Form(
        "wait",
        "What is waited for, where it is no event.",
        verbs: ["signal", "until"],
        [
            Field("signal", .name, "Given to the run by an operator, with data."),
            Field("until", .expression, "A timestamp, or a text with one."),
        ]
    )

    /// What stands under `retry`.
    static let retry = Form(
        "retry",
        "How a failed step is tried again: pauses drawn between base and cap.",
        [
            Field("attempts", .count(1...20), .required, "In all, the first included."),
            Field("base", .someTime, "The shortest pause; 250ms where not given."),
            Field("cap", .someTime, "The longest pause; 10s where not given."),
            Field(
                "on",
                .list(.choice(FailureKind.allCases.map(\.rawValue))),
                "The failures that are tried again; where not given, all that can end differently."
            ),
        ]
    )

    /// What stands under `on_failure`, where it is a map.
    static let substitute = Form(
        "on_failure",
        "What counts in place of the step's own result.",
        verbs: ["use", "step"],
        [
            Field("use", .value, "This value."),
            Field("step", .identifier, "What this step makes, which runs only then."),
        ]
    )

    /// What stands under `undo`.
    static let undo = Form(
        "undo",
        "Done where the run is cancelled after the step succeeded; sees every result, null where "
            + "there is none.",
        verbs: ["call", "send", "run"],
        verbFields.filter { ["call", "send", "run", "by", "purpose"].contains($0.name) } + [
            Field(
                "with",
                .either([.expression, .map(keys: .identifier, values: .expression)]),
                .requiredBeside(["call", "run"]),
                beside: ["call", "run"],
                "The input."
            )
        ]
    )
}
