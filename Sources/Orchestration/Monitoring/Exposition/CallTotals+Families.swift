extension CallTotals {
    /// The totals as metrics: language models under OpenTelemetry's GenAI names, others under ours.
    ///
    /// A dot of OpenTelemetry's is an underscore here, and the unit is said at the end, as its
    /// compatibility rules for Prometheus ask.
    /// Source: OpenTelemetry, "Semantic conventions for generative AI", status Development.
    package func families(of models: [ModelCard]) -> [MetricFamily] {
        let cards = Dictionary(
            models.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let all = calls.flatMap { model, series in
            series.compactMap { one in cards[model].map { (card: $0, series: one) } }
        }
        let generative = all.filter { $0.card.kind.generativeOperation != nil }
        let others = all.filter { $0.card.kind.generativeOperation == nil }
        return Self.client(generative)
            + [
                Self.family(
                    "podium_model_call_duration_seconds",
                    "Calls of models that predict.",
                    others
                ) { $0.took },
                Self.money(all), Self.unpriced(all), Self.overtaken(all), Self.workflows(runs),
            ]
    }

    private typealias Entry = (card: ModelCard, series: Series)

    private static func client(_ writers: [Entry]) -> [MetricFamily] {
        [
            family(
                "gen_ai_client_operation_duration_seconds",
                "Time of a call to a language model, from its beginning to its end.",
                writers
            ) { $0.took },
            family(
                "gen_ai_client_operation_time_to_first_chunk_seconds",
                "Time to the first content of a streamed answer.",
                writers
            ) { $0.firstToken },
            family(
                "podium_model_time_per_output_token_seconds",
                "Time of each token after the first, a mean of each call.",
                writers
            ) { $0.perToken },
            MetricFamily(
                "gen_ai_client_token_usage",
                .histogram,
                "Tokens of a call, where the provider told them.",
                writers.flatMap { entry in
                    [("input", entry.series.tokensIn), ("output", entry.series.tokensOut)]
                        .filter { $0.1.count > 0 }
                        .map { type, histogram in
                            MetricFamily.Sample(
                                labels(entry) + [("gen_ai_token_type", type)],
                                .histogram(histogram)
                            )
                        }
                }
            ),
        ]
    }

    private static func family(
        _ name: String,
        _ help: String,
        _ entries: [Entry],
        _ histogram: (Series) -> CumulativeHistogram
    ) -> MetricFamily {
        MetricFamily(
            name,
            .histogram,
            help,
            entries.filter { histogram($0.series).count > 0 }.map {
                MetricFamily.Sample(labels($0), .histogram(histogram($0.series)))
            }
        )
    }

    private static func labels(_ entry: Entry) -> [(String, String)] {
        let own = [("podium_model", entry.card.name), ("podium_route", entry.series.route)]
        let failure = [("error_type", entry.series.failure?.rawValue ?? "")]
        guard let operation = entry.card.kind.generativeOperation else { return own + failure }
        return [
            ("gen_ai_operation_name", operation),
            ("gen_ai_provider_name", entry.card.kind.providerName),
            ("gen_ai_request_model", entry.card.kind.requestModel),
            ("gen_ai_response_model", entry.series.served),
            ("server_address", entry.card.kind.serverAddress),
            ("server_port", entry.card.kind.serverPort.map { String($0) } ?? ""),
        ] + own + failure
    }

    private static func money(_ entries: [Entry]) -> MetricFamily {
        MetricFamily(
            "podium_model_cost_total",
            .counter,
            "Known cost of calls, in the unit of money of the price list.",
            numbers: entries.map { entry in
                (
                    labels(entry),
                    entry.card.prices.isEmpty ? nil : Double(entry.series.costMicros) / 1e6
                )
            }
        )
    }

    private static func unpriced(_ entries: [Entry]) -> MetricFamily {
        MetricFamily(
            "podium_model_unpriced_calls_total",
            .counter,
            "Calls whose cost nobody knows: the cost beside is a lower bound.",
            numbers: entries.map { entry in
                (labels(entry), entry.series.unpriced > 0 ? Double(entry.series.unpriced) : nil)
            }
        )
    }

    private static func overtaken(_ entries: [Entry]) -> MetricFamily {
        MetricFamily(
            "podium_model_overtaken_calls_total",
            .counter,
            "Hedged calls that were cut off, as the other target had answered first.",
            numbers: entries.map { entry in
                (labels(entry), entry.series.overtaken > 0 ? Double(entry.series.overtaken) : nil)
            }
        )
    }

    private static func workflows(_ runs: [(workflow: String, totals: RunTotals)]) -> MetricFamily {
        MetricFamily(
            "gen_ai_workflow_duration_seconds",
            .histogram,
            "Time of a run, from its opening to its end.",
            runs.flatMap { workflow, totals in
                [("", totals.completed), ("run_failed", totals.failed)]
                    .filter { $0.1.count > 0 }
                    .map { error, histogram in
                        MetricFamily.Sample(
                            [
                                ("gen_ai_operation_name", "invoke_workflow"),
                                ("gen_ai_workflow_name", workflow), ("error_type", error),
                            ],
                            .histogram(histogram)
                        )
                    }
            }
        )
    }
}

extension ModelCard.Kind {
    /// Whether it writes text rather than predicts.
    package var isWriter: Bool {
        switch self {
        case .openAI, .anthropic: true
        case .logistic, .xgboost, .customerValue, .rules, .hosted, .subprocess: false
        }
    }

    /// OpenTelemetry's name of what a call of it does; nil where it generates nothing.
    package var generativeOperation: String? {
        switch self {
        case .openAI, .anthropic: "chat"
        case .hosted(let model):
            switch model.dialect {
            case .embeddings: "embeddings"
            case .openInference, .mlflow: nil
            }
        case .logistic, .xgboost, .customerValue, .rules, .subprocess: nil
        }
    }

    /// The provider, by OpenTelemetry's word where it has one.
    package var providerName: String {
        switch self {
        case .openAI(let url, _, _): url.hasPrefix("simulated:") ? "simulated" : "openai"
        case .anthropic: "anthropic"
        case .hosted(let model):
            switch model.dialect {
            case .openInference: "open_inference"
            case .mlflow: "mlflow"
            case .embeddings: "openai"
            }
        case .subprocess: "subprocess"
        case .logistic, .xgboost, .customerValue, .rules: "podium"
        }
    }

    /// The name the provider knows it by; empty where there is no provider.
    package var requestModel: String {
        switch self {
        case .openAI(_, let model, _), .anthropic(_, let model, _): model
        case .hosted(let hosted):
            switch hosted.dialect {
            case .openInference(let model, _, _), .embeddings(let model): model
            case .mlflow: ""
            }
        case .subprocess(let model): model.program
        case .logistic, .xgboost, .customerValue, .rules: ""
        }
    }

    /// The host of its URL, without what may stand before it: a name and a key, perhaps; empty where
    /// it has none.
    package var serverAddress: String { endpoint?.host ?? "" }

    /// The port of its URL, or that of its scheme; nil where it has no URL.
    package var serverPort: Int? { endpoint?.port }

    private var endpoint: (host: String, port: Int)? {
        switch self {
        case .openAI(let url, _, _), .anthropic(let url, _, _): Self.endpoint(of: url)
        case .hosted(let model): Self.endpoint(of: model.url)
        case .logistic, .xgboost, .customerValue, .rules, .subprocess: nil
        }
    }

    private static func endpoint(of url: String) -> (host: String, port: Int)? {
        let isPlain = url.hasPrefix("http://")
        guard isPlain || url.hasPrefix("https://") else { return nil }
        let rest = url.drop { $0 != ":" }.dropFirst(3)
        let authority = rest.prefix { !"/?#".contains($0) }.split(separator: "@").last ?? ""
        let usual = isPlain ? 80 : 443
        // The colons inside an IPv6 address stand in brackets.
        guard let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]"),
            let port = Int(authority[authority.index(after: colon)...])
        else { return (String(authority), usual) }
        return (String(authority[..<colon]), port)
    }
}
