extension Evaluator {
    /// Calls `function` as `target.function(arguments)` or, without a target, as
    /// `function(arguments)`.
    mutating func call(
        _ function: Function,
        on target: Term?,
        _ arguments: [Term],
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        var values: [Value] = []
        if let target { values.append(try value(of: target)) }
        for argument in arguments { values.append(try value(of: argument)) }
        let call = Call(function: function, isMethod: target != nil, arguments: values, span: span)
        switch function {
        case .size: return try size(call)
        case .contains, .startsWith, .endsWith, .matches: return try search(call)
        case .int, .uint, .double, .string, .bytes, .bool, .type, .dyn, .timestamp, .duration:
            guard !call.isMethod, call.arguments.count == 1 else { throw call.noOverload }
            return try convert(call.arguments[0], call)
        case .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfYear, .getDayOfWeek,
            .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            return try part(call)
        }
    }

    /// Whether `pattern` is found in `text`.
    mutating func match(
        _ text: Value,
        _ pattern: Pattern,
        at span: SourceSpan
    ) throws(ExpressionError) -> Value {
        guard case .string(let text) = text else {
            throw noOverload("\(text.typeName).matches(string)", at: span)
        }
        let work = text.utf8.count.multipliedReportingOverflow(by: pattern.size)
        try spend(work.overflow ? .max : work.partialValue / 16, at: span)
        return .bool(pattern.isFound(in: text))
    }

    private func size(_ call: Call) throws(ExpressionError) -> Value {
        guard call.arguments.count == 1 else { throw call.noOverload }
        switch call.arguments[0] {
        case .string(let text): return .int(Int64(text.unicodeScalars.count))
        case .bytes(let bytes): return .int(Int64(bytes.count))
        case .list(let elements): return .int(Int64(elements.count))
        case .map(let entries): return .int(Int64(entries.count))
        case .null, .bool, .int, .uint, .double, .timestamp, .duration, .type:
            throw call.noOverload
        }
    }

    private mutating func search(_ call: Call) throws(ExpressionError) -> Value {
        guard call.arguments.count == 2, call.isMethod || call.function == .matches,
            case .string(let text) = call.arguments[0], case .string(let part) = call.arguments[1]
        else { throw call.noOverload }
        try spend((text.utf8.count + part.utf8.count) / 16, at: call.span)
        switch call.function {
        case .startsWith: return .bool(text.utf8.starts(with: part.utf8))
        case .endsWith: return .bool(text.utf8.reversed().starts(with: part.utf8.reversed()))
        case .contains: return .bool(text.utf8.contains(run: part.utf8))
        default: return try match(.string(text), try compile(part, call.span), at: call.span)
        }
    }

    private mutating func compile(
        _ text: String,
        _ span: SourceSpan
    ) throws(ExpressionError) -> Pattern {
        try spend(text.utf8.count, at: span)
        do throws(PatternError) {
            return try Pattern(text)
        } catch {
            throw ExpressionError("invalid argument: \(error.message)", at: span.offset)
        }
    }
}

/// A call whose arguments are evaluated, the target first.
struct Call {
    let function: Function
    /// Whether it was written `target.function(…)`.
    let isMethod: Bool
    let arguments: [Value]
    let span: SourceSpan

    /// The error that the function takes no such arguments.
    var noOverload: ExpressionError {
        let types = arguments.map(\.typeName)
        let form =
            isMethod
            ? "\(types[0]).\(function.rawValue)(\(types.dropFirst().joined(separator: ", ")))"
            : "\(function.rawValue)(\(types.joined(separator: ", ")))"
        return ExpressionError("no such overload: \(form)", at: span.offset)
    }
}

extension String.UTF8View {
    /// Whether `run` occurs somewhere, byte for byte.
    ///
    /// Linear in the usual case; the first byte is searched before the rest is compared.
    func contains(run: String.UTF8View) -> Bool {
        guard let first = run.first else { return true }
        var rest = self[...]
        while let start = rest.firstIndex(of: first) {
            if rest[start...].starts(with: run) { return true }
            rest = rest[rest.index(after: start)...]
        }
        return false
    }
}
