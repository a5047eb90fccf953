internal import Journal
internal import Orchestration

/// Events of sources that are paused: kept in the order they came.
struct HeldEvents: Sendable {
    static let kind = "held"

    /// One of them, as the journal keeps it.
    struct Entry: Sendable {
        /// Ascends with its arrival.
        let id: String
        let source: String
        let arrived: Instant
        let event: IncomingEvent
    }

    /// How many there are of each source.
    private(set) var counts: [String: Int] = [:]
    private var keys: Set<EventKey> = []
    private var newest = 0

    /// Whether that event is among them.
    func holds(_ key: EventKey) -> Bool { keys.contains(key) }

    /// Takes one more.
    /// - Returns: What must become durable before its sender hears that it was taken.
    mutating func keep(_ event: IncomingEvent, of source: String, at now: Instant) -> Record {
        newest += 1
        keys.insert(event.key)
        counts[source, default: 0] += 1
        let number = String(newest)
        let id = String(repeating: "0", count: max(0, 12 - number.count)) + number
        let kept: Value = [
            "source": .string(source), "at": .int(now.milliseconds), "event": event.value,
        ]
        return .state(kind: Self.kind, id: id, value: kept.jsonBytes)
    }

    /// One is taken in, or was known all along.
    /// - Returns: What belongs into the commit that takes it in.
    mutating func letGo(_ entry: Entry) -> Record {
        keys.remove(entry.event.key)
        counts[entry.source, default: 1] -= 1
        if counts[entry.source] == 0 { counts[entry.source] = nil }
        return .state(kind: Self.kind, id: entry.id, value: nil)
    }

    /// Takes up what an earlier engine kept.
    mutating func restore(_ stored: [String: [UInt8]]) {
        newest = stored.keys.compactMap { Int($0) }.max() ?? newest
        for entry in Self.entries(stored) {
            keys.insert(entry.event.key)
            counts[entry.source, default: 0] += 1
        }
    }

    /// Those that the journal keeps, in the order they came.
    static func entries(_ stored: [String: [UInt8]]) -> [Entry] {
        stored.sorted { $0.key < $1.key }.compactMap { id, bytes in
            guard let value = try? Value(json: bytes), let source = value["source"]?.text,
                case .int(let at)? = value["at"], let kept = value["event"],
                let event = try? IncomingEvent(kept)
            else { return nil }
            let arrived = Instant(milliseconds: at)
            return Entry(id: id, source: source, arrived: arrived, event: event)
        }
    }
}
