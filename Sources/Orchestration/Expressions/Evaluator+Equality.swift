extension Evaluator {
    /// CEL's equality: numbers by what they count, other types never equal to one another.
    ///
    /// Every element compared is a step, since values can share parts.
    mutating func areEqual(
        _ a: Value,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Bool {
        try spend(1, at: span)
        switch (a, b) {
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return false }
            for (x, y) in zip(a, b) {
                guard try areEqual(x, y, at: span) else { return false }
            }
            return true
        case (.map(let a), .map(let b)):
            guard a.count == b.count else { return false }
            for (key, x) in a {
                guard let y = b.value(under: key), try areEqual(x, y, at: span) else {
                    return false
                }
            }
            return true
        case (.string(let a), .string(let b)): return a.hasSameBytes(as: b)
        case (.int, .int), (.uint, .uint), (.null, .null), (.bool, .bool), (.bytes, .bytes),
            (.timestamp, .timestamp), (.duration, .duration), (.type, .type):
            return a == b
        default: return a.numericOrder(to: b) == .same
        }
    }

    /// Compares two values of types that have an order.
    func order(
        _ a: Value,
        _ sign: Operator,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Order {
        switch (a, b) {
        case (.string(let a), .string(let b)): return Order(a.utf8, b.utf8)
        case (.bytes(let a), .bytes(let b)): return Order(a, b)
        case (.bool(let a), .bool(let b)): return Order(a ? 1 : 0, b ? 1 : 0)
        case (.duration(let a), .duration(let b)): return Order(a, b)
        case (.timestamp(let a, let aRest), .timestamp(let b, let bRest)):
            return a == b ? Order(aRest, bRest) : Order(a, b)
        default:
            if let order = a.numericOrder(to: b) { return order }
            throw noOverload("\(a.typeName) \(sign.rawValue) \(b.typeName)", at: span)
        }
    }
}

/// How two values stand to one another.
enum Order: Sendable {
    case before, same, after
    /// One of them is not a number.
    case none

    /// The order of two values of an ordered type.
    init<T: Comparable>(_ a: T, _ b: T) { self = a < b ? .before : a == b ? .same : .after }

    /// The order of two sequences by their first difference.
    init<A: Sequence<UInt8>, B: Sequence<UInt8>>(_ a: A, _ b: B) {
        var rest = b.makeIterator()
        for x in a {
            guard let y = rest.next(), x <= y else {
                self = .after
                return
            }
            if x < y {
                self = .before
                return
            }
        }
        self = rest.next() == nil ? .same : .before
    }
}

extension Value {
    /// The order of two numbers of any numeric types; nil when one is no number at all.
    ///
    /// Against a double, an integer is rounded to a double first, as CEL does.
    func numericOrder(to other: Value) -> Order? {
        switch (self, other) {
        case (.int(let a), .int(let b)): return Order(a, b)
        case (.uint(let a), .uint(let b)): return Order(a, b)
        case (.int, .uint), (.uint, .int):
            guard let a = wholeNumber, let b = other.wholeNumber else { return nil }
            return Order(a, b)
        case (.double, .double), (.double, .int), (.double, .uint), (.int, .double),
            (.uint, .double):
            guard let a = number, let b = other.number else { return nil }
            return a.isNaN || b.isNaN ? Order.none : Order(a, b)
        default: return nil
        }
    }
}
