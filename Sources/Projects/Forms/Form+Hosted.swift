internal import Orchestration

/// Models that other processes evaluate.
extension Form {
    /// What stands under `anthropic`.
    static let anthropic = Form(
        "anthropic",
        "An endpoint of Anthropic's messages protocol.",
        [
            Field("url", .text, .required, "http:// or https://, with or without /v1."),
            urlVariable,
            Field("model", .text, .required, "The model's name at the provider."),
            keyVariable,
        ]
    )

    /// What stands under `open_inference`.
    static let openInference = Form(
        "open_inference",
        "A model on a server of the Open Inference Protocol V2.",
        [
            Field("url", .text, .required, "http:// or https://, without /v2."),
            urlVariable,
            Field("model", .text, .required, "The model's name on the server."),
            Field("model_version", .text, "The server's newest where not given."),
            features,
            Field("outputs", .list(.text), "Outputs to ask for; the server's own where not given."),
            answer,
            keyVariable,
        ]
    )

    /// What stands under `mlflow`.
    static let mlflow = Form(
        "mlflow",
        "A model on MLflow's scoring server.",
        [
            Field("url", .text, .required, "http:// or https://, with or without /invocations."),
            urlVariable, features, answer, keyVariable,
        ]
    )

    /// What stands under `embeddings`.
    static let embeddings = Form(
        "embeddings",
        "An OpenAI-compatible endpoint that embeds texts.",
        [
            Field("url", .text, .required, "http:// or https://, with or without /v1."),
            urlVariable,
            Field("model", .text, .required, "The model's name at the provider."),
            answer,
            keyVariable,
        ]
    )

    /// What stands under `subprocess`.
    static let subprocess = Form(
        "subprocess",
        "A program that answers one JSON line with another, for as long as it lives.",
        [
            Field("command", .list(.text), .required, "The program and its arguments."),
            Field(
                "environment",
                .list(.name),
                "Environment variables it gets, beside \(ChildModel.common.joined(separator: ", "))."
            ),
            Field("folder", .path, "Where it runs; the project's folder where not given."),
            Field("processes", .count(1...64), "Processes that share the calls; 1."),
            Field(
                "line_bytes",
                .count(1024...67_108_864),
                "The longest line either side may send; 1048576."
            ),
            answer,
        ]
    )

    private static let urlVariable = Field(
        "url_variable",
        .text,
        "An environment variable that overrides the url when set."
    )
    private static let keyVariable = Field(
        "key_variable",
        .text,
        "The environment variable that holds the key."
    )
    private static let features = Field(
        "features",
        .list(.identifier),
        .required,
        "The features a call gives, in the order of the model's columns."
    )
    private static let answer = Field(
        "answer",
        .map(keys: .identifier, values: .expression),
        "The fields of the answer; sees `outputs`, what the model gave (of rows, the first)."
    )
}
