extension Expression {
    /// What is certainly wrong with the expression, in the order it is written.
    ///
    /// Unknown names and fields are found, and operations on types that have none; where a shape
    /// is dynamic, nothing is assumed.
    /// - Parameters:
    ///   - scope: The names it may use.
    ///   - expected: The shape its value must have.
    /// - Returns: Empty when nothing is wrong.
    package func check(in scope: Scope, expecting expected: Shape = .dynamic) -> [ExpressionProblem]
    {
        var checker = Checker(scope: scope)
        let shape = checker.shape(of: root)
        if !shape.fits(expected) {
            checker.report("this is \(shape.name), and \(expected.name) is needed", at: root.span)
        }
        return checker.problems.sorted { $0.offset < $1.offset }
    }

    /// What is known of its value in `scope`.
    package func shape(in scope: Scope) -> Shape {
        var checker = Checker(scope: scope)
        return checker.shape(of: root)
    }
}

/// Finds the shape of a term and reports what cannot be evaluated on the way.
struct Checker {
    let scope: Scope
    private(set) var problems: [ExpressionProblem] = []
    private var variables: [(name: String, shape: Shape)] = []

    /// A checker that has seen nothing yet.
    init(scope: Scope) { self.scope = scope }

    /// Notes a problem.
    mutating func report(_ message: String, at span: SourceSpan, suggestion: String? = nil) {
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        problems.append(
            ExpressionProblem(
                message: message + hint,
                offset: span.offset,
                length: span.length,
                suggestion: suggestion
            )
        )
    }

    /// The shape of `term`, dynamic when it is not known or when something in it is wrong.
    mutating func shape(of term: Term) -> Shape {
        switch term.kind {
        case .literal(let value): return Shape(of: value)
        case .name(let name): return shape(of: name, at: term.span)
        case .select(let operand, let field, let name):
            if let name, let whole = wholeName(name) { return whole }
            return self.field(field, of: operand, at: term.span, .needed)
        case .present(let operand, let field, let span):
            _ = self.field(field, of: operand, at: span, .optional)
            return .bool
        case .index(let container, let index): return element(of: container, at: index, term.span)
        case .call(let callee, let target, let arguments):
            return call(callee, on: target, arguments, at: term.span)
        case .matches(let operand, _):
            demand(.string, of: operand)
            return .bool
        case .operation(let sign, let a, let b): return operation(sign, a, b, at: term.span)
        case .not(let operand):
            demand(.bool, of: operand)
            return .bool
        case .negate(let operand):
            let shape = shape(of: operand)
            if shape == .int || shape == .double || shape == .dynamic { return shape }
            report("'-' needs an int or a double, and this is \(shape.name)", at: operand.span)
            return .dynamic
        case .and(let terms), .or(let terms):
            for term in terms { demand(.bool, of: term) }
            return .bool
        case .choice(let condition, let then, let otherwise):
            demand(.bool, of: condition)
            return Shape.common([shape(of: then), shape(of: otherwise)])
        case .list(let terms):
            var shapes: [Shape] = []
            for term in terms { shapes.append(shape(of: term)) }
            return .list(Shape.common(shapes))
        case .map(let entries): return map(entries)
        case .comprehension(let walk): return comprehension(walk)
        }
    }

    /// Reports `term` unless its value may have the shape.
    mutating func demand(_ expected: Shape, of term: Term) {
        let shape = shape(of: term)
        guard !shape.fits(expected) else { return }
        report("this is \(shape.name), and \(expected.name) is needed", at: term.span)
    }

    // MARK: Names

    private func wholeName(_ name: QualifiedName) -> Shape? {
        if name.reach == .any, variables.contains(where: { $0.name == name.root }) { return nil }
        return scope.names[name.text]
    }

