internal import Orchestration

/// What follows where steps fail, or are taken back.
extension ProjectBuilder {
    mutating func retry(_ item: Item?, of action: Action) -> RetryPolicy {
        guard let item else {
            // People are not asked twice, and another run of a workflow is another run.
            switch action {
            case .run, .approve: return RetryPolicy(attempts: 1)
            case .update, .call, .write, .send, .wait, .signal, .until, .compute: return .standard
            }
        }
        let kinds = item["on"].map { $0.elements.compactMap { $0.text.flatMap(FailureKind.init) } }
        let policy = RetryPolicy(
            attempts: scalars.count(item["attempts"]) ?? 1,
            base: scalars.duration(item["base"]) ?? .milliseconds(250),
            cap: scalars.duration(item["cap"]) ?? .seconds(10),
            on: kinds.map(Set.init)
        )
        if policy.cap < policy.base {
            let place = item.place(of: item["cap"] == nil ? "base" : "cap")
            findings.report(.capBelowBase(policy.cap, base: policy.base), at: place)
        }
        return policy
    }

    /// A stand-in sees nothing of the step that failed.
    mutating func checkStandIns(_ plan: Plan) {
        for entry in plan.entries {
            guard let name = entry.value["on_failure"]?["step"]?.text,
                let other = plan.index[name]
            else { continue }
            for item in plan.entries[other].value.readers {
                let read = item.text.flatMap { try? Expression(parsing: $0) }?.references ?? []
                guard read.contains(where: { $0.path.first == entry.key }) else { continue }
                findings.report(.standInReads(entry.key), at: item.place)
            }
        }
    }

    /// What a step's final failure does to the run; a step that another deals with lets it go on.
    func failureRule(_ entry: Item.Entry, _ plan: Plan) -> FailureRule {
        let item = entry.value["on_failure"]
        if item?.text == "continue" { return .carryOn }
        if let use = item?["use"] { return .use(Scalars.value(use)) }
        if let name = item?["step"]?.text, let index = plan.index[name] {
            return .standIn(step: index)
        }
        let isDealtWith = plan.entries.contains {
            Self.failed($0).contains { $0.text == entry.key }
        }
        return item == nil && isDealtWith ? .carryOn : .failRun
    }

    /// The steps whose failure lets a step run, as written.
    private static func failed(_ entry: Item.Entry) -> [Item] {
        guard let item = entry.value["if_failed"] else { return [] }
        return item.text == nil ? item.elements : [item]
    }

    /// Their indices.
    func ifFailed(_ entry: Item.Entry, _ plan: Plan) -> [Int] {
        Self.failed(entry).compactMap { $0.text.flatMap { plan.index[$0] } }.sorted()
    }

    /// Draws the arrows of stand-ins and of steps that deal with failures.
    mutating func drawFailures(_ plan: inout Plan) {
        var taken: [String: String] = [:]
        for entry in plan.entries {
            for item in Self.failed(entry) { drawDealing(entry, item, &plan) }
            guard let item = entry.value["on_failure"]?["step"], let name = item.text else {
                continue
            }
            drawStandIn(entry, item, &plan)
            if let first = taken[name] {
                findings.report(.standsInTwice(name, first: first), at: item.place)
            }
            taken[name] = taken[name] ?? entry.key
        }
    }

    private mutating func drawDealing(_ entry: Item.Entry, _ item: Item, _ plan: inout Plan) {
        guard let name = item.text, let step = plan.index[entry.key] else { return }
        guard let failing = plan.index[name] else {
            return reportUnknown(name, but: entry.key, plan, at: item.place)
        }
        plan.arrows.add(from: step, to: failing, at: item.place)
        let rule = plan.entries[failing].value["on_failure"]
        if let rule, rule.text != "continue" {
            findings.report(.dealtWith(name), at: item.place)
        }
    }

    private mutating func drawStandIn(_ entry: Item.Entry, _ item: Item, _ plan: inout Plan) {
        guard let name = item.text, let step = plan.index[entry.key] else { return }
        guard let other = plan.index[name] else {
            return reportUnknown(name, but: entry.key, plan, at: item.place)
        }
        plan.arrows.add(from: other, to: step, at: item.place)
        if entry.value["each"] != nil { findings.report(.standInForItems, at: item.place) }
    }

    private mutating func reportUnknown(
        _ name: String,
        but own: String,
        _ plan: Plan,
        at place: Place
    ) {
        let names = plan.entries.map(\.key).filter { $0 != own }
        findings.report(.unknown("step", name, among: names), at: place)
    }

    /// What builds on a step waits for its stand-in too, as that may be what ends it.
    func arrowsWithStandIns(_ plan: Plan) -> Arrows {
        var arrows = plan.arrows
        for (step, entry) in plan.entries.enumerated() {
            guard let first = Self.standIn(of: entry, plan) else { continue }
            // A stand-in may fail too, and then its own ends them both.
            for other in Self.chain(from: first, plan) {
                for arrow in plan.arrows.all where arrow.earlier == step && arrow.step != first {
                    arrows.add(from: arrow.step, to: other, at: arrow.place)
                }
            }
        }
        return arrows
    }

    private static func standIn(of entry: Item.Entry, _ plan: Plan) -> Int? {
        entry.value["on_failure"]?["step"]?.text.flatMap { plan.index[$0] }
    }

    /// A stand-in, its own, and so on; each once.
    private static func chain(from first: Int, _ plan: Plan) -> [Int] {
        var chain = [first]
        while let last = chain.last, let next = standIn(of: plan.entries[last], plan),
            !chain.contains(next)
        {
            chain.append(next)
        }
        return chain
    }

    /// Lets the expressions of a step that deals with a failure see it.
    mutating func seeFailure(of entry: Item.Entry, _ plan: inout Plan) {
        guard let item = entry.value["if_failed"] else { return }
        if plan.index["failure"] != nil {
            findings.report(.takenName("failure"), at: item.place)
        }
        plan.sight.names["failure"] = .object([
            "step": .string, "kind": .string, "message": .string,
        ])
    }

    /// What takes a step's effect back: it sees every result, and draws no arrows.
    mutating func undo(_ entry: Item.Entry, _ plan: Plan) -> Action? {
        guard let undo = entry.value["undo"] else { return nil }
        var scratch = plan
        if entry.value["each"] != nil {
            seeItem(of: entry, &scratch)
            if case .list(let own)? = plan.sight.names[entry.key] {
                scratch.sight.names[entry.key] = own
            }
        }
        return action(Item.Entry(key: entry.key, keyPlace: entry.keyPlace, value: undo), &scratch)
    }
}
