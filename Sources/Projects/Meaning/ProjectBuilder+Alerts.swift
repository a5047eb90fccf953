internal import Orchestration

/// Alert rules.
extension ProjectBuilder {
    /// The rules under `alerts`.
    mutating func alerts(_ item: Item?) -> [AlertRule] {
        (item?.entries ?? []).compactMap { entry in
            guard let watch = entry.value["watch"]?.text.flatMap(Watch.init) else { return nil }
            checkReach(of: watch, entry)
            guard let condition = condition(watch, entry.value),
                let severity = severity(entry.value["severity"])
            else { return nil }
            if case .burnRate(let burn) = condition, !burn.deadRules.isEmpty {
                findings.report(.deadPairs(burn), at: entry.value.place(of: "over"))
            }
            return AlertRule(
                name: entry.key,
                severity: severity,
                condition: condition,
                holds: scalars.duration(entry.value["holds"]) ?? .zero,
                clears: scalars.duration(entry.value["clears"]) ?? watch.clears,
                runbook: entry.value["runbook"]?.text ?? ""
            )
        }
    }

    private func severity(_ item: Item?) -> Severity? {
        switch item?.text {
        case "critical": .critical
        case "warning": .warning
        case "info": .info
        default: nil
        }
    }

    /// The condition an alert describes; nil, with a finding, where its limit is no limit.
    private mutating func condition(_ watch: Watch, _ item: Item) -> AlertRule.Condition? {
        checkIdleKeys(watch, item)
        let calls = scalars.count(item["calls"]) ?? 10
        switch watch {
        case .breakerOpen: return .breakerOpen
        case .accessRefused: return .accessRefused
        case .modelQuality: return .modelQuality
        case .sourceLate: return .sourceLate
        case .sourceThin: return .sourceThin
        case .sourceContract: return .sourceContract
        case .journalStuck: return .journalStuck
        case .modelErrors: return share(item, watch).map { .modelErrors(over: $0, calls: calls) }
        case .modelLatency:
            return limit(item, watch) { $0.duration($1) }
                .map { .modelLatency(over: $0, calls: calls) }
        case .sourceRejects: return share(item, watch).map { .sourceRejects(over: $0) }
        case .latencySpike:
            return limit(item, watch) { scalars, item in
                scalars.number(item).flatMap { (1...1000).contains($0) ? $0 : nil }
            }
            .map { .latencySpike(over: $0, calls: calls) }
        case .sloBurn:
            return limit(item, watch) { $0.number($1).flatMap { BurnRate(objective: $0) } }
                .map { .burnRate($0) }
        case .scoreDrift:
            return limit(item, watch) { $0.number($1).flatMap { (0...10).contains($0) ? $0 : nil } }
                .map { .scoreDrift(over: $0) }
        case .featureDrift:
            return limit(item, watch) { $0.number($1).flatMap { (0...10).contains($0) ? $0 : nil } }
                .map { .featureDrift(over: $0) }
        case .datasetDrift: return share(item, watch).map { .datasetDrift(over: $0) }
        case .failedRuns:
            return limit(item, watch) { $0.count($1).flatMap { $0 >= 0 ? $0 : nil } }
                .map { .failedRuns(over: $0) }
        case .bottleneck:
            return limit(item, watch) { $0.count($1).flatMap { $0 >= 0 ? $0 : nil } }
                .map { .bottleneck(over: $0) }
        }
    }

    private mutating func share(_ item: Item, _ watch: Watch) -> Double? {
        limit(item, watch) { $0.number($1).flatMap { (0...1).contains($0) ? $0 : nil } }
    }

    private mutating func limit<Limit>(
        _ item: Item,
        _ watch: Watch,
        _ read: (Scalars, Item) -> Limit?
    ) -> Limit? {
        guard let over = item["over"] else {
            findings.report(.limitMissing(watch), at: item.place(of: "watch"))
            return nil
        }
        guard let limit = read(scalars, over) else {
            findings.report(.badLimit(scalars.text(over) ?? "", watch), at: over.place)
            return nil
        }
        return limit
    }

    private mutating func checkIdleKeys(_ watch: Watch, _ item: Item) {
        if watch.example == nil, item["over"] != nil {
            findings.report(.idleLimit("over", watch), at: item.place(of: "over"))
        }
        if ![.modelErrors, .modelLatency, .latencySpike].contains(watch), item["calls"] != nil {
            findings.report(.idleLimit("calls", watch), at: item.place(of: "calls"))
        }
    }

    private mutating func checkReach(of watch: Watch, _ entry: Item.Entry) {
        let missing: String? =
            switch watch {
            case .modelErrors, .accessRefused, .modelLatency, .scoreDrift, .featureDrift,
                .datasetDrift,
                .latencySpike, .sloBurn:
                lexicon.models.isEmpty ? "model" : nil
            case .modelQuality: lexicon.hasOutcomes ? nil : "feedback"
            case .breakerOpen: lexicon.routes.isEmpty ? "route" : nil
            case .sourceLate, .sourceThin, .sourceContract, .sourceRejects:
                lexicon.sources.isEmpty ? "source" : nil
            case .failedRuns, .bottleneck: lexicon.workflows.isEmpty ? "workflow" : nil
            case .journalStuck: nil
            }
        guard let missing else { return }
        let place = entry.value["watch"]?.place ?? entry.keyPlace
        findings.report(.alertOnNothing(watch, missing: missing), at: place)
    }
}
