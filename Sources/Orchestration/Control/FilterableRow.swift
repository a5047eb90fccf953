/// A row of a list that a filter can look at.
package protocol FilterableRow {
    /// What words, fuzzy words and patterns are looked for in.
    var searchText: String { get }

    /// The value of a field; nil when the row has none of that name.
    func field(_ name: String) -> Value?
}

extension Filter {
    /// Whether the row is to be shown.
    package func matches(_ row: some FilterableRow) -> Bool { root?.matches(row) ?? true }
}

extension Filter.Node {
    /// Whether the condition holds for the row.
    package func matches(_ row: some FilterableRow) -> Bool {
        switch self {
        case .all(let nodes): nodes.allSatisfy { $0.matches(row) }
        case .any(let nodes): nodes.contains { $0.matches(row) }
        case .not(let node): !node.matches(row)
        case .clause(let clause): clause.matches(row)
        }
    }
}

extension Filter.Clause {
    /// Whether the condition holds for the row.
    package func matches(_ row: some FilterableRow) -> Bool {
        switch self {
        case .text(let needle): needle.isFound(in: row.searchText)
        case .fuzzy(let needle): needle.isScattered(in: row.searchText)
        case .pattern(let pattern): pattern.isFound(in: row.searchText)
        case .isOne(let field, let operands):
            operands.isEmpty
                ? (row.field(field) ?? .null).isBlank
                : row.field(field).map { value in operands.contains { $0.equals(value) } } ?? false
        case .compares(let field, let comparison, let operand):
            row.field(field).flatMap { operand.order(of: $0) }.map(comparison.accepts) ?? false
        }
    }
}

extension Filter.Comparison {
    /// Whether a field that stands so to the operand is wanted.
    fileprivate func accepts(_ order: Order) -> Bool {
        switch self {
        case .less: order == .before
        case .lessOrEqual: order == .before || order == .same
        case .greater: order == .after
        case .greaterOrEqual: order == .after || order == .same
        }
    }
}

extension Filter.Needle {
    /// Whether `text` has it somewhere.
    func isFound(in text: String) -> Bool {
        guard ignoresCase else { return text.utf8.contains(run: self.text.utf8) }
        return text.lowercased().utf8.contains(run: self.text.lowercased().utf8)
    }

    /// Whether `text` has its letters in their order.
    func isScattered(in text: String) -> Bool {
        var letters = (ignoresCase ? self.text.lowercased() : self.text)[...]
        for letter in ignoresCase ? text.lowercased() : text where letter == letters.first {
            letters.removeFirst()
        }
        return letters.isEmpty
    }

    /// Whether it is all of `text`.
    func isAll(of text: String) -> Bool {
        ignoresCase ? text.lowercased() == self.text.lowercased() : text == self.text
    }
}

extension Filter.Operand {
    /// Whether a field of this value is meant.
    func equals(_ value: Value) -> Bool {
        switch value {
        case .null: return text == "null"
        case .bool(let truth): return text == (truth ? "true" : "false")
        case .string(let other), .type(let other): return Filter.Needle(text: text).isAll(of: other)
        case .list(let elements): return elements.contains(where: equals)
        case .int, .uint, .double, .duration, .timestamp: return order(of: value) == .same
        case .bytes, .map: return false
        }
    }

    /// How a field of this value stands to the operand; nil when they do not compare.
    func order(of value: Value) -> Order? {
        switch value {
        case .int, .uint, .double:
            if let whole = Int64(text) { return value.numericOrder(to: .int(whole)) }
            return number.flatMap { value.numericOrder(to: .double($0)) }
        case .duration(let field): return duration.map { Order(field, $0) }
        case .timestamp: return instant.flatMap { other in value.instant.map { Order($0, other) } }
        case .string(let field): return Order(field.utf8, text.utf8)
        case .null, .bool, .bytes, .list, .map, .type: return nil
        }
    }
}

extension Value {
    /// Whether a list shows nothing for it.
    fileprivate var isBlank: Bool { self == .null || self == .string("") || self == .list([]) }
}
