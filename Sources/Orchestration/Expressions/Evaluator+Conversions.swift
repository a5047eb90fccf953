extension Evaluator {
    /// `value` as the type that the called function is named after.
    func convert(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch call.function {
        case .dyn: return value
        case .type: return .type(value.typeName)
        case .int: return try int(value, call)
        case .uint: return try uint(value, call)
        case .double: return try double(value, call)
        case .string: return try string(value, call)
        case .bool: return try bool(value, call)
        case .timestamp: return try timestamp(value, call)
        case .duration: return try duration(value, call)
        case .bytes:
            if case .bytes = value { return value }
            guard case .string(let text) = value else { throw call.noOverload }
            return .bytes(Array(text.utf8))
        default: throw call.noOverload
        }
    }

    private func int(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch value {
        case .int: return value
        case .timestamp(let seconds, _): return .int(seconds)
        case .uint(let number):
            guard let number = Int64(exactly: number) else { throw outOfRange(value, call) }
            return .int(number)
        case .double(let number):
            // Both ends are excluded: as doubles they stand for integers beyond the range too.
            guard number > -0x1p63, number < 0x1p63 else { throw outOfRange(value, call) }
            return .int(Int64(number))
        case .string(let text):
            guard let number = Int64(text) else { throw unreadable(value, call) }
            return .int(number)
        case .null, .bool, .bytes, .list, .map, .duration, .type: throw call.noOverload
        }
    }

    private func uint(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch value {
        case .uint: return value
        case .int(let number):
            guard let number = UInt64(exactly: number) else { throw outOfRange(value, call) }
            return .uint(number)
        case .double(let number):
            guard number > -1, number < 0x1p64 else { throw outOfRange(value, call) }
            return .uint(UInt64(number))
        case .string(let text):
            guard text.utf8.first?.isDigit == true, let number = UInt64(text) else {
                throw unreadable(value, call)
            }
            return .uint(number)
        case .null, .bool, .bytes, .list, .map, .timestamp, .duration, .type:
            throw call.noOverload
        }
    }

    private func double(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch value {
        case .double: return value
        case .int(let number): return .double(Double(number))
        case .uint(let number): return .double(Double(number))
        case .string(let text):
            let isWord = ["nan", "inf", "infinity"].contains(
                text.lowercased().drop { $0 == "+" || $0 == "-" }
            )
            guard !text.contains("("), let number = Double(text) else {
                throw unreadable(value, call)
            }
            guard number.isFinite || isWord else { throw outOfRange(value, call) }
            return .double(number)
        case .null, .bool, .bytes, .list, .map, .timestamp, .duration, .type:
            throw call.noOverload
        }
    }

    private func string(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch value {
        case .string: return value
        case .bool(let truth): return .string("\(truth)")
        case .int(let number): return .string("\(number)")
        case .uint(let number): return .string("\(number)")
        case .double(let number): return .string(number.inExpressions)
        case .timestamp(let seconds, let nanoseconds):
            return .string(RFC3339.text(seconds: seconds, nanoseconds: nanoseconds))
        case .duration(let duration): return .string(duration.secondsText)
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ExpressionError("invalid UTF-8 in bytes", at: call.span.offset)
            }
            return .string(text)
        case .null, .list, .map, .type: throw call.noOverload
        }
    }

    private func bool(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        if case .bool = value { return value }
        guard case .string(let text) = value else { throw call.noOverload }
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": return .bool(true)
        case "0", "f", "F", "false", "FALSE", "False": return .bool(false)
        default: throw unreadable(value, call)
        }
    }

    private func timestamp(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        switch value {
        case .timestamp: return value
        case .int(let seconds):
            return try timestamp(seconds: seconds, nanoseconds: 0, at: call.span)
        case .string(let text):
            guard let (seconds, nanoseconds) = RFC3339.parse(text) else {
                throw unreadable(value, call)
            }
            return try timestamp(seconds: seconds, nanoseconds: nanoseconds, at: call.span)
        case .null, .bool, .uint, .double, .bytes, .list, .map, .duration, .type:
            throw call.noOverload
        }
    }

    private func duration(_ value: Value, _ call: Call) throws(ExpressionError) -> Value {
        if case .duration = value { return value }
        guard case .string(let text) = value else { throw call.noOverload }
        guard let nanoseconds = DurationText.nanoseconds(text, units: DurationText.expressionUnits)
        else { throw unreadable(value, call) }
        return try .duration(duration(nanoseconds, at: call.span))
    }

    private func outOfRange(_ value: Value, _ call: Call) -> ExpressionError {
        ExpressionError(
            "range error: \(value.inWords) fits no \(call.function.rawValue)",
            at: call.span.offset
        )
    }

    private func unreadable(_ value: Value, _ call: Call) -> ExpressionError {
        ExpressionError(
            "invalid argument: '\(value.inWords)' is no \(call.function.rawValue) in range",
            at: call.span.offset
        )
    }
}
