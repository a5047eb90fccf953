internal import Digest
internal import Orchestration

/// Workflows and what starts them.
extension ProjectBuilder {
    /// The workflows of the project's files.
    mutating func workflows(_ sources: [Source]) -> [Workflow] {
        checkNames(sources)
        checkChains(sources.map(\.item))
        checkHeads(sources.map(\.item))
        checkRuns(sources.map(\.item))
        checkWaits(sources.map(\.item))
        return headsFirst(sources.compactMap { workflow($0) })
    }

    private mutating func workflow(_ source: Source) -> Workflow? {
        let item = source.item
        let key = Sight.key(lexicon.constants)
        let subject = expression(item["subject"], seeing: key)
        let once = expression(item["once"], seeing: key)
        let trigger = trigger(item["trigger"])
        let labels = labels(item["labels"])
        if item["subject"] == nil, item["when_busy"] != nil {
            findings.report(.idleWithout("subject", "when_busy"), at: item.place(of: "when_busy"))
        }
        checkDeadline(item)
        let (steps, result) = steps(
            of: item,
            profileIs: item["trigger"]?["over"] == nil ? .made : .given
        )
        var workflow = Workflow(
            name: item["workflow"]?.text ?? "",
            version: version(of: source.bytes),
            owner: item["owner"]?.text ?? "",
            summary: item["summary"]?.text ?? "",
            trigger: trigger,
            subject: subject,
            whenBusy: item["when_busy"]?.text.flatMap(BusyRule.init) ?? .queue,
            once: once,
            deadline: scalars.duration(item["deadline"]),
            result: result,
            labels: labels,
            priority: scalars.count(item["priority"]) ?? 0,
            steps: steps
        )
        workflow.limits = limits(item["limits"])
        workflow.share = scalars.count(item["limits"]?["share"]) ?? 1
        return workflow
    }

    private mutating func labels(_ item: Item?) -> [String: Expression] {
        let sight = Sight.step(lexicon.constants)
        var labels: [String: Expression] = [:]
        for entry in item?.entries ?? [] {
            labels[entry.key] = expression(entry.value, seeing: sight)
        }
        return labels
    }

    /// The workflows in the order of their files, those that `otherwise` leads to after the others:
    /// an event goes to the first that its type triggers.
    private func headsFirst(_ workflows: [Workflow]) -> [Workflow] {
        let targets = workflows.compactMap { workflow -> String? in
            guard case .event(_, _, let otherwise) = workflow.trigger else { return nil }
            return otherwise
        }
        return workflows.filter { !targets.contains($0.name) }
            + workflows.filter { targets.contains($0.name) }
    }

    /// An event starts one run: two workflows it triggers must be joined by `otherwise`.
    private mutating func checkHeads(_ items: [Item]) {
        let targets = items.compactMap { $0["trigger"]?["otherwise"]?.text }
        var heads: [String: (name: String, place: Place)] = [:]
        for item in items {
            guard let event = item["trigger"]?["event"], let type = event.text,
                let name = item["workflow"]?.text, !targets.contains(name)
            else { continue }
            if let first = heads[type], first.name != name {
                findings.report(.secondTrigger(type, first: first.name), at: event.place)
            }
            heads[type] = heads[type] ?? (name, event.place)
        }
    }

    /// Another text or another constant is another version: a run pins both.
    private func version(of text: [UInt8]) -> String {
        let constants = lexicon.constants.map { (Value.string($0.key), $0.value) }
        let pinned = Value.map(Dictionary(constants, uniquingKeysWith: { first, _ in first }))
        return Digest(of: text + pinned.jsonBytes).short(12)
    }

    private mutating func checkNames(_ sources: [Source]) {
        var seen: [String: Place] = [:]
        for source in sources {
            guard let name = source.item["workflow"], let text = name.text else { continue }
            if let first = seen[text] {
                findings.report(.duplicate("workflow", text, first: first), at: name.place)
            }
            seen[text] = seen[text] ?? name.place
        }
    }

    private mutating func checkDeadline(_ item: Item) {
        guard let deadline = scalars.duration(item["deadline"]) else { return }
        for step in item["steps"]?.entries ?? [] {
            guard let within = step.value["within"], let wait = scalars.duration(within),
                wait >= deadline
            else { continue }
            findings.report(.waitPastDeadline(step.key), at: within.place)
        }
    }

