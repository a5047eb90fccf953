package import Orchestration

/// An event as it came in, read but not yet judged.
package struct Arrival: Sendable {
    let event: IncomingEvent
    let raw: [UInt8]
    /// The dead letter it was until now; nil for one that comes from outside.
    var letter: Int64?
    /// What it was kept as while its source was paused; nil for one that comes only now.
    var held: HeldEvents.Entry?
    /// The workflow it is to start whatever its type, by an operator's word; nil for an event.
    var plan: Plan?
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
    /// It is kept until this source goes on, which an operator paused.
    case held(String)
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
    /// - Throws: What is missing or wrong.
    package init(json: [UInt8], bytesMax: Int = 16_777_216) throws(EventRejection) {
        guard json.count <= bytesMax else {
            throw .tooLarge(bytes: json.count, limit: bytesMax)
        }
        let value: Value
        do { value = try Value(json: json) } catch {
            throw .notJSON("\(error.message), at byte \(error.offset)")
        }
        try self.init(value)
    }

    package init(_ value: Value) throws(EventRejection) {
        guard case .map(var fields) = value else { throw .notAMap(found: "no JSON object") }
        if case .map(let data)? = fields[.string("data")], fields[.string("specversion")] != nil {
            fields.merge(data) { envelope, _ in envelope }
        }
        self.value = .map(fields)
        type = try Self.text("type", fields)
        id = try Self.text("id", fields)
        let time = try Self.text("time", fields)
        guard let instant = Instant(text: time) else { throw .badTime(time) }
        self.time = instant
    }

    /// An event of our own making.
    init(type: String, id: String, time: Instant, value: Value) {
        self.type = type
        self.id = id
        self.time = time
        self.value = value
    }

    private static func text(
        _ name: String,
        _ fields: [Value: Value]
    ) throws(EventRejection) -> String {
        guard case .string(let text)? = fields[.string(name)], !text.isEmpty, text.utf8.count <= 256
        else { throw .unnamed(field: name) }
        return text
    }
}
