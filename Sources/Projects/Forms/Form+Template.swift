internal import Orchestration

/// Templates.
extension Form {
    /// A whole file of `templates/`.
    static let template = Form(
        "template",
        "A text with one free sentence; the template owns name, offer and legal lines.",
        [
            Field("template", .name, .required, "Its name, unique in the project."),
            Field("body", .text, .required, "Text with {{fact}} and {{sentence}}."),
            Field("prompt", .text, "What the model is asked, with {{fact}}; none: no model."),
            Field("plain", .text, "Stands for {{sentence}} where the model's own is missing."),
            Field(
                "answer",
                .choice(Template.Answer.allCases.map(\.rawValue)),
                "How the model gives its sentence: text, or object for JSON held to a schema."
            ),
        ]
    )
}
