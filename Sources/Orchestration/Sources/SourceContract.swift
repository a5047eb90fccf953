/// Why an event was turned away.
package enum EventRejection: Error, Hashable, Sendable {
    /// It is no JSON, for this reason.
    case notJSON(String)
    /// It is no map, so it has no fields.
    case notAMap(found: String)
    /// The workflow it starts cannot tell whose run that is, or what makes it unique.
    case noKey(name: String, why: String)
    /// A field that every event has is missing, is no text, or is longer than 256 bytes.
    case unnamed(field: String)
    /// Its `time` is no instant.
    case badTime(String)
    /// No source and no workflow knows such events.
    case unknownType(String)
    case tooLarge(bytes: Int, limit: Int)
    case missing(field: String)
    case wrongType(field: String, expected: String, found: String)
    /// A number that its source never sends.
    case outOfRange(field: String, Double, lowest: Double?, highest: Double?)
    /// A text that its source never sends.
    case notAllowed(field: String, String)
    /// A key that came before, within the time in which its source promises it once.
    case repeated(field: String, within: Duration)
    /// Its own time is further ahead of ours than clocks may differ.
    case fromTheFuture(by: Duration)
    /// Its own time is before 1970, which no event's is.
    case beforeTime
    /// It is older than its source takes.
    case tooOld(by: Duration, limit: Duration)

    /// Short and stable, for counting by reason.
    package var code: String {
        switch self {
        case .notJSON: "not_json"
        case .notAMap: "not_a_map"
        case .noKey(let name, _): "no_key:\(name)"
        case .unnamed(let field): "unnamed:\(field)"
        case .badTime: "bad_time"
        case .unknownType: "unknown_type"
        case .tooLarge: "too_large"
        case .missing(let field): "missing:\(field)"
        case .wrongType(let field, _, _): "type:\(field)"
        case .outOfRange(let field, _, _, _): "range:\(field)"
        case .notAllowed(let field, _): "value:\(field)"
        case .repeated(let field, _): "repeated:\(field)"
        case .fromTheFuture: "future"
        case .beforeTime: "before_time"
        case .tooOld: "too_old"
        }
    }

    /// The code and the explanation, as the dead-letter list keeps them.
    package var text: String { "\(code): \(explanation)" }

    /// The code at the beginning of a kept text; the whole text where it has none.
    package static func code(in text: String) -> String {
        // A code may hold a colon itself, but no blank.
        guard let blank = text.firstIndex(of: " "), blank > text.startIndex,
            text[text.index(before: blank)] == ":"
        else { return text }
        return String(text[..<text.index(before: blank)])
    }

    /// What · why · next, in one or two sentences.
    package var explanation: String {
        switch self {
        case .notJSON(let why): "The event is no JSON: \(why)."
        case .unnamed(let field): "`\(field)` must be a text of 1 to 256 bytes."
        case .noKey(let name, let why): "`\(name)` \(why)."
        case .badTime(let text):
            "`time` must be an RFC 3339 instant, not \(text.prefix(40))."
        case .unknownType(let type):
            "No source or workflow knows events of type `\(type.prefix(64))`."
        case .notAMap(let found): "The event is \(found), and must be a map of fields."
        case .tooLarge(let bytes, let limit):
            "The event has \(bytes) bytes and its source allows \(limit). "
                + "Send less, or raise `bytes_max`."
        case .missing(let field): "The event has no `\(field)`, which its source promises."
        case .wrongType(let field, let expected, let found):
            "`\(field)` is \(found), and its source promises \(expected)."
        case .outOfRange(let field, let number, let lowest, let highest):
            "`\(field)` is \(number.inExpressions), and its source promises "
                + Self.words(lowest, highest) + "."
        case .notAllowed(let field, let text):
            "`\(field)` is `\(text.prefix(64))`, which its source does not list."
        case .repeated(let field, let window):
            "`\(field)` is one that came less than \(window.inWords) ago, and its source promises "
                + "it once."
        case .fromTheFuture(let ahead):
            "The event's time is \(ahead.inWords) ahead of ours. Check the sender's clock."
        case .beforeTime: "The event's time is before 1970. Check its unit."
        case .tooOld(let age, let limit):
            "The event is \(age.inWords) old and its source takes none older than "
                + "\(limit.inWords). Replay it with a greater `oldest`, or let it go."
        }
    }

    private static func words(_ lowest: Double?, _ highest: Double?) -> String {
        switch (lowest, highest) {
        case (let lowest?, let highest?):
            "\(lowest.inExpressions) to \(highest.inExpressions)"
        case (let lowest?, nil): "\(lowest.inExpressions) at least"
        case (nil, let highest?): "\(highest.inExpressions) at most"
        case (nil, nil): "any number"
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
        for check in checks where check.onBreach == .block {
            guard let value = entries[.string(check.field)], value != .null else { continue }
            try check.check(value)
        }
        guard let eventTime else { return }
        guard eventTime <= now + Self.skewMax else { throw .fromTheFuture(by: eventTime - now) }
        guard eventTime >= .epoch else { throw .beforeTime }
        guard let oldest, now - eventTime > oldest else { return }
        throw .tooOld(by: now - eventTime, limit: oldest)
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
    var contractWord: String {
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
