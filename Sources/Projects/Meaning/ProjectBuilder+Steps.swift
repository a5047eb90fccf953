internal import Orchestration

/// The steps of a workflow: what they do, what they see and the arrows between them.
extension ProjectBuilder {
    /// Where a run has its customer's profile from.
    enum ProfileAtOpening {
        /// A batch item brings it along.
        case given
        /// An update step makes it.
        case made
    }

    /// What the steps of one workflow share while they are read.
    struct Plan {
        let entries: [Item.Entry]
        /// Index of each step by name.
        let index: [String: Int]
        var sight: Sight
        var arrows = Arrows()
    }

    /// The steps of a workflow, their arrows drawn.
    ///
    /// - Parameters:
    ///   - workflow: The whole workflow.
    ///   - profile: Whether a run begins with its customer's profile.
    /// - Returns: Those that could be read, in the order of the file, and the workflow's result.
    mutating func steps(of workflow: Item, profileIs profile: ProfileAtOpening) -> (
        steps: [Step], result: Expression?
    ) {
        let item = workflow["steps"]
        let entries = item?.entries ?? []
        if let item, entries.isEmpty, case .map = item.content {
            findings.report(.noSteps, at: item.place)
        }
        var plan = plan(entries)
        let actions = entries.map { entry in
            let seen = plan.sight
            seeItem(of: entry, &plan)
            seeFailure(of: entry, &plan)
            defer { plan.sight = seen }
            return action(entry, &plan)
        }
        let lists = entries.map { each($0, &plan) }
        for entry in entries { drawAfter(entry, &plan) }
        drawFailures(&plan)
        let conditions = entries.map { condition($0, &plan) }
        checkStandIns(plan)
        checkCycles(plan)
        if profile == .made { checkProfileReads(plan) }
        let result = expression(workflow["result"], seeing: plan.sight)
        let steps = entries.indices.compactMap { index -> Step? in
            guard let action = actions[index] else { return nil }
            return step(
                entries[index],
                action,
                conditions[index],
                lists[index],
                plan
            )
        }
        return (steps, result)
    }

    private mutating func step(
        _ entry: Item.Entry,
        _ action: Action,
        _ when: Expression?,
        _ each: Each?,
        _ plan: Plan
    ) -> Step {
        let after = plan.index[entry.key].map { plan.arrows.after($0) } ?? []
        if after.isEmpty, entry.value["join"] != nil {
            findings.report(.idleJoin(entry.key), at: entry.value.place(of: "join"))
        }
        var step = Step(
            name: entry.key,
            action: action,
            after: after,
            when: when,
            join: entry.value["join"]?.text.flatMap(Join.init) ?? .allSucceeded,
            retry: retry(entry.value["retry"], of: action),
            timeout: scalars.duration(entry.value["timeout"]) ?? Self.timeout(of: action),
            onFailure: failureRule(entry, plan),
            needs: needs(entry.value["needs"]),
            each: each,
            ifFailed: ifFailed(entry, plan),
            undo: undo(entry, plan),
            queue: scalars.duration(entry.value["queue"]),
            silence: scalars.duration(entry.value["silence"]),
            cache: scalars.duration(entry.value["cache"])
        )
        if let silence = step.silence, silence > step.timeout {
            findings.report(
                .silencePastTimeout(silence, timeout: step.timeout),
                at: entry.value.place(of: "silence")
            )
        }
        step.limits = limits(entry.value["limits"])
        step.deliveries = scalars.count(entry.value["deliveries"]) ?? Step.deliveriesUsual
        return step
    }

    // MARK: - What steps see

    private mutating func plan(_ entries: [Item.Entry]) -> Plan {
        var sight = Sight.step(lexicon.constants)
        var index: [String: Int] = [:]
        for (number, entry) in entries.enumerated() {
            let isTaken = sight.names[entry.key] != nil || Self.isTypeName(entry.key)
            if isTaken, index[entry.key] == nil { checkShadow(entry) }
            let result = result(of: entry.value, sight)
            sight.names[entry.key] = entry.value["each"] == nil ? result : .list(result)
            index[entry.key] = number
        }
        return Plan(entries: entries, index: index, sight: sight)
    }

    /// Only an update step may take a name that already means something: `profile`.
    private mutating func checkShadow(_ entry: Item.Entry) {
        guard entry.key != "profile" || entry.value["update"] == nil else { return }
        guard !entry.value.entries.isEmpty else { return }
        findings.report(.takenName(entry.key), at: entry.keyPlace)
    }

