extension Evaluator {
    /// A part of a timestamp, in UTC or in the zone that is given, or of a duration.
    func part(_ call: Call) throws(ExpressionError) -> Value {
        guard call.isMethod, (1...2).contains(call.arguments.count) else { throw call.noOverload }
        switch (call.arguments[0], call.arguments.dropFirst().first) {
        case (.duration(let duration), nil): return try part(of: duration, call)
        case (.timestamp(let seconds, let nanoseconds), nil):
            return .int(part(call.function, seconds, nanoseconds))
        case (.timestamp(let seconds, let nanoseconds), .string(let zone)):
            guard let zone = Zone(zone) else {
                throw ExpressionError(
                    "invalid argument: unknown time zone '\(zone)'",
                    at: call.span.offset
                )
            }
            return .int(part(call.function, seconds + zone.offset(at: seconds), nanoseconds))
        default: throw call.noOverload
        }
    }

    /// CEL counts months, days of the month and days of the year from 0, `getDate` from 1, and
    /// weekdays from Sunday = 0.
    private func part(_ function: Function, _ seconds: Int64, _ nanoseconds: Int32) -> Int64 {
        let civil = CivilDate(secondsSinceEpoch: seconds)
        switch function {
        case .getFullYear: return civil.year
        case .getMonth: return Int64(civil.month - 1)
        case .getDate: return Int64(civil.day)
        case .getDayOfMonth: return Int64(civil.day - 1)
        case .getDayOfYear: return Int64(civil.dayOfYear - 1)
        case .getDayOfWeek: return Int64(civil.weekday.rawValue)
        case .getHours: return Int64(civil.hour)
        case .getMinutes: return Int64(civil.minute)
        case .getSeconds: return Int64(civil.second)
        default: return Int64(nanoseconds / 1_000_000)
        }
    }

    /// The whole duration in a unit; milliseconds alone are what exceeds whole seconds.
    private func part(of duration: Duration, _ call: Call) throws(ExpressionError) -> Value {
        let seconds = duration.components.seconds
        switch call.function {
        case .getHours: return .int(seconds / 3600)
        case .getMinutes: return .int(seconds / 60)
        case .getSeconds: return .int(seconds)
        case .getMilliseconds:
            return .int(duration.components.attoseconds / 1_000_000_000_000_000)
        default: throw call.noOverload
        }
    }
}
