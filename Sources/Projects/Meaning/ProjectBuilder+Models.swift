internal import Orchestration

/// Models and routes.
extension ProjectBuilder {
    /// The cards under `models`.
    mutating func models(_ item: Item?) -> [ModelCard] {
        (item?.entries ?? []).compactMap { entry in
            guard let kind = kind(entry.value, of: entry.key) else { return nil }
            var card = ModelCard(
                name: entry.key,
                kind: kind,
                version: entry.value["version"]?.text ?? "1",
                owner: entry.value["owner"]?.text ?? "",
                clocks: clocks(entry.value["clocks"]),
                needs: needs(entry.value["needs"]),
                contextTokens: scalars.count(entry.value["context_tokens"]),
                prices: prices(entry.value["prices"]),
                limits: limits(entry.value),
                quality: quality(entry.value["quality"]),
                whenStale: whenStale(entry.value)
            )
            watch(entry.value, of: &card)
            return card
        }
    }

    /// What is said of how its drift is watched.
    private mutating func watch(_ model: Item, of card: inout ModelCard) {
        let weights = (model["importance"]?.entries ?? []).compactMap { entry in
            scalars.number(entry.value).map { (entry.key, $0) }
        }
        card.importance = Dictionary(weights, uniquingKeysWith: { first, _ in first })
        if !weights.isEmpty, weights.allSatisfy({ $0.1 == 0 }) {
            findings.report(.nothingMatters, at: model.place(of: "importance"))
        }
        card.baseline = model["baseline"]?.text.flatMap(DriftBaseline.init) ?? .pinned
        card.judge = judge(model["judge"], of: card.name)
        guard let embedder = model["answers_embedded_by"], let name = embedder.text else { return }
        expect("model", embedder, among: lexicon.models.keys)
        if let kind = lexicon.models[name], kind != "embeddings" {
            findings.report(.embedsNothing(name), at: embedder.place)
        }
        if !Lexicon.writers.contains(where: { model[$0] != nil }) {
            findings.report(.writesNothing(card.name), at: embedder.place)
        }
        card.embeddedBy = name
    }

    /// A gate needs something to judge by.
    private mutating func whenStale(_ model: Item) -> ModelCard.WhenStale {
        let choice = model["when_stale"]?.text.flatMap(ModelCard.WhenStale.init) ?? .use
        if choice == .fallBack, model["needs"] == nil {
            findings.report(.staleWithoutNeeds, at: model.place(of: "when_stale"))
        }
        return choice
    }

    private mutating func limits(_ model: Item) -> Quota.Limits {
        var limits = Quota.Limits()
        guard let item = model["limits"] else { return limits }
        limits.callsPerMinute = scalars.count(item["calls_per_minute"])
        limits.tokensPerMinute = scalars.count(item["tokens_per_minute"])
        if let money = scalars.number(item["money_per_day"]) {
            limits.moneyPerDay = Int64((money * 1_000_000).rounded())
            // Without a price no call could be held against it, so none would be made.
            if model["prices"] == nil, Lexicon.elsewhere.contains(where: { model[$0] != nil }) {
                findings.report(.limitWithoutPrice, at: item.place(of: "money_per_day"))
            }
        }
        return limits
    }

    private mutating func prices(_ item: Item?) -> PriceList {
        var known: Set<Instant> = []
        return PriceList(
            (item?.elements ?? []).compactMap { price in
                guard let text = price["from"]?.text else { return nil }
                guard let from = Instant(text: text) ?? Instant(text: "\(text)T00:00:00Z") else {
                    findings.report(.badDay(text), at: price.place(of: "from"))
                    return nil
                }
                if !known.insert(from).inserted {
                    findings.report(.repeatedPrice(text), at: price.place(of: "from"))
                }
                return PriceList.Price(
                    from: from,
                    input: scalars.number(price["input"]) ?? 0,
                    output: scalars.number(price["output"]) ?? 0,
                    perCall: scalars.number(price["per_call"]) ?? 0
                )
            }
        )
    }

