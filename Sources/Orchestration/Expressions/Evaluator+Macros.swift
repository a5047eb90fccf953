extension Evaluator {
    /// Runs a macro over the elements of its range, in order; the keys of a map come sorted, so
    /// that the same input always gives the same result.
    mutating func run(
        _ walk: Comprehension,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        hasRunMacro = true
        let range = try value(of: walk.range)
        let pairs = try elements(of: range, walk.variables, at: walk.range.span)
        switch walk.macro {
        case .all: return try quantify(walk, pairs, until: false)
        case .exists: return try quantify(walk, pairs, until: true)
        case .existsOne: return try .bool(countMatches(walk, pairs) == 1)
        case .filter:
            var kept: [Value] = []
            for pair in pairs where try holds(walk.body, walk, pair) { kept.append(pair.first) }
            return .list(kept)
        case .map:
            var results: [Value] = []
            for pair in pairs where try holds(walk.condition, walk, pair) {
                results.append(try bind(walk, pair, evaluating: walk.body))
            }
            return .list(results)
        case .transformMap:
            return try .map(transform(walk, pairs, span))
        case .transformMapEntry:
            return try .map(transformEntries(walk, pairs, span))
        }
    }

    private typealias Pair = (first: Value, second: Value)

    private mutating func elements(
        of range: Value,
        _ variables: Comprehension.Variables,
        at span: SourceSpan
    ) throws(ExpressionError) -> [Pair] {
        switch (range, variables) {
        case (.list(let elements), .element):
            try spend(elements.count, at: span)
            return elements.map { ($0, .null) }
        case (.list(let elements), .pair):
            try spend(elements.count, at: span)
            return elements.enumerated().map { (.int(Int64($0.offset)), $0.element) }
        case (.map(let entries), _):
            try spend(entries.count, at: span)
            return entries.sorted { $0.key.precedesAsKey($1.key) }.map { ($0.key, $0.value) }
        default: throw noOverload("a macro over \(range.typeName)", at: span)
        }
    }

    private mutating func bind(
        _ walk: Comprehension,
        _ pair: Pair,
        evaluating term: Term
    ) throws(ExpressionError) -> Value {
        let depth = variables.count
        defer { variables.removeLast(variables.count - depth) }
        switch walk.variables {
        case .element(let name): variables.append((name, pair.first))
        case .pair(let first, let second):
            variables.append((first, pair.first))
            variables.append((second, pair.second))
        }
        return try value(of: term)
    }

    private mutating func holds(
        _ condition: Term?,
        _ walk: Comprehension,
        _ pair: Pair
    ) throws(ExpressionError) -> Bool {
        guard let condition else { return true }
        let value = try bind(walk, pair, evaluating: condition)
        guard case .bool(let truth) = value else {
            throw noOverload("\(value.typeName) as a condition", at: condition.span)
        }
        return truth
    }

    /// `all` (until false) and `exists` (until true): the deciding element wins over any error.
    private mutating func quantify(
        _ walk: Comprehension,
        _ pairs: [Pair],
        until decisive: Bool
    ) throws(ExpressionError) -> Value {
        var trouble: ExpressionError?
        for pair in pairs {
            do throws(ExpressionError) {
                if try holds(walk.body, walk, pair) == decisive { return .bool(decisive) }
            } catch {
                guard !isExhausted else { throw error }
                trouble = trouble ?? error
            }
        }
        if let trouble { throw trouble }
        return .bool(!decisive)
    }

    private mutating func countMatches(
        _ walk: Comprehension,
        _ pairs: [Pair]
    ) throws(ExpressionError) -> Int {
        var count = 0
        for pair in pairs where try holds(walk.body, walk, pair) { count += 1 }
        return count
    }

    private mutating func transform(
        _ walk: Comprehension,
        _ pairs: [Pair],
        _ span: SourceSpan
    ) throws(ExpressionError) -> [Value: Value] {
        var result: [Value: Value] = [:]
        for pair in pairs where try holds(walk.condition, walk, pair) {
            let value = try bind(walk, pair, evaluating: walk.body)
            try insert(value, under: pair.first, into: &result, at: span)
        }
        return result
    }

    private mutating func transformEntries(
        _ walk: Comprehension,
        _ pairs: [Pair],
        _ span: SourceSpan
    ) throws(ExpressionError) -> [Value: Value] {
        var result: [Value: Value] = [:]
        for pair in pairs where try holds(walk.condition, walk, pair) {
            let made = try bind(walk, pair, evaluating: walk.body)
            guard case .map(let entries) = made else {
                throw noOverload("\(made.typeName) as an entry", at: walk.body.span)
            }
            for (key, value) in entries { try insert(value, under: key, into: &result, at: span) }
        }
        return result
    }
}

extension Value {
    /// The order in which the keys of a map are visited and written: by type, then by value.
    func precedesAsKey(_ other: Value) -> Bool {
        switch (self, other) {
        case (.string(let a), .string(let b)):
            // No two keys of a map look the same, so Swift's order, which is fast, decides.
            return a < b
        case (.bool(let a), .bool(let b)): return !a && b
        default:
            if let order = numericOrder(to: other), order != .same { return order == .before }
            return typeName < other.typeName
        }
    }
}
