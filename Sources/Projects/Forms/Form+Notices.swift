internal import Orchestration

/// Whom alerts are told to.
extension Form {
    /// What stands under `lineage`.
    static let lineage = Form(
        "lineage",
        "Where OpenLineage events of runs go.",
        verbs: ["file", "webhook"],
        [
            Field("file", .path, "Appends a JSON line for each to this file of the data folder."),
            Field("webhook", .form(.endpoint), "POSTs each to an OpenLineage endpoint."),
            Field("namespace", .text, "What jobs and data sets are named within; the project."),
        ]
    )

    /// A recipient, under `notify`.
    static let recipient = Form(
        "recipient",
        "Somebody who is told of alerts.",
        verbs: ["webhook", "alertmanager", "command"],
        [
            Field("webhook", .form(.endpoint), "POSTs what Alertmanager's webhooks post."),
            Field("alertmanager", .form(.endpoint), "POSTs to an Alertmanager's /api/v2/alerts."),
            Field("command", .list(.text), "Starts a program; the webhook's JSON is its input."),
            Field(
                "severities",
                .list(.choice(["critical", "warning", "info"])),
                "Only alerts of these; critical and warning where not given."
            ),
            Field("after", .anyTime, "Told once it holds so long and nobody has it; 0s."),
            Field("again", .duration(.seconds(60)...(.seconds(30 * 86_400))), "Told again; once."),
        ]
    )
}