    private mutating func kind(_ item: Item, of name: String) -> ModelCard.Kind? {
        if let file = file(item["logistic"]) { return .logistic(file: file) }
        if let file = file(item["xgboost"]) { return .xgboost(file: file) }
        if let file = file(item["customer_value"]) { return .customerValue(file: file) }
        if let rules = item["rules"] { return .rules(self.rules(rules, of: name)) }
        if let endpoint = item["openai"] { return openAI(endpoint) }
        if let endpoint = item["anthropic"] { return anthropic(endpoint) }
        if let model = item["open_inference"] { return openInference(model) }
        if let model = item["mlflow"] { return mlflow(model) }
        if let model = item["embeddings"] { return embeddings(model) }
        if let program = item["subprocess"] { return subprocess(program) }
        return nil
    }

    mutating func file(_ item: Item?) -> String? {
        guard let item, let path = item.text else { return nil }
        if !files.contains(path) {
            let nearby = files.filter { $0.hasPrefix("models/") }.sorted()
            findings.report(.noSuchFile(path, among: nearby), at: item.place)
        }
        return path
    }

    private mutating func rules(_ item: Item, of model: String) -> [ModelCard.Rule] {
        if item.entries.isEmpty { findings.report(.noRules, at: item.place) }
        let sight = Sight.rules(lexicon.inputs[model] ?? nil)
        return item.entries.compactMap { entry in
            let when = expression(entry.value["when"], seeing: sight, expecting: .bool)
            guard
                let score = expression(entry.value["score"], seeing: sight, expecting: .double)
            else { return nil }
            let output = entry.value["output"].map(Scalars.value) ?? .map([:])
            return ModelCard.Rule(name: entry.key, when: when, score: score, output: output)
        }
    }

    private mutating func openAI(_ item: Item) -> ModelCard.Kind? {
        guard let model = item["model"]?.text, let written = item["url"]?.text else { return nil }
        checkURL(item["url"], schemes: ["http://", "https://", "simulated:"])
        let override = item["url_variable"]?.text.flatMap { environment[$0] } ?? ""
        let key = item["key_variable"]?.text
        return .openAI(url: override.isEmpty ? written : override, model: model, keyVariable: key)
    }

    /// Complains about a URL that has none of the schemes, or nothing behind it.
    mutating func checkURL(_ item: Item?, schemes: [String]) {
        guard let item, let url = item.text else { return }
        let isGood = schemes.contains { url.hasPrefix($0) && url.utf8.count > $0.utf8.count }
        if !isGood || url.contains(where: \.isWhitespace) {
            findings.report(.badURL(url, schemes: schemes), at: item.place)
        }
    }

    private func clocks(_ item: Item?) -> ModelCard.Clocks {
        var clocks = ModelCard.Clocks()
        if let time = scalars.duration(item?["connect"]) { clocks.connect = time }
        if let time = scalars.duration(item?["first_token"]) { clocks.firstToken = time }
        if let time = scalars.duration(item?["between_tokens"]) { clocks.betweenTokens = time }
        if let time = scalars.duration(item?["total"]) { clocks.total = time }
        return clocks
    }

    // MARK: - Routes

    /// The routes under `routes`.
    mutating func routes(_ item: Item?) -> [Route] {
        (item?.entries ?? []).map { entry in
            let targets = self.targets(entry.value["targets"], of: entry)
            let policy = entry.value["policy"]?.text.flatMap(Route.Policy.init) ?? .priority
            checkWeights(entry.value["targets"], policy)
            check(targets, of: entry, policy)
            let safeDefault = entry.value["default"].map(Scalars.value)
            return route(entry, policy, targets, safeDefault)
        }
    }

    private func route(
        _ entry: Item.Entry,
        _ policy: Route.Policy,
        _ targets: [Route.Target],
        _ safeDefault: Value?
    ) -> Route {
        var route = Route(
            name: entry.key,
            policy: policy,
            targets: targets,
            safeDefault: safeDefault,
            extras: extras(entry.value)
        )
        if let fallback = entry.value["fallback"] {
            route.fallback = Set(
                fallback.elements.compactMap { $0.text.flatMap(FailureKind.init) }
            )
        }
        route.limits = limits(entry.value["limits"])
        return route
    }

