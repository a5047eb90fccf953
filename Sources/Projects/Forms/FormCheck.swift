internal import Orchestration

/// Checks an item against a form.
///
/// It finds unknown, missing and misplaced keys, and values of the wrong type. What values mean
/// together is for those who build the project.
struct FormCheck {
    let scalars: Scalars
    var findings: Findings

    /// Runs a check of a whole file.
    static func check(
        _ item: Item,
        against form: Form,
        _ scalars: Scalars,
        into findings: inout Findings
    ) {
        var check = FormCheck(scalars: scalars, findings: findings)
        check.form(item, form)
        findings = check.findings
    }

    // MARK: - Forms

    private mutating func form(_ item: Item, _ form: Form) {
        guard case .map(let entries) = item.content else {
            let next = "Write its keys: \(form.fields.map(\.name).joined(separator: ", "))."
            return findings.report(.expected("a map (\(form.noun))", item, next), at: item.place)
        }
        let verbs = form.verbs.filter { verb in entries.contains { $0.key == verb } }
        checkVerbs(verbs, of: form, in: item)
        for entry in entries {
            guard let field = form[entry.key] else {
                let names = form.fields.map(\.name)
                let complaint = Complaint.unknownKey(entry.key, of: form.noun, among: names)
                findings.report(complaint, at: entry.keyPlace)
                continue
            }
            checkPlacement(of: field, beside: verbs, at: entry.keyPlace)
            value(entry.value, field.type, key: entry.key)
        }
        for field in form.fields where item[field.name] == nil {
            checkPresence(of: field, beside: verbs, in: item, form)
        }
    }

    private mutating func checkVerbs(_ verbs: [String], of form: Form, in item: Item) {
        guard !form.verbs.isEmpty, verbs.count != 1 else { return }
        let place = verbs.count > 1 ? item.place(of: verbs[1]) : item.place
        findings.report(.verbs(found: verbs, of: form), at: place)
    }

    private mutating func checkPlacement(
        of field: Field,
        beside verbs: [String],
        at place: Place
    ) {
        guard !field.beside.isEmpty, let verb = verbs.first, verbs.count == 1,
            !field.beside.contains(verb)
        else { return }
        findings.report(.misplaced(field, beside: verb), at: place)
    }

    private mutating func checkPresence(
        of field: Field,
        beside verbs: [String],
        in item: Item,
        _ form: Form
    ) {
        switch field.presence {
        case .optional: break
        case .required:
            findings.report(.missing(field, of: form.noun), at: item.place)
        case .requiredBeside(let needing):
            guard let verb = verbs.first(where: needing.contains) else { return }
            findings.report(.missing(field, of: "\(verb) step"), at: item.place(of: verb))
        }
    }

    // MARK: - Values

    private mutating func value(_ item: Item, _ type: FieldType, key: String) {
        if case .empty = item.content, !type.allowsNothing {
            return findings.report(.noValue(key), at: item.place)
        }
        switch type {
        case .form(let inner): form(item, inner)
        case .list(let element): list(item, of: element, key: key)
        case .map(let keys, let values): map(item, keys, values, key: key)
        case .either(let types): either(item, types, key: key)
        case .value: break
        case .text, .name, .identifier, .duration, .rate, .count, .number, .flag, .choice,
            .expression, .path:
            scalar(item, type, key: key)
        }
    }

    private mutating func list(_ item: Item, of type: FieldType, key: String) {
        guard case .list(let elements) = item.content else {
            return findings.report(.expected("a list", item, "Write [ … ]."), at: item.place)
        }
        for element in elements { value(element, type, key: key) }
    }

    private mutating func map(_ item: Item, _ keys: FieldType, _ values: FieldType, key: String) {
        guard case .map(let entries) = item.content else {
            return findings.report(.expected("a map", item, "Write { … }."), at: item.place)
        }
        for entry in entries {
            if !keys.acceptsName(entry.key) {
                findings.report(.badName(entry.key, keys), at: entry.keyPlace)
            }
            value(entry.value, values, key: entry.key)
        }
    }

    private mutating func either(_ item: Item, _ types: [FieldType], key: String) {
        guard let type = types.first(where: { $0.fits(item) }) else {
            let nouns = types.map(\.noun).joined(separator: " or ")
            return findings.report(.expected(nouns, item, ""), at: item.place)
        }
        value(item, type, key: key)
    }

