internal import Orchestration

/// Steps that wait: for events, signals, moments, people, and runs of other workflows.
extension ProjectBuilder {
    mutating func wait(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        guard let item = entry.value["wait"] else { return nil }
        if let moment = item["until"] {
            if let within = entry.value["within"] {
                findings.report(.untilAndWithin, at: within.place)
            }
            return expression(moment, of: entry, &plan).map(Action.until)
        }
        guard let within = entry.value["within"] else {
            findings.report(.waitsForEver(entry.key), at: item.place)
            return nil
        }
        guard let limit = scalars.duration(within) else { return nil }
        if let signal = item["signal"]?.text { return .signal(name: signal, within: limit) }
        guard let type = item.text else { return nil }
        expect("event", item, among: lexicon.events)
        return .wait(event: type, within: limit)
    }

    mutating func approve(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        let step = entry.value
        if let with = step["with"], with.text != nil {
            findings.report(.factsNeedNames, at: with.place)
        }
        let facts = facts(step["with"], entry, &plan)
        guard let prompt = step["approve"]?.text, let within = scalars.duration(step["within"])
        else { return nil }
        return .approve(
            Approval(
                prompt: prompt,
                facts: Dictionary(facts, uniquingKeysWith: { first, _ in first }),
                within: within,
                expired: step["expired"]?.text.flatMap(Approval.Expiry.init) ?? .reject
            )
        )
    }

    mutating func run(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        expect("workflow", entry.value["run"], among: lexicon.workflows)
        guard let name = entry.value["run"]?.text,
            let input = input(entry.value["with"], entry, &plan)
        else { return nil }
        return .run(workflow: name, input: input)
    }

    /// An event ends the waits of its subject: where there is none, nothing ends them.
    mutating func checkWaits(_ items: [Item]) {
        for item in items where item["subject"] == nil {
            for step in item["steps"]?.entries ?? [] {
                guard let wait = step.value["wait"], wait.text != nil else { continue }
                findings.report(.waitsForNobody(step.key), at: wait.place)
            }
        }
    }

    /// Workflows that run each other would open runs without end.
    mutating func checkRuns(_ items: [Item]) {
        let names = items.map { $0["workflow"]?.text ?? "" }
        var arrows = Arrows()
        var steps: [Place: String] = [:]
        for (index, item) in items.enumerated() {
            for step in item["steps"]?.entries ?? [] {
                guard let target = step.value["run"], let name = target.text,
                    let other = names.firstIndex(of: name)
                else { continue }
                arrows.add(from: index, to: other, at: target.place)
                steps[target.place] = step.key
            }
        }
        for cycle in arrows.cycles() {
            guard let first = cycle.first else { continue }
            let reasons = cycle.map { arrow in
                "\(names[arrow.step]) runs \(names[arrow.earlier]) in step "
                    + "\(steps[arrow.place] ?? "") (\(arrow.place.file), line \(arrow.place.line))."
            }
            let path = cycle.map { names[$0.step] }
            findings.report(.runCycle(path, reasons: reasons), at: first.place)
        }
    }
}
