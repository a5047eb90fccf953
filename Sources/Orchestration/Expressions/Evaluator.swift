/// One evaluation: the names, the variables of the macros that are open, and the work left.
struct Evaluator {
    let names: [String: Value]
    /// Variables of the enclosing macros, the innermost last.
    var variables: [(name: String, value: Value)] = []
    private let limits: ExpressionLimits
    private var stepsLeft: Int
    /// Whether a macro has run: only macros can make values that share parts many times.
    var hasRunMacro = false

    /// An evaluation that has done nothing yet.
    init(names: [String: Value], limits: ExpressionLimits) {
        self.names = names
        self.limits = limits
        stepsLeft = limits.steps
    }

    /// The value of a whole expression.
    ///
    /// Macros can build values that share parts and are exponentially larger when written out, so
    /// what comes out is counted too.
    mutating func result(of root: Term) throws(ExpressionError) -> Value {
        let value = try value(of: root)
        if hasRunMacro { try count(value, at: root.span) }
        return value
    }

    /// The value of `term`.
    mutating func value(of term: Term) throws(ExpressionError) -> Value {
        try spend(1, at: term.span)
        switch term.kind {
        case .literal(let value): return value
        case .name(let name): return try lookUp(name, at: term.span)
        case .select(let operand, let field, let name):
            if let name, let bound = binding(of: name) { return bound }
            return try select(field, from: try value(of: operand), at: term.span)
        case .present(let operand, let field, _):
            return try .bool(has(field, in: try value(of: operand), at: term.span))
        case .index(let container, let index):
            let container = try value(of: container)
            return try element(of: container, at: try value(of: index), term.span)
        case .call(.unknown(let name), _, _):
            throw ExpressionError("unbound function: \(name)", at: term.span.offset)
        case .call(.function(let function), let target, let arguments):
            return try call(function, on: target, arguments, at: term.span)
        case .matches(let operand, let pattern):
            return try match(try value(of: operand), pattern, at: term.span)
        case .operation(let sign, let left, let right):
            let left = try value(of: left)
            return try combine(left, sign, try value(of: right), at: term.span)
        case .not(let operand):
            let operand = try value(of: operand)
            guard case .bool(let truth) = operand else {
                throw noOverload("!\(operand.typeName)", at: term.span)
            }
            return .bool(!truth)
        case .negate(let operand): return try negate(try value(of: operand), at: term.span)
        case .and(let terms): return try join(terms, until: false)
        case .or(let terms): return try join(terms, until: true)
        case .choice(let condition, let then, let otherwise):
            return try value(of: truth(of: condition) ? then : otherwise)
        case .list(let terms):
            var elements: [Value] = []
            elements.reserveCapacity(terms.count)
            for term in terms { elements.append(try value(of: term)) }
            return .list(elements)
        case .map(let entries): return try map(entries)
        case .comprehension(let walk): return try run(walk, at: term.span)
        }
    }

    /// Whether all the work that was allowed is done.
    var isExhausted: Bool { stepsLeft < 0 }

    /// Takes `steps` from the work that is left.
    mutating func spend(_ steps: Int, at span: SourceSpan) throws(ExpressionError) {
        stepsLeft -= steps
        guard stepsLeft >= 0 else {
            throw ExpressionError(
                "the evaluation takes more than \(limits.steps) steps",
                at: span.offset
            )
        }
    }

    /// The error that an operation is not defined for such operands.
    func noOverload(_ form: String, at span: SourceSpan) -> ExpressionError {
        ExpressionError("no such overload: \(form)", at: span.offset)
    }

    // MARK: Names

    /// What a name with dots is bound to as a whole, if it is.
    private func binding(of name: QualifiedName) -> Value? {
        if name.reach == .any, variables.contains(where: { $0.name == name.root }) { return nil }
        return names[name.text]
    }

    private func lookUp(
        _ name: QualifiedName,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        if name.reach == .any,
            let variable = variables.last(where: { $0.name == name.text })
        {
            return variable.value
        }
        if let value = names[name.text] ?? Value.typeNames[name.text] { return value }
        throw ExpressionError("undeclared reference to '\(name.text)'", at: span.offset)
    }

    // MARK: Logic

    /// The truth of a condition.
    mutating func truth(of term: Term) throws(ExpressionError) -> Bool {
        let value = try value(of: term)
        guard case .bool(let truth) = value else {
            throw noOverload("\(value.typeName) as a condition", at: term.span)
        }
        return truth
    }

    /// `&&` (until false) and `||` (until true): the deciding operand wins over any error.
    private mutating func join(
        _ terms: [Term],
        until decisive: Bool
    ) throws(ExpressionError) -> Value {
        var trouble: ExpressionError?
        for term in terms {
            do throws(ExpressionError) {
                if try truth(of: term) == decisive { return .bool(decisive) }
            } catch {
                // Once the work is used up, no later operand can be looked at.
                guard !isExhausted else { throw error }
                trouble = trouble ?? error
            }
        }
        if let trouble { throw trouble }
        return .bool(!decisive)
    }

    private mutating func map(_ entries: [Term.Entry]) throws(ExpressionError) -> Value {
        var result: [Value: Value] = [:]
        for entry in entries {
            let key = try value(of: entry.key)
            try insert(try value(of: entry.value), under: key, into: &result, at: entry.key.span)
        }
        return .map(result)
    }

    /// Adds an entry that must be new.
    func insert(
        _ value: Value,
        under key: Value,
        into map: inout [Value: Value],
        at span: SourceSpan
    ) throws(ExpressionError) {
        switch key {
        case .bool, .int, .uint, .string: break
        case .null, .double, .bytes, .list, .map, .timestamp, .duration, .type:
            throw ExpressionError("unsupported key type: \(key.typeName)", at: span.offset)
        }
        guard map.value(under: key) == nil, map.updateValue(value, forKey: key) == nil else {
            throw ExpressionError("Failed with repeated key: \(key.inWords)", at: span.offset)
        }
    }

    private mutating func count(_ value: Value, at span: SourceSpan) throws(ExpressionError) {
        switch value {
        case .list(let elements):
            try spend(elements.count, at: span)
            for element in elements { try count(element, at: span) }
        case .map(let entries):
            try spend(entries.count, at: span)
            for entry in entries.values { try count(entry, at: span) }
        case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type:
            break
        }
    }
}