    private mutating func scalar(_ item: Item, _ type: FieldType, key: String) {
        guard case .scalar(let written, _) = item.content else {
            return findings.report(.expected(type.noun, item, ""), at: item.place)
        }
        if let name = Scalars.constantName(in: written), type.takesConstants {
            guard scalars.areKnown else { return }
            guard scalars.constants[name] != nil else {
                let names = scalars.constants.keys
                let place = item.part(atUTF8: "constants.".count, length: name.utf8.count)
                return findings.report(.unknown("constant", name, among: names), at: place)
            }
        }
        if let complaint = complaint(about: item, written, type, key) {
            let isNamed = Scalars.constantName(in: written) != nil && type.takesConstants
            let reason = "That is the value of \(written)."
            findings.report(isNamed ? complaint.because(reason) : complaint, at: item.place)
        }
    }

    private func complaint(
        about item: Item,
        _ written: String,
        _ type: FieldType,
        _ key: String
    ) -> Complaint? {
        let text = scalars.text(item) ?? written
        switch type {
        case .text, .expression: return written.allSatisfy(\.isWhitespace) ? .noValue(key) : nil
        case .name, .identifier: return type.acceptsName(written) ? nil : .badName(written, type)
        case .path: return Self.isInside(written) ? nil : .badPath(written)
        case .choice(let choices):
            return choices.contains(written) ? nil : .badChoice(written, for: key, among: choices)
        case .flag: return scalars.flag(item) == nil ? .badFlag(text) : nil
        case .count(let range):
            guard let count = scalars.count(item) else { return .badNumber(text, whole: true) }
            return range.contains(count)
                ? nil : .outOfRange(text, "\(range.lowerBound)", "\(range.upperBound)")
        case .number(let range):
            guard let number = scalars.number(item) else { return .badNumber(text, whole: false) }
            return range.contains(number)
                ? nil : .outOfRange(text, "\(range.lowerBound)", "\(range.upperBound)")
        case .duration(let range):
            guard let duration = scalars.duration(item) else { return .badDuration(text) }
            let (lower, upper) = (range.lowerBound, range.upperBound)
            return range.contains(duration)
                ? nil : .outOfRange(text, lower.text, upper.text)
        case .rate: return Rate(text: text) == nil ? .badRate(text) : nil
        case .value, .list, .map, .form, .either: return nil
        }
    }

    /// True for a path that stays inside the folder it is relative to.
    private static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !path.utf8.contains(0) && !parts.isEmpty
            && parts.allSatisfy { !$0.isEmpty && $0 != ".." && $0 != "." }
    }
}

extension FieldType {
    /// The word for what is expected, with its article.
    var noun: String {
        switch self {
        case .text: "text"
        case .name, .identifier: "a name"
        case .duration: "a duration, for example 15m"
        case .rate: "a rate, for example 10/s"
        case .count: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .choice(let choices): "one of " + choices.joined(separator: ", ")
        case .expression: "an expression"
        case .path: "a path"
        case .value: "a value"
        case .list: "a list"
        case .map: "a map"
        case .form(let form): "a map (\(form.noun))"
        case .either(let types): types.map(\.noun).joined(separator: " or ")
        }
    }

    fileprivate var allowsNothing: Bool {
        if case .value = self { return true }
        return false
    }

    fileprivate var takesConstants: Bool {
        switch self {
        case .duration, .rate, .count, .number, .flag: true
        case .text, .name, .identifier, .choice, .expression, .path, .value, .list, .map, .form,
            .either:
            false
        }
    }

    fileprivate func acceptsName(_ text: String) -> Bool {
        if case .identifier = self { return Scalars.isIdentifier(text) }
        return Scalars.isName(text)
    }

    /// Whether the kind of node fits: scalars to scalars, lists to lists, maps to maps.
    fileprivate func fits(_ item: Item) -> Bool {
        switch (self, item.content) {
        case (.list, .list), (.map, .map), (.form, .map), (.value, _): true
        case (.list, _), (.map, _), (.form, _): false
        case (.either(let types), _): types.contains { $0.fits(item) }
        case (_, .scalar): true
        case (_, _): false
        }
    }
}