    private mutating func shape(of name: QualifiedName, at span: SourceSpan) -> Shape {
        if name.reach == .any, let variable = variables.last(where: { $0.name == name.text }) {
            return variable.shape
        }
        if let shape = scope.names[name.text] { return shape }
        if Value.typeNames[name.text] != nil { return .dynamic }
        // `a.b` may be a name as a whole: then `a` alone is none, but not a slip either.
        let isPrefix = scope.names.keys.contains { $0.hasPrefix(name.text + ".") }
        guard !isPrefix else { return .dynamic }
        let known = Array(scope.names.keys) + variables.map(\.name)
        report(
            "unknown name '\(name.text)'",
            at: span,
            suggestion: Suggestion.nearest(to: name.text, among: known)
        )
        return .dynamic
    }

    private enum Presence { case needed, optional }

    private mutating func field(
        _ field: String,
        of operand: Term,
        at span: SourceSpan,
        _ presence: Presence
    ) -> Shape {
        switch shape(of: operand) {
        case .dynamic: return .dynamic
        case .map(let value): return value
        case .object(let fields):
            if let shape = fields[field] { return shape }
            let near = Suggestion.nearest(to: field, among: fields.keys)
            let place = SourceSpan(
                offset: span.end - field.utf8.count,
                length: field.utf8.count
            )
            // Asking whether a field is there is no mistake, unless its name looks like one.
            if presence == .needed || near != nil {
                report("unknown field '\(field)'", at: place, suggestion: near)
            }
            return .dynamic
        case let other:
            report("\(other.name) has no fields", at: span)
            return .dynamic
        }
    }

    private mutating func element(
        of container: Term,
        at index: Term,
        _ span: SourceSpan
    ) -> Shape {
        let indexShape = shape(of: index)
        switch shape(of: container) {
        case .dynamic: return .dynamic
        case .list(let element):
            if indexShape != .dynamic, !indexShape.isNumber {
                report(
                    "a list is indexed by numbers, and this is \(indexShape.name)",
                    at: index.span
                )
            }
            return element
        case .map(let value): return value
        case .object(let fields):
            guard case .literal(.string(let key)) = index.kind else { return .dynamic }
            if let shape = fields[key] { return shape }
            report(
                "unknown field '\(key)'",
                at: index.span,
                suggestion: Suggestion.nearest(to: key, among: fields.keys)
            )
            return .dynamic
        case let other:
            report("\(other.name) cannot be indexed", at: span)
            return .dynamic
        }
    }

    private mutating func map(_ entries: [Term.Entry]) -> Shape {
        var fields: [String: Shape] = [:]
        var isObject = true
        for entry in entries {
            let key = shape(of: entry.key)
            if ![.dynamic, .bool, .int, .uint, .string].contains(key) {
                report("\(key.name) cannot be a key", at: entry.key.span)
            }
            let value = shape(of: entry.value)
            if case .literal(.string(let name)) = entry.key.kind {
                fields[name] = value
            } else {
                isObject = false
            }
        }
        return isObject ? .object(fields) : .dynamic
    }

    private mutating func comprehension(_ walk: Comprehension) -> Shape {
        let range = shape(of: walk.range)
        if range != .dynamic, !range.isContainer {
            report("a macro walks a list or a map, and this is \(range.name)", at: walk.range.span)
        }
        let depth = variables.count
        defer { variables.removeLast(variables.count - depth) }
        bind(walk.variables, to: range)
        if let condition = walk.condition { demand(.bool, of: condition) }
        switch walk.macro {
        case .all, .exists, .existsOne:
            demand(.bool, of: walk.body)
            return .bool
        case .filter:
            demand(.bool, of: walk.body)
            return .list(variables[depth].shape)
        case .map: return .list(shape(of: walk.body))
        case .transformMap:
            _ = shape(of: walk.body)
            return .dynamic
        case .transformMapEntry:
            demand(.map(.dynamic), of: walk.body)
            return .dynamic
        }
    }

    private mutating func bind(_ names: Comprehension.Variables, to range: Shape) {
        let (key, value): (Shape, Shape) =
            switch range {
            case .list(let element): (.int, element)
            case .map(let value): (.string, value)
            case .object: (.string, .dynamic)
            default: (.dynamic, .dynamic)
            }
        switch names {
        case .pair(let first, let second): variables += [(first, key), (second, value)]
        case .element(let name):
            if case .list(let element) = range {
                variables.append((name, element))
            } else {
                variables.append((name, key))
            }
        }
    }
}
