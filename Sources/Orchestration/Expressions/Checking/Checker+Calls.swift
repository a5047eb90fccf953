extension Checker {
    /// The shape of a call.
    mutating func call(
        _ callee: Callee,
        on target: Term?,
        _ arguments: [Term],
        at span: SourceSpan
    ) -> Shape {
        var shapes: [Shape] = []
        if let target { shapes.append(shape(of: target)) }
        for argument in arguments { shapes.append(shape(of: argument)) }
        guard case .function(let function) = callee else {
            reportUnknown(callee.name, at: span)
            return .dynamic
        }
        let call = CallShape(function: function, isMethod: target != nil, arguments: shapes)
        guard call.isDefined else {
            let types = shapes.map(\.name).joined(separator: ", ")
            report("no such overload: \(function.rawValue)(\(types))", at: span)
            return call.result
        }
        reportFaultyConstant(function, arguments)
        return call.result
    }

    private mutating func reportUnknown(_ name: String, at span: SourceSpan) {
        let macros = ["has", "all", "exists", "exists_one", "map", "filter"]
        let known = Function.allCases.map(\.rawValue) + macros
        let near = Suggestion.nearest(to: name, among: known)
        let what = macros.contains(name) ? "wrong arguments for the macro" : "unknown function"
        report("\(what) '\(name)'", at: span, suggestion: near)
    }

    /// Patterns, times and durations that are written out are read now, so that a slip in one is
    /// found when the project loads.
    private mutating func reportFaultyConstant(_ function: Function, _ arguments: [Term]) {
        guard let last = arguments.last, case .literal(.string(let text)) = last.kind else {
            return
        }
        switch function {
        case .matches:
            do throws(PatternError) {
                _ = try Pattern(text)
            } catch {
                report(error.message, at: last.span)
            }
        case .timestamp where RFC3339.parse(text) == nil:
            report("'\(text)' is no timestamp as RFC 3339 writes them", at: last.span)
        case .duration
        where DurationText.nanoseconds(text, units: DurationText.expressionUnits) == nil:
            report("'\(text)' is no duration such as '90s' or '1h30m'", at: last.span)
        default: break
        }
    }
}

/// A call whose arguments are known by shape, the target first.
private struct CallShape {
    let function: Function
    let isMethod: Bool
    let arguments: [Shape]

    /// Whether some overload takes such arguments.
    var isDefined: Bool {
        switch function {
        case .size: return arguments.count == 1 && first(in: [.string, .bytes], orContainer: true)
        case .matches: return takesTexts
        case .contains, .startsWith, .endsWith: return isMethod && takesTexts
        case .type, .dyn: return isConversion
        case .int: return isConversion && first(in: [.int, .uint, .double, .string, .timestamp])
        case .uint: return isConversion && first(in: [.int, .uint, .double, .string])
        case .double: return isConversion && first(in: [.int, .uint, .double, .string])
        case .string:
            return isConversion
                && first(
                    in: [.string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration]
                )
        case .bytes: return isConversion && first(in: [.string, .bytes])
        case .bool: return isConversion && first(in: [.bool, .string])
        case .timestamp: return isConversion && first(in: [.timestamp, .string, .int])
        case .duration: return isConversion && first(in: [.duration, .string])
        case .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfYear, .getDayOfWeek:
            return isPart && first(in: [.timestamp])
        case .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            return isPart
                && first(in: arguments.count == 1 ? [.timestamp, .duration] : [.timestamp])
        }
    }

    /// What the call gives.
    var result: Shape {
        switch function {
        case .contains, .startsWith, .endsWith, .matches, .bool: .bool
        case .size, .int, .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfYear,
            .getDayOfWeek, .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .type, .dyn: .dynamic
        }
    }

    private var isConversion: Bool { !isMethod && arguments.count == 1 }
    private var isPart: Bool {
        isMethod && (1...2).contains(arguments.count)
            && arguments.dropFirst().allSatisfy { $0.fits(.string) }
    }
    private var takesTexts: Bool {
        arguments.count == 2 && arguments.allSatisfy { $0.fits(.string) }
    }

    private func first(in shapes: [Shape], orContainer: Bool = false) -> Bool {
        guard let first = arguments.first else { return false }
        return first == .dynamic || shapes.contains(first) || (orContainer && first.isContainer)
    }
}
