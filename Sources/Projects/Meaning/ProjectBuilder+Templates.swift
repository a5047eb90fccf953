internal import Orchestration

/// Templates.
extension ProjectBuilder {
    /// The templates of the project's files.
    mutating func templates(_ items: [Item]) -> [Template] {
        var seen: [String: Place] = [:]
        return items.compactMap { item in
            guard let name = item["template"]?.text, let body = item["body"]?.text else {
                return nil
            }
            let place = item["template"]?.place ?? item.place
            if let first = seen[name] {
                findings.report(.duplicate("template", name, first: first), at: place)
            }
            seen[name] = seen[name] ?? place
            check(item, name)
            return Template(
                name: name,
                body: body,
                prompt: item["prompt"]?.text ?? "",
                plain: item["plain"]?.text ?? "",
                answer: item["answer"]?.text.flatMap(Template.Answer.init) ?? .text
            )
        }
    }

    private mutating func check(_ item: Item, _ name: String) {
        let body = placeholders(item["body"])
        let inner = [
            ("prompt", placeholders(item["prompt"])), ("plain", placeholders(item["plain"])),
        ]
        for (key, names) in inner where names.contains("sentence") {
            findings.report(.sentenceInside, at: item[key]?.place ?? item.place)
        }
        let hasSentence = body.contains("sentence")
        if item["prompt"]?.text != nil, !hasSentence {
            findings.report(.noSentence(name), at: item.place(of: "body"))
        }
        if hasSentence, item["plain"]?.text == nil {
            findings.report(.noPlain(name), at: item.place(of: "body"))
        }
    }

    private mutating func placeholders(_ item: Item?) -> Set<String> {
        guard let item, let text = item.text else { return [] }
        let placeholders = Placeholders(in: text)
        for bad in placeholders.bad {
            let place = item.part(atUTF8: bad.offset, length: bad.length)
            findings.report(.badPlaceholder(bad.text), at: place)
        }
        return placeholders.names
    }
}

extension TemplateNeeds {
    /// What the template of that item asks.
    init(_ item: Item) {
        let texts = ["body", "prompt", "plain"].compactMap { item[$0]?.text }
        let names = texts.flatMap { Placeholders(in: $0).names }
        facts = Set(names).subtracting(["sentence"])
        asksModel = item["prompt"]?.text != nil
    }
}
