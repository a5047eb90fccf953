internal import Orchestration

/// What `podium.yaml` may hold.
extension Form {
    /// The whole of `podium.yaml`.
    static let project = Form(
        "project",
        "A project: what its workflows may name.",
        [
            Field("project", .text, .required, "The name operators see."),
            Field("summary", .text, "What it is for, in one line."),
            Field(
                "constants",
                .map(keys: .identifier, values: .value),
                "Values that expressions see as `constants`; `--set name=value` overrides one."
            ),
            Field("models", .map(keys: .name, values: .form(.model)), "The models, by name."),
            Field("routes", .map(keys: .name, values: .form(.route)), "Ways to models."),
            Field("sources", .map(keys: .name, values: .form(.source)), "Feeds of events."),
            Field("channels", .map(keys: .name, values: .form(.channel)), "Ways to customers."),
            Field("purposes", .map(keys: .name, values: .form(.purpose)), "Why messages are sent."),
            Field(
                "segments",
                .map(keys: .name, values: .expression),
                "Sets of profiles: true for a profile that belongs; sees `profile`, `constants`."
            ),
            Field("limits", .form(.sharedLimits), "What holds for all attempts together."),
            Field("alerts", .map(keys: .name, values: .form(.alert)), "When to wake a person."),
            Field(
                "notify",
                .map(keys: .name, values: .form(.recipient)),
                "Whom alerts are told to."
            ),
            Field(
                "feedback",
                .map(keys: .name, values: .form(.outcome)),
                "How scores are joined with what happened later."
            ),
            Field("lineage", .form(.lineage), "Where OpenLineage events of runs go."),
            Field("journal", .form(.journal), "How long the journal keeps what is over."),
        ]
    )

    /// What stands under `journal`.
    static let journal = Form(
        "journal",
        "How long the journal keeps what is over; the engine lets go of the rest bit by bit.",
        [
            Field("keep", .someTime, .required, "Ended runs with their histories and messages."),
            Field("events", .someTime, "Names of accepted events; as `keep` where not given."),
            Field("dead_letters", .someTime, "Unusable events; as `keep` where not given."),
        ]
    )

    /// A source, under `sources`.
    static let source = Form(
        "source",
        "A feed of events, and what is expected of it.",
        [
            Field("event", .name, .required, "The event type it carries."),
            Field(
                "sla",
                .someTime,
                .required,
                "The age of its newest event past which it is late."
            ),
            Field("owner", .text, "Who answers for it."),
            Field(
                "fields",
                .map(
                    keys: .identifier,
                    values: .choice(["string", "number", "bool", "timestamp", "list", "map"])
                ),
                "Fields every event must have, with their types."
            ),
            Field("checks", .list(.form(.fieldCheck)), "What fields hold, beyond their types."),
            Field("volume", .form(.volume), "How many events come."),
            Field(
                "expected",
                .form(.expected),
                "When events come; learned from what came where not given."
            ),
            Field("holidays", .list(.text), "Days such as 2026-12-25, in the zone of `expected`."),
            Field(
                "on_holidays",
                .choice(Holidays.Manner.allCases.map(\.rawValue)),
                "What is expected on them: what a Sunday brings, or nothing; sunday."
            ),
            Field("bytes_max", .count(1...16_777_216), "The largest event accepted, in bytes."),
            Field("oldest", .someTime, "The greatest age at which an event is still taken in."),
        ]
    )

    /// One of `checks`.
    static let fieldCheck = Form(
        "check",
        "What a field holds, beyond its type.",
        [
            Field("field", .identifier, .required, "The field."),
            Field("min", .number(-1e15...1e15), "The least number it may be."),
            Field("max", .number(-1e15...1e15), "The greatest number it may be."),
            Field("values", .list(.text), "The texts it may be."),
            Field(
                "unique_within",
                .duration(.seconds(1)...(.seconds(7 * 86_400))),
                "No two events within that time have the same."
            ),
            Field(
                "missing_at_most",
                .number(0...1),
                "The greatest share of the last hour's events that may lack it."
            ),
            Field(
                "on_breach",
                .choice(FieldCheck.Consequence.allCases.map(\.rawValue)),
                "What becomes of an event that breaks it; block."
            ),
        ]
    )

