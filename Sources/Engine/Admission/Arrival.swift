package import Orchestration

/// An event as it came in, read but not yet judged.
package struct Arrival: Sendable {
    let event: IncomingEvent
    let raw: [UInt8]
    let answer: @Sendable (Admission) -> Void
}

/// What became of an event; told only once it is durable.
package enum Admission: Hashable, Sendable {
    /// It started this run.
    case started(RunID)
    /// It ended the waits of that many steps, and started nothing.
    case signalled(Int)
    /// Nobody was interested.
    case noted
    /// An event of that type and id had been accepted before.
    case duplicate
    /// It is kept in the dead-letter list, for this reason.
    case deadLetter(String)
    /// The engine was stopped while its journal could not be written, for this reason: the event
    /// was not accepted, and may be brought in again.
    case lost(String)
}

/// What makes an event the same event.
package struct EventKey: Hashable, Sendable {
    let type: String
    let id: String
}

/// An event with the fields every event must have.
///
/// Plain objects and CloudEvents 1.0 are read alike: the fields of a CloudEvent's `data` stand
/// beside its own.
package struct IncomingEvent: Sendable {
    package let type: String
    package let id: String
    /// By its own account.
    package let time: Instant
    package let value: Value

    var key: EventKey { EventKey(type: type, id: id) }

    /// Reads one event from JSON.
    /// - Throws: `Failure.badInput` naming the field that is missing or wrong.
    package init(json: [UInt8], bytesMax: Int = 65_536) throws(Failure) {
        guard json.count <= bytesMax else {
            throw Failure(
                .badInput,
                "The event has \(json.count) bytes; at most \(bytesMax) are taken."
            )
        }
        let value: Value
        do { value = try Value(json: json) } catch {
            throw Failure(.badInput, "It is no JSON: \(error)")
        }
        try self.init(value)
    }

    package init(_ value: Value) throws(Failure) {
        guard case .map(var fields) = value else {
            throw Failure(.badInput, "An event must be a JSON object.")
        }
        if case .map(let data)? = fields[.string("data")], fields[.string("specversion")] != nil {
            fields.merge(data) { envelope, _ in envelope }
        }
        self.value = .map(fields)
        type = try Self.text("type", fields)
        id = try Self.text("id", fields)
        let time = try Self.text("time", fields)
        guard let instant = Instant(text: time) else {
            throw Failure(.badInput, "`time` must be an RFC 3339 instant, not \(time.prefix(40)).")
        }
        self.time = instant
    }

    private static func text(_ name: String, _ fields: [Value: Value]) throws(Failure) -> String {
        guard case .string(let text)? = fields[.string(name)], !text.isEmpty, text.utf8.count <= 256
        else {
            throw Failure(.badInput, "`\(name)` must be a text of 1 to 256 bytes.")
        }
        return text
    }
}