    private func extras(_ item: Item) -> RouteExtras {
        var extras = RouteExtras()
        extras.objective = scalars.duration(item["objective"])
        extras.caches = scalars.duration(item["cache"])
        extras.costWeight = scalars.number(item["cost_weight"]) ?? 0
        extras.hedges = scalars.number(item["hedge"]).map { RouteExtras.Hedge(share: $0) }
        return extras
    }

    private mutating func role(_ target: Item) -> Route.Role {
        if let shadow = scalars.number(target["shadow"]) {
            if target["canary"] != nil {
                findings.report(.canaryAndShadow, at: target.place(of: "canary"))
            }
            return .shadow(share: shadow)
        }
        return scalars.number(target["canary"]).map { .canary(share: $0) } ?? .full
    }

    private mutating func targets(_ item: Item?, of route: Item.Entry) -> [Route.Target] {
        let elements = item?.elements ?? []
        if let item, elements.isEmpty, case .list = item.content {
            findings.report(.noTargets(route.key), at: item.place)
        }
        var seen: Set<String> = []
        var targets: [Route.Target] = []
        for element in elements {
            let named = element.text == nil ? element["model"] : element
            guard let named, let model = named.text else { continue }
            expect("model", named, among: lexicon.models.keys)
            if !seen.insert(model).inserted {
                findings.report(.repeatedTarget(model), at: named.place)
            }
            let when = expression(element["when"], seeing: .target, expecting: .bool)
            if element["on_failure"] != nil, element["canary"] == nil {
                findings.report(.consequenceWithoutCanary, at: element.place(of: "on_failure"))
            }
            let weight = scalars.number(element["weight"]) ?? 1
            targets.append(
                Route.Target(
                    model: model,
                    weight: weight,
                    when: when,
                    level: scalars.count(element["level"]) ?? 0,
                    role: role(element),
                    consequence: element["on_failure"]?.text
                        .flatMap(CanaryAnalysis.Consequence.init) ?? .takesOut
                )
            )
        }
        checkKinds(of: route)
        return targets
    }

    /// A route whose targets answer in different ways would change what steps see.
    private mutating func checkKinds(of route: Item.Entry) {
        let kinds = lexicon.kinds(of: route.key)
        let writers = kinds.intersection(Lexicon.writers)
        guard !writers.isEmpty, writers != kinds else { return }
        findings.report(.mixedTargets(route.key), at: route.keyPlace)
    }

    /// What targets mean together: canaries need somebody to be held against, a hedge a second one.
    private mutating func check(
        _ targets: [Route.Target],
        of route: Item.Entry,
        _ policy: Route.Policy
    ) {
        let canaries = targets.compactMap { target -> Double? in
            if case .canary(let share) = target.role { share } else { nil }
        }
        let isAnyFull = targets.contains { $0.role == .full }
        if !canaries.isEmpty, !isAnyFull {
            findings.report(.onlyCanaries(route.key), at: route.keyPlace)
        }
        if canaries.reduce(0, +) > 1.000_001 {
            findings.report(.canariesOverWhole(route.key), at: route.keyPlace)
        }
        let answering = targets.count { target in
            if case .shadow = target.role { false } else { true }
        }
        if route.value["hedge"] != nil, answering == 1 {
            findings.report(.idleHedge(route.key), at: route.value.place(of: "hedge"))
        }
        if route.value["cost_weight"] != nil, policy != .bandit {
            findings.report(.idleCostWeight(policy), at: route.value.place(of: "cost_weight"))
        }
    }

    private mutating func checkWeights(_ targets: Item?, _ policy: Route.Policy) {
        guard policy != .weighted else { return }
        for element in targets?.elements ?? [] where element["weight"] != nil {
            findings.report(.idleWeight(policy), at: element.place(of: "weight"))
        }
    }
}
