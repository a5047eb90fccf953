extension Value {
    /// A moment as a whole number of milliseconds, which every JSON keeps.
    package init(milliseconds instant: Instant) { self = .int(instant.milliseconds) }

    /// The moment written by `init(milliseconds:)`; nil for anything else.
    package var moment: Instant? { whole.map { Instant(milliseconds: $0) } }

    /// The whole number in an int, or in a double that holds one.
    package var whole: Int64? {
        switch self {
        case .int(let number): number
        case .uint(let number): Int64(exactly: number)
        case .double(let number): Int64(exactly: number)
        case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type: nil
        }
    }

    /// The elements of a list; nil for anything else.
    var elements: [Value]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }

    /// A map of the entries that have a value; a journal keeps no nulls.
    init(present entries: KeyValuePairs<String, Value?>) {
        var map: [Value: Value] = [:]
        for (key, value) in entries { map[.string(key)] = value }
        self = .map(map)
    }
}
