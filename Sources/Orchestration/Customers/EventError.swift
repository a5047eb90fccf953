/// Why an event cannot become part of a profile.
package enum EventError: Error, Hashable, Sendable {
    /// The event is no map.
    case notAMap
    case missing(field: String)
    case unexpected(field: String, expected: String)
    /// Longer or more than a profile keeps.
    case tooLarge(field: String, limit: Int)
    /// Further ahead of its arrival than clocks differ.
    case fromTheFuture(time: Instant, arrival: Instant)
}

extension EventError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notAMap: "The event is no object; send an object with id, type and time."
        case .missing(let field): "The event has no \(field); its sender must give one."
        case .unexpected(let field, let expected):
            "The event's \(field) is not \(expected); correct it at its sender."
        case .tooLarge(let field, let limit):
            "The event's \(field) is larger than \(limit); send what a profile needs, not more."
        case .fromTheFuture(let time, let arrival):
            "The event's time is \((time - arrival).milliseconds) ms after its arrival; set the "
                + "sender's clock."
        }
    }
}
