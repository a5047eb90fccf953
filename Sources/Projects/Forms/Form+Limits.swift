internal import Orchestration

/// What stands under `limits`.
extension Form {
    private static let atOnce = Field("at_once", .count(1...100_000), "Attempts under way at once.")

    private static let rate = Field(
        "rate",
        .rate,
        "Attempts that may begin: evenly, and as many at once after a pause."
    )

    private static let perSubject = Field(
        "per_subject",
        .count(1...100_000),
        "Attempts under way at once for one and the same subject."
    )

    /// Of a step or a route.
    static let stepLimits = Form(
        "step_limits",
        "What holds for its attempts across runs.",
        [atOnce, rate]
    )

    /// Of the project.
    static let sharedLimits = Form(
        "shared_limits",
        "What holds for all attempts together.",
        [atOnce, rate, perSubject]
    )

    /// Of a workflow.
    static let workflowLimits = Form(
        "workflow_limits",
        "What holds for the attempts of all its runs.",
        [
            atOnce, rate, perSubject,
            Field(
                "share",
                .count(1...100),
                "Attempts it may start for each one of another workflow; 1 where not given."
            ),
        ]
    )
}
