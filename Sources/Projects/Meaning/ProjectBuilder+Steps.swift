internal import Orchestration

/// The steps of a workflow: what they do, what they see and the arrows between them.
extension ProjectBuilder {
    /// What the steps of one workflow share while they are read.
    struct Plan {
        let entries: [Item.Entry]
        /// Index of each step by name.
        let index: [String: Int]
        let sight: Sight
        var arrows = Arrows()
    }

    mutating func steps(_ item: Item?) -> [Step] {
        let entries = item?.entries ?? []
        if let item, entries.isEmpty, case .map = item.content {
            findings.report(.noSteps, at: item.place)
        }
        var plan = plan(entries)
        let actions = entries.map { action($0, &plan) }
        for entry in entries { drawAfter(entry, &plan) }
        let conditions = entries.map { condition($0, &plan) }
        let substitutes = entries.map { failureRule($0.value["on_failure"]) }
        checkCycles(plan)
        checkProfileReads(plan)
        return entries.indices.compactMap { index in
            guard let action = actions[index] else { return nil }
            return step(
                entries[index],
                action,
                conditions[index],
                substitutes[index],
                plan.arrows.after(index)
            )
        }
    }

    private mutating func step(
        _ entry: Item.Entry,
        _ action: Action,
        _ when: Expression?,
        _ onFailure: FailureRule,
        _ after: [Int]
    ) -> Step {
        if after.isEmpty, entry.value["join"] != nil {
            findings.report(.idleJoin(entry.key), at: entry.value.place(of: "join"))
        }
        return Step(
            name: entry.key,
            action: action,
            after: after,
            when: when,
            join: entry.value["join"]?.text.flatMap(Join.init) ?? .allSucceeded,
            retry: retry(entry.value["retry"]),
            timeout: scalars.duration(entry.value["timeout"]) ?? .seconds(30),
            onFailure: onFailure,
            needs: needs(entry.value["needs"])
        )
    }

    // MARK: - What steps see

