internal import Orchestration

/// Models and the routes to them.
extension Form {
    /// A model, under `models`.
    static let model = Form(
        "model",
        "A model: exactly one kind, and what is known of it.",
        verbs: ["logistic", "xgboost", "customer_value", "rules", "openai"],
        [
            Field("logistic", .path, "A logistic regression: its file, evaluated in this process."),
            Field("xgboost", .path, "A gradient-boosted forest: its JSON file."),
            Field("customer_value", .path, "BG/NBD with Gamma-Gamma: its file of parameters."),
            Field(
                "rules",
                .map(keys: .name, values: .form(.rule)),
                "Candidates: the one with the best score is the answer. Their expressions see "
                    + "the entries of the input by name, and `input`, all of it."
            ),
            Field("openai", .form(.openai), "An OpenAI-compatible chat endpoint."),
            Field("version", .text, "As operators see it; `1` where not given."),
            Field("owner", .text, "Who answers for it."),
            Field("needs", .ages, "Sources its features come from, each with the greatest age."),
            Field("clocks", .form(.clocks), "Limits of one call."),
            Field("context_tokens", .count(1...100_000_000), "The longest prompt it takes."),
        ]
    )

    /// A rule, under a model's `rules`.
    static let rule = Form(
        "rule",
        "One candidate of a rules model.",
        [
            Field("when", .expression, "Whether it is a candidate; always, where not given."),
            Field(
                "score",
                .expression,
                .required,
                "A number; the greatest wins, the first of equals."
            ),
            Field("output", .map(keys: .identifier, values: .value), .required, "The answer."),
        ]
    )

    /// What stands under `openai`.
    static let openai = Form(
        "openai",
        "An OpenAI-compatible chat endpoint.",
        [
            Field("url", .text, .required, "http://, https://, or `simulated:` and a name."),
            Field(
                "url_variable",
                .text,
                "An environment variable that overrides the url when set."
            ),
            Field("model", .text, .required, "The model's name at the provider."),
            Field("key_variable", .text, "The environment variable that holds the key."),
        ]
    )

    /// What stands under `clocks`.
    static let clocks = Form(
        "clocks",
        "Limits of one call; keep-alive frames count for none.",
        [
            Field("connect", .someTime, "Until connected; 2s where not given."),
            Field("first_token", .someTime, "Until the first content; 10s where not given."),
            Field("between_tokens", .someTime, "Between two tokens; 5s where not given."),
            Field("total", .someTime, "Until the end; 30s where not given."),
        ]
    )

    /// A route, under `routes`.
    static let route = Form(
        "route",
        "A way to a model: steps name a route, the route chooses at the moment of the call.",
        [
            Field(
                "targets",
                .list(.either([.name, .form(.target)])),
                .required,
                "Models in order of preference."
            ),
            Field("policy", .choice(Route.Policy.allCases.map(\.rawValue)), "How one is chosen."),
            Field(
                "fallback",
                .list(.choice(FailureKind.allCases.map(\.rawValue))),
                "Failures that move on to the next target."
            ),
            Field("default", .value, "The answer where no target may be called."),
        ]
    )

    /// A target that is more than a name.
    static let target = Form(
        "target",
        "A model behind a route.",
        [
            Field("model", .name, .required, "The model."),
            Field("weight", .number(0.000_001...1_000_000), "Its share under policy: weighted."),
            Field(
                "when",
                .expression,
                "A candidate only where true; sees `input` (call) or `facts` (write)."
            ),
        ]
    )
}
