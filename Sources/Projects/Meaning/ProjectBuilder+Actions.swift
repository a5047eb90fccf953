internal import Orchestration

/// The verbs of steps.
extension ProjectBuilder {
    /// What the verb of a step asks for; nil, with findings, where that cannot be said.
    mutating func action(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        let step = entry.value
        if step["update"] != nil {
            let with = step["with"] ?? Item(content: .scalar("event", .plain), place: step.place)
            return expression(with, of: entry, &plan).map { .update(from: $0) }
        }
        if step["call"] != nil { return call(entry, &plan) }
        if step["write"] != nil { return write(entry, &plan) }
        if step["send"] != nil { return send(entry, &plan) }
        if step["wait"] != nil { return wait(entry, &plan) }
        if step["approve"] != nil { return approve(entry, &plan) }
        if step["run"] != nil { return run(entry, &plan) }
        return expression(step["compute"], of: entry, &plan).map { .compute($0) }
    }

    private mutating func call(_ entry: Item.Entry, _ plan: inout Plan) -> Action? {
        guard let item = entry.value["call"], let route = item.text else { return nil }
        checkRoute(item)
        let kinds = lexicon.kinds(of: route)
        if !kinds.isEmpty, kinds.isSubset(of: Lexicon.writers) {
            findings.report(.callsLanguageModel(route), at: item.place)
        }
        guard let input = input(entry.value["with"], entry, &plan) else { return nil }
        return .call(route: route, input: input)
    }

    /// The input of a call: an expression, or a map or list of them made into one.
    mutating func input(
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
    mutating func facts(
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
        guard !kinds.isEmpty, kinds.isDisjoint(with: Lexicon.writers) else { return }
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