    // MARK: - Triggers

    private mutating func trigger(_ item: Item?) -> Trigger? {
        guard let item else { return nil }
        if let event = item["event"], let type = event.text {
            expect("event", event, among: lexicon.events)
            let sight = Sight.trigger(lexicon.constants)
            let when = expression(item["when"], seeing: sight, expecting: .bool)
            checkConstant(when, item)
            return .event(type: type, when: when, otherwise: item["otherwise"]?.text)
        }
        if let other = item["after"], let name = other.text {
            expect("workflow", other, among: lexicon.workflows)
            let sight = Sight.key(lexicon.constants)
            let when = expression(item["when"], seeing: sight, expecting: .bool)
            return .after(workflow: name, when: when)
        }
        guard let cron = item["cron"], let text = cron.text else { return nil }
        if let flaw = Crontab.flaw(in: text) {
            findings.report(.badCron(text, flaw), at: cron.place)
        }
        expect("segment", item["over"], among: lexicon.segments)
        checkZone(item["zone"])
        let schedule = Schedule(
            cron: text,
            zone: item["zone"]?.text ?? "UTC",
            catchUp: item["catch_up"]?.text.flatMap(CatchUp.init) ?? .once
        )
        return .schedule(schedule, over: item["over"]?.text)
    }

    /// A condition of constants alone always takes the same way.
    private mutating func checkConstant(_ when: Expression?, _ item: Item) {
        let place = item["when"]?.place ?? item.place
        switch (constantValue(of: when), item["otherwise"]) {
        case (.bool(true)?, let otherwise?):
            findings.report(.otherwiseNeverTaken(otherwise.text ?? ""), at: otherwise.place)
        case (.bool(false)?, nil): findings.report(.neverStarts, at: place)
        default: break
        }
    }

    /// Complains about a time zone that is not in the list.
    mutating func checkZone(_ item: Item?) {
        guard let item, let zone = item.text else { return }
        let known = Zones.known
        guard !known.contains(zone) else { return }
        findings.report(.unknownZone(zone, among: known), at: item.place)
    }

    // MARK: - Chains of `otherwise`

    /// Follows every `otherwise`: it must name a workflow that takes this event, never be reached
    /// in a circle, and have a `when` that can be false.
    private mutating func checkChains(_ items: [Item]) {
        let named = Dictionary(
            items.compactMap { item in item["workflow"]?.text.map { ($0, item) } },
            uniquingKeysWith: { first, _ in first }
        )
        for item in items {
            guard let trigger = item["trigger"], let next = trigger["otherwise"],
                let name = next.text
            else { continue }
            expect("workflow", next, among: lexicon.workflows)
            if trigger["when"] == nil {
                findings.report(.otherwiseNeverTaken(name), at: trigger.place(of: "otherwise"))
            }
            if let target = named[name]?["trigger"] {
                checkEvents(trigger, target, name, next.place)
            }
        }
        for cycle in circles(named, of: "otherwise") {
            guard let first = cycle.first, let item = named[first],
                let place = item["trigger"]?["otherwise"]?.place
            else { continue }
            findings.report(.workflowCycle(cycle), at: place)
        }
        for cycle in circles(named, of: "after") {
            guard let first = cycle.first, let place = named[first]?["trigger"]?["after"]?.place
            else { continue }
            findings.report(.endlessChain(cycle), at: place)
        }
    }

    private mutating func checkEvents(
        _ trigger: Item,
        _ target: Item,
        _ name: String,
        _ place: Place
    ) {
        guard let event = trigger["event"]?.text, target["event"]?.text != event else { return }
        findings.report(.otherwiseElsewhere(name, event: event), at: place)
    }

    /// Circles of one of a trigger's keys, each once, from its first name.
    private func circles(_ items: [String: Item], of key: String) -> [[String]] {
        var circles: [[String]] = []
        for start in items.keys.sorted() {
            var way = [start]
            while let next = items[way[way.count - 1]]?["trigger"]?[key]?.text {
                if next == start, way.min() == start { circles.append(way) }
                if way.contains(next) || items[next] == nil { break }
                way.append(next)
            }
        }
        return circles
    }
}
