internal import Orchestration

/// Models and the routes to them.
extension Form {
    /// A model, under `models`.
    static let model = Form(
        "model",
        "A model: exactly one kind, and what is known of it.",
        verbs: [
            "logistic", "xgboost", "customer_value", "rules", "openai", "anthropic",
            "open_inference", "mlflow", "embeddings", "subprocess",
        ],
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
            Field("anthropic", .form(.anthropic), "An endpoint of Anthropic's messages protocol."),
            Field(
                "open_inference",
                .form(.openInference),
                "A model on a server of the Open Inference Protocol V2."
            ),
            Field("mlflow", .form(.mlflow), "A model on MLflow's scoring server."),
            Field("embeddings", .form(.embeddings), "An endpoint that embeds texts."),
            Field("subprocess", .form(.subprocess), "A program: JSON lines in, JSON lines out."),
            Field("version", .text, "As operators see it; `1` where not given."),
            Field("owner", .text, "Who answers for it."),
            Field("needs", .ages, "Sources its features come from, each with the greatest age."),
            Field(
                "when_stale",
                .choice(ModelCard.WhenStale.allCases.map(\.rawValue)),
                "What becomes of its calls while a source it needs is too old; use."
            ),
            Field("clocks", .form(.clocks), "Limits of one call."),
            Field("context_tokens", .count(1...100_000_000), "The longest prompt it takes."),
            Field(
                "prices",
                .list(.form(.price)),
                "What its calls cost; without one the cost is unknown, never 0."
            ),
            Field("limits", .form(.limits), "How much of it may be used; names the limit hit."),
            Field("quality", .form(.quality), "Figures it was accepted with."),
            Field(
                "importance",
                .map(keys: .name, values: .number(0...1_000_000)),
                "How much each feature matters; all alike where not given."
            ),
            Field(
                "baseline",
                .choice(DriftBaseline.allCases.map(\.rawValue)),
                "What scores and features are held against; pinned."
            ),
            Field(
                "answers_embedded_by",
                .name,
                "The model that embeds its answers, so that a shift of what they mean is seen."
            ),
            Field(
                "judge",
                .form(.judge),
                "Who scores a share of its answers, so that their quality is seen before any label."
            ),
        ]
    )

    /// What stands under a model's `judge`.
    static let judge = Form(
        "judge",
        "Scores a share of a model's answers from 0 to 1, after they have gone their way.",
        [
            Field("route", .name, .required, "The route to the judge: not to the judged model."),
            Field("share", .number(0...1), .required, "How many of the answers, as 0.05."),
            Field(
                "version",
                .text,
                .required,
                "The judge's own version; another one begins its figures anew."
            ),
            Field("ask", .text, "What a judge that reads texts is to look at."),
        ]
    )

    /// What stands under a model's `limits`.
    static let limits = Form(
        "limits",
        "How much of a model may be used.",
        [
            Field("calls_per_minute", .count(1...1_000_000_000), "Calls in any minute."),
            Field("tokens_per_minute", .count(1...1_000_000_000), "Tokens in and out."),
            Field("money_per_day", .number(0...1_000_000_000), "Money a UTC day; needs prices."),
        ]
    )

    /// A price, in a model's `prices`.
    static let price = Form(
        "price",
        "What calls cost from a day on, in the unit of money the project keeps to.",
        [
            Field("from", .text, .required, "The first day, 2026-01-01, or moment in UTC."),
            Field("input", .number(0...1_000_000), "Per million tokens of the prompt; 0."),
            Field("output", .number(0...1_000_000), "Per million tokens of the answer; 0."),
            Field("per_call", .number(0...1_000_000), "For every call; 0."),
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
            Field(
                "objective",
                .someTime,
                "The time to the first token that policy: cheapest holds targets to."
            ),
            Field(
                "hedge",
                .number(0.001...0.2),
                "The share of calls for which a second target may be asked; 0.05 is usual."
            ),
            Field(
                "cost_weight",
                .number(0...1),
                "How much the dearest target's cost takes off its reward under policy: bandit; 0."
            ),
            Field("cache", .someTime, "How long exactly the same question is answered again."),
            Field("limits", .form(.stepLimits), "What holds for steps that take it."),
        ]
    )

    /// A target that is more than a name.
    static let target = Form(
        "target",
        "A model behind a route.",
        [
            Field("model", .name, .required, "The model."),
            Field("weight", .number(0.000_001...1_000_000), "Its share under policy: weighted."),
            Field("level", .count(0...100), "Tried before every greater level; 0."),
            Field("canary", .number(0.000_1...1), "Takes this share of the calls, and is judged."),
            Field("shadow", .number(0.000_1...1), "Gets copies of this share; never answers."),
            Field(
                "on_failure",
                .choice(CanaryAnalysis.Consequence.allCases.map(\.rawValue)),
                "What becomes of a canary that fails its analysis; takes_out."
            ),
            Field(
                "when",
                .expression,
                "A candidate only where true; sees `input` or `facts`, `labels`, `call`."
            ),
        ]
    )
}
