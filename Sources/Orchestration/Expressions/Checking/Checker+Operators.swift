extension Checker {
    /// The shape of `a sign b`.
    mutating func operation(
        _ sign: Operator,
        _ a: Term,
        _ b: Term,
        at span: SourceSpan
    ) -> Shape {
        let (left, right) = (shape(of: a), shape(of: b))
        if let result = Self.result(left, sign, right) { return result }
        report("no such overload: \(left.name) \(sign.rawValue) \(right.name)", at: span)
        return .dynamic
    }

    /// What an operator makes of two shapes; nil when it is defined for no such values.
    private static func result(_ a: Shape, _ sign: Operator, _ b: Shape) -> Shape? {
        switch sign {
        case .equal, .notEqual: return .bool
        case .in: return b == .dynamic || b.isContainer ? .bool : nil
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return isOrdered(a, b) ? .bool : nil
        case .add, .subtract, .multiply, .divide, .remainder:
            if a == .dynamic || b == .dynamic { return partlyKnown(a, sign, b) }
            return number(a, sign, b) ?? time(a, sign, b) ?? (sign == .add ? joined(a, b) : nil)
        }
    }

    private static func isOrdered(_ a: Shape, _ b: Shape) -> Bool {
        let unordered = a.isContainer || b.isContainer || a == .null || b == .null
        if unordered { return false }
        return a == .dynamic || b == .dynamic || a == b || (a.isNumber && b.isNumber)
    }

    /// With one side known, numbers stay of their type; what is no operand at all is an error.
    private static func partlyKnown(_ a: Shape, _ sign: Operator, _ b: Shape) -> Shape? {
        let known = a == .dynamic ? b : a
        switch known {
        case .bool, .null, .map, .object: return nil
        case .int, .uint: return known
        case .double: return sign == .remainder ? nil : .double
        case .string, .bytes: return sign == .add ? known : nil
        case .list: return sign == .add ? .dynamic : nil
        case .timestamp, .duration: return sign == .add || sign == .subtract ? .dynamic : nil
        case .dynamic: return .dynamic
        }
    }

    private static func number(_ a: Shape, _ sign: Operator, _ b: Shape) -> Shape? {
        guard a == b, a.isNumber, a != .double || sign != .remainder else { return nil }
        return a
    }

    private static func time(_ a: Shape, _ sign: Operator, _ b: Shape) -> Shape? {
        switch (a, sign, b) {
        case (.timestamp, .add, .duration), (.duration, .add, .timestamp),
            (.timestamp, .subtract, .duration):
            .timestamp
        case (.timestamp, .subtract, .timestamp), (.duration, .add, .duration),
            (.duration, .subtract, .duration):
            .duration
        default: nil
        }
    }

    private static func joined(_ a: Shape, _ b: Shape) -> Shape? {
        switch (a, b) {
        case (.string, .string), (.bytes, .bytes): a
        case (.list(let x), .list(let y)): .list(Shape.common([x, y]))
        default: nil
        }
    }
}
