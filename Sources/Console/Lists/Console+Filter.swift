internal import Orchestration

extension Console {
    /// What is wrong with a filter of a list, with what to write instead; nil when nothing is.
    func complaint(about filter: String, in pane: PaneID) -> String? {
        let known = fields(of: pane)
        do throws(FilterError) {
            let filter = try Filter(parsing: filter)
            let prefix = pane == .runs ? RunRow.labelPrefix : nil
            let problems = filter.problems(knowing: known.map(\.name), or: prefix)
            if let problem = problems.first {
                let labels = prefix.map { ["\($0)NAME"] } ?? []
                let names = (known.filter { !$0.isAlias }.map(\.name) + labels)
                    .joined(separator: " ")
                return "\(problem.message); there are \(names)"
            }
            return filter.root.flatMap { $0.complaint(knowing: known) }
        } catch {
            return "the filter cannot be read: \(error.message)"
        }
    }

    /// What a filter that is being typed may become: a field's name, or one of its words.
    func completions(of text: String, in pane: PaneID) -> [String] {
        let known = fields(of: pane)
        let start = text.lastIndex { " (!-,=".contains($0) }.map(text.index(after:))
        let head = text[..<(start ?? text.startIndex)]
        let word = text[head.endIndex...].lowercased()
        guard !word.isEmpty || head.hasSuffix("=") else { return [] }
        if head.hasSuffix("=") || head.hasSuffix(","),
            let field = head.split(whereSeparator: { " (!-".contains($0) }).last?
                .prefix(while: { $0 != "=" && $0 != "!" })
        {
            let words = known.first { $0.name == field }?.words ?? []
            return words.map { $0.lowercased() }.filter { $0.hasPrefix(word) && $0 != word }
                .map { head + $0 }
        }
        return Filter.completions(of: text, knowing: known.filter { !$0.isAlias }.map(\.name))
    }

    /// The fields that a filter of a list may name.
    private func fields(of pane: PaneID) -> [FilterField] {
        if pane == .runs { return FilterField.ofRuns }
        if pane.isLog { return ReadLine.fields(of: pane) }
        var reader = FieldReader(moment: moment())
        visit(pane, &reader)
        return reader.fields
    }
}

/// A field of a list as its filters know it.
struct FilterField: Hashable {
    enum Kind: Hashable { case text, number, duration, instant }
    let name: String
    /// A second name of another field: understood, and not offered.
    var isAlias = false
    var kind = Kind.text
    /// All it may say; empty where that is open.
    var words: [String] = []

    /// The engine filters the runs, by names of its own.
    static let ofRuns: [FilterField] = RunRow.filterFields.map { name in
        let state = StateWord.allCases.map(\.rawValue)
        let isState = name == "st" || name == "state"
        let kind: Kind =
            switch name {
            case "try", "done": .number
            case "took", "elapsed": .duration
            case "opened", "started", "closed": .instant
            default: .text
            }
        return FilterField(
            name: name,
            isAlias: RunRow.filterAliases.contains(name),
            kind: kind,
            words: isState ? state : []
        )
    }

    /// Why the field cannot be compared with an operand; nil when it can.
    func complaint(about operand: Filter.Operand) -> String? {
        if !words.isEmpty {
            let isKnown = words.contains { $0.lowercased() == operand.text.lowercased() }
            guard !isKnown else { return nil }
            let near = Suggestion.nearest(to: operand.text.uppercased(), among: words)
            let hint = near.map { "; did you mean \($0.lowercased())?" } ?? ""
            let all = words.map { $0.lowercased() }.joined(separator: " ")
            return "no \(name) is called '\(operand.text)'\(hint); there are \(all)"
        }
        switch kind {
        case .text: return nil
        case .number where operand.number == nil:
            return "\(name) is a number, and '\(operand.text)' is none; write \(name)>5 or 30%"
        case .duration where operand.duration == nil:
            return "\(name) is a duration, and '\(operand.text)' is none; write \(name)>2s or 5m"
        case .instant where operand.instant == nil:
            return "\(name) is a moment, and '\(operand.text)' is none; write 2026-11-22T14:30:00Z"
        case .number, .duration, .instant: return nil
        }
    }
}

extension Filter.Node {
    /// What is wrong with the first operand that its field cannot be compared with.
    fileprivate func complaint(knowing fields: [FilterField]) -> String? {
        switch self {
        case .all(let nodes), .any(let nodes):
            return nodes.lazy.compactMap { $0.complaint(knowing: fields) }.first
        case .not(let node): return node.complaint(knowing: fields)
        case .clause(.isOne(let name, let operands)):
            guard let field = fields.first(where: { $0.name == name }) else { return nil }
            return operands.lazy.compactMap { field.complaint(about: $0) }.first
        case .clause(.compares(let name, _, let operand)):
            return fields.first { $0.name == name }?.complaint(about: operand)
        case .clause: return nil
        }
    }
}

/// Reads which fields a table's filters know.
private struct FieldReader: TableVisitor {
    let moment: Moment
    var fields: [FilterField] = []

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        fields = (table.columns + table.more).flatMap { column -> [FilterField] in
            let kind = rows.first.flatMap { row in column.order?(row) }?.kind ?? .text
            let title = column.title.lowercased()
            let field = FilterField(name: column.id, kind: kind, words: column.words)
            guard title != column.id, !title.isEmpty, !title.contains(" ") else { return [field] }
            return [
                field, FilterField(name: title, isAlias: true, kind: kind, words: column.words),
            ]
        }
    }
}

extension SortKey {
    /// What a filter may compare it with.
    fileprivate var kind: FilterField.Kind {
        switch self {
        case .number: .number
        case .duration, .span: .duration
        case .instant: .instant
        case .rank, .text: .text
        }
    }
}