    private mutating func plan(_ entries: [Item.Entry]) -> Plan {
        var sight = Sight.step(lexicon.constants)
        var index: [String: Int] = [:]
        for (number, entry) in entries.enumerated() {
            let isTaken = sight.names[entry.key] != nil || Self.isTypeName(entry.key)
            if isTaken, index[entry.key] == nil { checkShadow(entry) }
            sight.names[entry.key] = result(of: entry.value, sight)
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
                "text": .string, "sentence": .string, "model": .string, "fallback": .dynamic,
            ])
        }
        if step["send"] != nil { return .object(["status": .string, "key": .string]) }
        if step["wait"] != nil { return .object(["arrived": .bool, "event": .dynamic]) }
        return .dynamic
    }

    /// Reads an expression of a step and draws an arrow for every step it mentions.
    private mutating func expression(
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
        for cycle in plan.arrows.cycles() {
            guard let first = cycle.first else { continue }
            let names = cycle.map { plan.entries[$0.step].key }
            findings.report(.cycle(names), at: first.place)
        }
    }

    /// `profile` means the profile as it is; where a step of another name updates it meanwhile, a
    /// reader must say which it wants.
    private mutating func checkProfileReads(_ plan: Plan) {
        guard plan.index["profile"] == nil,
            let update = plan.entries.firstIndex(where: { $0.value["update"] != nil })
        else { return }
        for (index, entry) in plan.entries.enumerated() where index != update {
            let readers = ["with", "when", "compute", "send", "by"].compactMap { entry.value[$0] }
            for item in readers.flatMap(\.scalars) {
                guard let text = item.text, !plan.arrows.reaches(from: index, to: update),
                    !plan.arrows.reaches(from: update, to: index),
                    let read = try? Expression(parsing: text),
                    read.references.contains(where: { $0.path.first == "profile" })
                else { continue }
                let complaint = Complaint.profileRace(plan.entries[update].key)
                findings.report(complaint, at: item.place)
            }
        }
    }

    // MARK: - Failure

    private func retry(_ item: Item?) -> RetryPolicy {
        guard let item else { return .standard }
        return RetryPolicy(
            attempts: scalars.count(item["attempts"]) ?? 1,
            base: scalars.duration(item["base"]) ?? .milliseconds(250),
            cap: scalars.duration(item["cap"]) ?? .seconds(10)
        )
    }

    private func failureRule(_ item: Item?) -> FailureRule {
        if item?.text == "continue" { return .carryOn }
        guard let use = item?["use"] else { return .failRun }
        return .use(Scalars.value(use))
    }

    // MARK: - Verbs

    private mutating func action(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        let step = entry.value
        if step["update"] != nil {
            let with = step["with"] ?? Item(content: .scalar("event", .plain), place: step.place)
            return expression(with, of: entry, &plan).map { .update(from: $0) }
        }
        if step["call"] != nil { return call(entry, &plan) }
        if step["write"] != nil { return write(entry, &plan) }
        if step["send"] != nil { return send(entry, &plan) }
        if let event = step["wait"], let type = event.text {
            expect("event", event, among: lexicon.events)
            return scalars.duration(step["within"]).map { .wait(event: type, within: $0) }
        }
        return expression(step["compute"], of: entry, &plan).map { .compute($0) }
    }

    private mutating func call(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        guard let item = entry.value["call"], let route = item.text else { return nil }
        checkRoute(item)
        if lexicon.kinds(of: route) == ["openai"] {
            findings.report(.callsLanguageModel(route), at: item.place)
        }
        guard let input = input(entry.value["with"], entry, &plan) else { return nil }
        return .call(route: route, input: input)
    }

    /// The input of a call: an expression, or a map or list of them made into one.
    private mutating func input(
        _ item: Item?,
        _ entry: Item.Entry,
        _ plan: inout Plan
    ) -> Expression? {
        guard let item else { return nil }
        if item.text != nil { return expression(item, of: entry, &plan) }
        let facts = facts(item, entry, &plan)
        let parts = facts.map { name, fact in
            // A comment ends with its line, so the line has to end before the next part.
            "\"\(name)\": \(fact.source)" + (fact.source.contains("//") ? "\n" : "")
        }
        return try? Expression(parsing: "{" + parts.joined(separator: ", ") + "}")
    }

    /// Facts by name, in the order of the file.
    private mutating func facts(
        _ item: Item?,
        _ entry: Item.Entry,
        _ plan: inout Plan
    ) -> [(String, Expression)] {
        var facts: [(String, Expression)] = []
        for element in item?.elements ?? [] {
            guard let expression = expression(element, of: entry, &plan) else { continue }
            let mentions = expression.references
            guard mentions.count == 1, let name = mentions[0].path.last,
                expression.source == mentions[0].path.joined(separator: ".")
            else {
                findings.report(.namelessFact(expression.source), at: element.place)
                continue
            }
            facts.append((name, expression))
        }
        for fact in item?.entries ?? [] {
            guard let expression = expression(fact.value, of: entry, &plan) else { continue }
            facts.append((fact.key, expression))
        }
        return facts
    }

    private mutating func checkRoute(_ item: Item) {
        guard let name = item.text, lexicon.routes[name] == nil else { return }
        let isModel = lexicon.models[name] != nil
        let why = isModel ? "It is a model; steps name routes, so that operators can reroute." : ""
        let names = lexicon.routes.keys
        findings.report(.unknown("route", name, among: names, why: why), at: item.place)
    }

    private mutating func write(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        guard let item = entry.value["write"], let template = item.text else { return nil }
        expect("template", item, among: lexicon.templates.keys)
        let with = entry.value["with"]
        if let with, with.text != nil { findings.report(.factsNeedNames, at: with.place) }
        let facts = facts(with, entry, &plan)
        let written = (with?.elements.count ?? 0) + (with?.entries.count ?? 0)
        if let needs = lexicon.templates[template], with?.text == nil, facts.count == written {
            check(facts.map(\.0), needs, entry)
        }
        if let route = entry.value["route"] { checkWriter(route) }
        return .write(
            template: template,
            route: entry.value["route"]?.text ?? "",
            facts: Dictionary(facts, uniquingKeysWith: { first, _ in first })
        )
    }

    private mutating func checkWriter(_ route: Item) {
        checkRoute(route)
        let kinds = lexicon.kinds(of: route.text ?? "")
        guard !kinds.isEmpty, !kinds.contains("openai") else { return }
        findings.report(.writerPredicts(route.text ?? ""), at: route.place)
    }

    private mutating func check(_ given: [String], _ needs: TemplateNeeds, _ entry: Item.Entry) {
        let template = entry.value["write"]?.text ?? ""
        let place = entry.value["with"]?.place ?? entry.value.place(of: "write")
        for fact in needs.facts.subtracting(given).sorted() {
            let near = Suggestion.nearest(to: fact, among: given)
            findings.report(.missingFact(fact, of: template, near: near), at: place)
        }
        for fact in Set(given).subtracting(needs.facts).sorted() {
            findings.report(.unusedFact(fact, of: template), at: place)
        }
        if needs.asksModel != (entry.value["route"] != nil) {
            let place = entry.value["route"]?.place ?? entry.value.place(of: "write")
            findings.report(.routeAndPrompt(template, asksModel: needs.asksModel), at: place)
        }
    }

    private mutating func send(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        let step = entry.value
        checkContent(step["send"], plan)
        expect("purpose", step["purpose"], among: lexicon.purposes)
        let by = step["by"].map { quotedChannel($0, plan) }
        guard let content = expression(step["send"], of: entry, &plan),
            let channel = expression(by, of: entry, &plan, expecting: .string),
            let purpose = step["purpose"]?.text
        else { return nil }
        return .send(content: content, by: channel, purpose: purpose)
    }

    private mutating func checkContent(_ item: Item?, _ plan: Plan) {
        guard let item, let name = item.text, let index = plan.index[name],
            plan.entries[index].value["write"] == nil
        else { return }
        findings.report(.sendsNoText(name), at: item.place)
    }

    /// A bare channel name means that channel, where no step has the name; a text in quotes must
    /// name one.
    private mutating func quotedChannel(_ item: Item, _ plan: Plan) -> Item {
        guard let text = item.text else { return item }
        if lexicon.channels.contains(text), plan.index[text] == nil {
            return Item(content: .scalar("\"\(text)\"", .quoted), place: item.place)
        }
        let bare = text.dropFirst().dropLast()
        if let quote = text.first, "\"'".contains(quote), text.last == quote, text.count > 1,
            !bare.contains(quote), !lexicon.channels.contains(String(bare))
        {
            let names = lexicon.channels
            findings.report(.unknown("channel", String(bare), among: names), at: item.place)
        }
        return item
    }
}

extension Item {
    /// This scalar, or the scalars directly inside this list or map.
    fileprivate var scalars: [Item] {
        text == nil ? elements + entries.map(\.value) : [self]
    }
}
