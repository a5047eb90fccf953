extension Evaluator {
    /// `a sign b`.
    mutating func combine(
        _ a: Value,
        _ sign: Operator,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        switch sign {
        case .equal: return try .bool(areEqual(a, b, at: span))
        case .notEqual: return try .bool(!areEqual(a, b, at: span))
        case .less: return try .bool(order(a, sign, b, at: span) == .before)
        case .greater: return try .bool(order(a, sign, b, at: span) == .after)
        case .lessOrEqual:
            let order = try order(a, sign, b, at: span)
            return .bool(order == .before || order == .same)
        case .greaterOrEqual:
            let order = try order(a, sign, b, at: span)
            return .bool(order == .after || order == .same)
        case .in: return try .bool(contains(b, a, at: span))
        case .add, .subtract, .multiply, .divide, .remainder:
            return try calculate(a, sign, b, at: span)
        }
    }

    /// `-value`.
    func negate(_ value: Value, at span: SourceSpan) throws(ExpressionError) -> Value {
        switch value {
        case .int(let number):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(number)
            guard !overflow else { throw overflowed("-int", at: span) }
            return .int(result)
        case .double(let number): return .double(-number)
        case .null, .bool, .uint, .string, .bytes, .list, .map, .timestamp, .duration, .type:
            throw noOverload("-\(value.typeName)", at: span)
        }
    }

    private mutating func calculate(
        _ a: Value,
        _ sign: Operator,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        switch (a, b) {
        case (.int(let a), .int(let b)): return try .int(integer(a, sign, b, "int", at: span))
        case (.uint(let a), .uint(let b)): return try .uint(integer(a, sign, b, "uint", at: span))
        case (.double(let a), .double(let b)) where sign != .remainder:
            return .double(double(a, sign, b))
        case (.timestamp, _), (.duration, _):
            if let result = try moveInTime(a, sign, b, at: span) { return result }
        case (_, _) where sign == .add:
            if let joined = try concatenate(a, b, at: span) { return joined }
        default: break
        }
        throw noOverload("\(a.typeName) \(sign.rawValue) \(b.typeName)", at: span)
    }

    private func integer<I: FixedWidthInteger>(
        _ a: I,
        _ sign: Operator,
        _ b: I,
        _ type: String,
        at span: SourceSpan
    ) throws(ExpressionError) -> I {
        let (result, overflow): (I, Bool)
        switch sign {
        case .add: (result, overflow) = a.addingReportingOverflow(b)
        case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
        case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .divide:
            guard b != 0 else { throw ExpressionError("divide by zero", at: span.offset) }
            (result, overflow) = a.dividedReportingOverflow(by: b)
        case .remainder:
            guard b != 0 else { throw ExpressionError("modulus by zero", at: span.offset) }
            (result, overflow) = a.remainderReportingOverflow(dividingBy: b)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in:
            throw noOverload("\(type) \(sign.rawValue) \(type)", at: span)
        }
        guard !overflow else { throw overflowed("\(type) \(sign.rawValue) \(type)", at: span) }
        return result
    }

    private func double(_ a: Double, _ sign: Operator, _ b: Double) -> Double {
        switch sign {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in:
            .nan
        }
    }

    private mutating func concatenate(
        _ a: Value,
        _ b: Value,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value? {
        switch (a, b) {
        case (.string(let a), .string(let b)):
            try spend((a.utf8.count + b.utf8.count) / 16, at: span)
            return .string(a + b)
        case (.bytes(let a), .bytes(let b)):
            try spend((a.count + b.count) / 16, at: span)
            return .bytes(a + b)
        case (.list(let a), .list(let b)):
            try spend(a.count + b.count, at: span)
            return .list(a + b)
        default: return nil
        }
    }

    private func overflowed(_ form: String, at span: SourceSpan) -> ExpressionError {
        ExpressionError("return error for overflow: \(form) leaves its range", at: span.offset)
    }
}