    /// True for a word that an expression takes for a type: `string`, `map`.
    private static func isTypeName(_ name: String) -> Bool {
        (try? Expression(parsing: name))?.references.isEmpty ?? false
    }

    /// What is known of a step's result, given what is known of the steps above it.
    private func result(of step: Item, _ sight: Sight) -> Shape {
        if let route = step["call"]?.text {
            return lexicon.answer(of: route).map(Shape.object) ?? .dynamic
        }
        if let text = step["compute"]?.text {
            return (try? Expression(parsing: text))?.shape(in: Scope(sight.names)) ?? .dynamic
        }
        if step["write"] != nil {
            return .object([
                "text": .string, "sentence": .string, "model": .string, "fallback": .bool,
                "rejected": .list(.string),
            ])
        }
        if step["send"] != nil {
            return .object([
                "status": .string, "key": .string, "reference": .string, "reason": .string,
            ])
        }
        if let wait = step["wait"] { return Self.result(ofWait: wait) }
        if step["approve"] != nil {
            return .object([
                "approved": .bool, "by": .string, "reason": .string, "data": .dynamic,
                "expired": .bool,
            ])
        }
        return .dynamic
    }

    private static func result(ofWait wait: Item) -> Shape {
        if wait["until"] != nil { return .object(["arrived": .bool]) }
        if wait["signal"] != nil {
            return .object(["arrived": .bool, "by": .string, "data": .dynamic])
        }
        return .object(["arrived": .bool, "event": .dynamic])
    }

    /// Reads an expression of a step and draws an arrow for every step it mentions.
    mutating func expression(
        _ item: Item?,
        of entry: Item.Entry,
        _ plan: inout Plan,
        expecting expected: Shape = .dynamic
    ) -> Expression? {
        guard let expression = expression(item, seeing: plan.sight, expecting: expected), let item
        else { return nil }
        guard let step = plan.index[entry.key] else { return expression }
        for mention in expression.references {
            guard let name = mention.path.first, let earlier = plan.index[name] else { continue }
            let place = item.part(atUTF8: mention.offset, length: name.utf8.count)
            plan.arrows.add(from: step, to: earlier, at: place)
        }
        return expression
    }

    private mutating func condition(_ entry: Item.Entry, _ plan: inout Plan) -> Expression? {
        guard let item = entry.value["when"] else { return nil }
        let seen = plan.sight
        seeFailure(of: entry, &plan)
        defer { plan.sight = seen }
        let when = expression(item, of: entry, &plan, expecting: .bool)
        if constantValue(of: when) == .bool(false) {
            findings.report(.neverRuns(entry.key), at: item.place)
        }
        return when
    }

    // MARK: - Arrows

    private mutating func drawAfter(_ entry: Item.Entry, _ plan: inout Plan) {
        guard let after = entry.value["after"], let step = plan.index[entry.key] else { return }
        for item in after.text == nil ? after.elements : [after] {
            guard let name = item.text else { continue }
            guard let earlier = plan.index[name] else {
                let names = plan.entries.map(\.key).filter { $0 != entry.key }
                findings.report(.unknown("step", name, among: names), at: item.place)
                continue
            }
            plan.arrows.add(from: step, to: earlier, at: item.place)
        }
    }

    private mutating func checkCycles(_ plan: Plan) {
        for cycle in arrowsWithStandIns(plan).cycles() {
            guard let first = cycle.first else { continue }
            let names = cycle.map { plan.entries[$0.step].key }
            findings.report(.cycle(names), at: first.place)
        }
    }

    /// Steps of a run that an event starts know the profile only from the step of that name.
    private mutating func checkProfileReads(_ plan: Plan) {
        guard plan.index["profile"] == nil else { return }
        let update = plan.entries.first { $0.value["update"] != nil }?.key
        for entry in plan.entries {
            for item in entry.value.readers {
                let read = item.text.flatMap { try? Expression(parsing: $0) }?.references ?? []
                guard read.contains(where: { $0.path.first == "profile" }) else { continue }
                findings.report(.noProfile(update), at: item.place)
            }
        }
    }

    /// A workflow takes its time; its own steps have limits.
    private static func timeout(of action: Action) -> Duration {
        if case .run = action { Step.noLimit } else { .seconds(30) }
    }
}

extension Item {
    /// The expressions of a step that see the results of others.
    var readers: [Item] {
        ["with", "when", "each", "compute", "send", "by"].compactMap { self[$0] }
            .flatMap(\.scalars)
    }

    /// This scalar, or the scalars directly inside this list or map.
    fileprivate var scalars: [Item] {
        text == nil ? elements + entries.map(\.value) : [self]
    }
}