    /// What stands under `volume`.
    static let volume = Form(
        "volume",
        "How many events come in any such time.",
        [
            Field("per", .duration(.seconds(60)...(.seconds(7200))), .required, "The time."),
            Field("min", .count(1...1_000_000_000), "The fewest."),
            Field("max", .count(1...1_000_000_000), "The most."),
        ]
    )

    /// What stands under `expected`.
    static let expected = Form(
        "expectation",
        "When events come.",
        [
            Field(
                "cron",
                .text,
                "Five fields: minute, hour, day, month, day of week; learned where not given."
            ),
            Field("zone", .text, "The zone whose days and weeks it goes by; UTC."),
        ]
    )

    /// A channel, under `channels`.
    static let channel = Form(
        "channel",
        "A way to a customer.",
        verbs: ["file", "webhook"],
        [
            Field("file", .path, "Appends a JSON line for each message to this file."),
            Field("webhook", .form(.endpoint), "POSTs each message to a provider."),
        ]
    )

    /// What stands under `webhook`.
    static let endpoint = Form(
        "webhook",
        "A provider's endpoint.",
        [
            Field("url", .text, .required, "Where messages are posted: http:// or https://."),
            Field("key_variable", .text, "The environment variable that holds the key."),
        ]
    )

    /// A purpose, under `purposes`.
    static let purpose = Form(
        "purpose",
        "Why messages are sent.",
        [
            Field("needs_consent", .flag, .required, "False only for what nobody may refuse."),
            Field("cap", .count(1...1_000_000), "At most so many messages to one person."),
            Field("window", .someTime, "The time the cap counts in."),
        ]
    )

    /// An alert rule, under `alerts`.
    static let alert = Form(
        "alert",
        "When to wake a person.",
        [
            Field("watch", .choice(Watch.allCases.map(\.rawValue)), .required, "What is watched."),
            Field(
                "over",
                .text,
                "The limit: a share for model_errors and source_rejects, a duration for "
                    + "model_latency, a factor for latency_spike, the objective for slo_burn, a "
                    + "PSI for score_drift and feature_drift, a share for dataset_drift, a count for "
                    + "failed_runs."
            ),
            Field("calls", .count(1...1_000_000), "The fewest calls in the minute that count."),
            Field("severity", .choice(["critical", "warning", "info"]), .required, "How urgent."),
            Field("holds", .anyTime, "How long it must be so before the alert fires."),
            Field(
                "clears",
                .anyTime,
                "How long it must not be so before the alert is resolved; 1m for models, 5m for "
                    + "sources, at once for what people see to."
            ),
            Field("runbook", .text, "A link or file for whoever is woken."),
        ]
    )
}

/// What an alert rule can watch.
enum Watch: String, CaseIterable {
    case modelErrors = "model_errors"
    case accessRefused = "access_refused"
    case modelLatency = "model_latency"
    case latencySpike = "latency_spike"
    case sloBurn = "slo_burn"
    case breakerOpen = "breaker_open"
    case scoreDrift = "score_drift"
    case featureDrift = "feature_drift"
    case datasetDrift = "dataset_drift"
    case modelQuality = "model_quality"
    case sourceLate = "source_late"
    case sourceThin = "source_thin"
    case sourceContract = "source_contract"
    case sourceRejects = "source_rejects"
    case failedRuns = "failed_runs"
    case bottleneck
    case journalStuck = "journal_stuck"
}

extension Watch {
    /// How long a condition must not hold before its alert is resolved, where the rule does not say.
    ///
    /// A model is judged by its last minute, and a source's gaps are as long as its minutes: shorter
    /// than what is looked at, one fault would be many alerts.
    var clears: Duration {
        switch self {
        case .modelErrors, .accessRefused, .modelLatency, .latencySpike, .breakerOpen: .seconds(60)
        case .sourceLate, .sourceThin, .sourceContract, .sourceRejects: .seconds(300)
        // A figure of drift moves with every window of rows, and crosses its limit to and fro.
        case .scoreDrift, .featureDrift, .datasetDrift: .seconds(300)
        case .sloBurn, .modelQuality, .failedRuns, .bottleneck, .journalStuck:
            .zero
        }
    }
}
