internal import Orchestration

/// Outcomes, and the figures they are held against.
extension Form {
    /// An outcome rule, under `feedback`.
    static let outcome = Form(
        "outcome",
        "How scores are joined with what happened later.",
        verbs: ["event", "run"],
        [
            Field("models", .list(.name), .required, "Models whose scores are followed."),
            Field("score", .name, "The field of their answer; probability where not given."),
            Field("event", .name, "The event of the same subject that answers."),
            Field(
                "run",
                .expression,
                "Whether the end of the score's own run was positive; sees `outcome` (completed, "
                    + "failed, cancelled), `steps`, their results by name, and `event`."
            ),
            Field(
                "within",
                .someTime,
                .requiredBeside(["event"]),
                beside: ["event"],
                "How long after the score the event still answers it."
            ),
            Field(
                "positive",
                .choice(OutcomeRule.Positive.allCases.map(\.rawValue)),
                .requiredBeside(["event"]),
                beside: ["event"],
                "What the score is the probability of: that the event comes, or stays away."
            ),
            Field("labels", .count(60...2000), "Final labels a verdict needs; 200."),
            Field(
                "drop",
                .number(0.001...0.5),
                "How far the area under the curve may fall below quality.auc; 0.05."
            ),
            Field("retrain", .name, "The workflow that an approved proposal starts."),
        ]
    )

    /// What stands under a model's `quality`.
    static let quality = Form(
        "quality",
        "Figures a model was accepted with.",
        [
            Field("auc", .number(0.5...1), "Area under the ROC curve on data it had not seen."),
            Field("brier", .number(0...1), "Mean squared error of its probabilities."),
        ]
    )
}
