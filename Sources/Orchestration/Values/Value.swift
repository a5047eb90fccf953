/// A value as expressions see it: the types of CEL that Podium uses.
///
/// Two `Value`s are equal in Swift only when type and content agree; CEL's own equality, in which
/// `1 == 1.0`, is a function of the evaluator.
package enum Value: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case list([Value])
    /// Keys are `bool`, `int`, `uint` or `string`.
    case map([Value: Value])
    /// Seconds since the epoch and 0 ..< 1,000,000,000 nanoseconds after them.
    case timestamp(seconds: Int64, nanoseconds: Int32)
    case duration(Duration)
    /// The type of a value, by CEL's name for it, for example `int` or `list`.
    case type(String)
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(nilLiteral: ()) { self = .null }
    package init(arrayLiteral elements: Value...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (Value, Value)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}

extension Value {
    /// The value under a string key of a map; nil when this is no map or has no such key.
    package subscript(key: String) -> Value? {
        guard case .map(let entries) = self else { return nil }
        return entries[.string(key)]
    }

    /// The text of a string value.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A text as it is, a number or bool as CEL's `string()` writes it; nil for all else.
    package var plainText: String? {
        switch self {
        case .string(let text): text
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number): number.inExpressions
        case .null, .bytes, .list, .map, .timestamp, .duration, .type: nil
        }
    }

    /// The number in an int, uint or double; ints beyond 2^53 lose precision.
    package var number: Double? {
        switch self {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .double(let number): number
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type: nil
        }
    }

    /// The moment in a timestamp, cut to milliseconds.
    package var instant: Instant? {
        guard case .timestamp(let seconds, let nanoseconds) = self else { return nil }
        return .epoch + .seconds(seconds) + .milliseconds(Int64(nanoseconds) / 1_000_000)
    }

    /// A timestamp of that moment.
    package init(_ instant: Instant) {
        let (seconds, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
        let floor = rest < 0 ? (seconds - 1, rest + 1000) : (seconds, rest)
        self = .timestamp(seconds: floor.0, nanoseconds: Int32(floor.1) * 1_000_000)
    }
}
