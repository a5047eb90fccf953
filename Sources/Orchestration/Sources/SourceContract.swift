/// Why an event was turned away.
package enum EventRejection: Error, Hashable, Sendable {
    /// It is no map, so it has no fields.
    case notAMap(found: String)
    case tooLarge(bytes: Int, limit: Int)
    case missing(field: String)
    case wrongType(field: String, expected: String, found: String)
    /// Its own time is further ahead of ours than clocks may differ.
    case fromTheFuture(by: Duration)
    /// Its own time is before 1970, which no event's is.
    case beforeTime

    /// Short and stable, for counting by reason.
    package var code: String {
        switch self {
        case .notAMap: "not_a_map"
        case .tooLarge: "too_large"
        case .missing(let field): "missing:\(field)"
        case .wrongType(let field, _, _): "type:\(field)"
        case .fromTheFuture: "future"
        case .beforeTime: "before_time"
        }
    }

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .notAMap(let found): "The event is \(found), and must be a map of fields."
        case .tooLarge(let bytes, let limit):
            "The event has \(bytes) bytes and its source allows \(limit). "
                + "Send less, or raise `bytes_max`."
        case .missing(let field): "The event has no `\(field)`, which its source promises."
        case .wrongType(let field, let expected, let found):
            "`\(field)` is \(found), and its source promises \(expected)."
        case .fromTheFuture(let ahead):
            "The event's time is \(ahead.inWords) ahead of ours. Check the sender's clock."
        case .beforeTime: "The event's time is before 1970. Check its unit."
        }
    }
}

extension SourceCard {
    /// How far ahead of ours a sender's clock may be.
    package static let skewMax = Duration.seconds(300)

    /// Checks an event against what the source promises.
    /// - Parameters:
    ///   - event: The parsed event.
    ///   - bytes: Its size as received.
    ///   - eventTime: Its own time; nil where it has none, which the contract says by a field.
    ///   - now: When it arrived.
    /// - Throws: The first promise it breaks; fields in the order of their names.
    package func check(
        _ event: Value,
        bytes: Int,
        eventTime: Instant?,
        at now: Instant
    ) throws(EventRejection) {
        guard bytes <= bytesMax else { throw .tooLarge(bytes: bytes, limit: bytesMax) }
        guard case .map(let entries) = event else { throw .notAMap(found: event.contractWord) }
        for (field, type) in fields.sorted(by: { $0.key < $1.key }) {
            guard let value = entries[.string(field)], value != .null else {
                throw .missing(field: field)
            }
            guard value.isOf(type) else {
                throw .wrongType(field: field, expected: type, found: value.contractWord)
            }
        }
        guard let eventTime else { return }
        guard eventTime <= now + Self.skewMax else { throw .fromTheFuture(by: eventTime - now) }
        guard eventTime >= .epoch else { throw .beforeTime }
    }
}

extension Value {
    /// Whether the value is of a contract's type; a type no contract knows is nobody's.
    fileprivate func isOf(_ type: String) -> Bool {
        switch (type, self) {
        case ("string", .string), ("bool", .bool), ("list", .list), ("map", .map): true
        case ("number", .int), ("number", .uint): true
        case ("number", .double(let number)): number.isFinite
        case ("timestamp", .timestamp): true
        // JSON has no timestamps: a text of that form is one.
        case ("timestamp", .string(let text)): RFC3339.parse(text) != nil
        default: false
        }
    }

    /// The type in a contract's words.
    fileprivate var contractWord: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int, .uint, .double: "number"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .type: "type"
        }
    }
}
