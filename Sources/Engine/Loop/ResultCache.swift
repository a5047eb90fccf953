internal import Journal
internal import Orchestration

/// Results that stand for the same input for a while.
///
/// Bounded: what is over goes first, then what would be over soonest.
struct ResultCache: Sendable {
    static let kind = "cache"
    static let entriesMax = 4096

    private struct Entry: Sendable {
        let until: Instant
        let result: [UInt8]
    }

    private var entries: [String: Entry] = [:]

    /// The result kept under that key; nil where there is none any more.
    func result(of key: String, at now: Instant) -> [UInt8]? {
        guard let entry = entries[key], entry.until > now else { return nil }
        return entry.result
    }

    /// Keeps a result.
    /// - Returns: What must become durable: it, and that others are forgotten.
    mutating func keep(_ result: Value, of key: String, until: Instant, at now: Instant) -> [Record]
    {
        let entry: Value = ["until": .int(until.milliseconds), "result": result]
        var records: [Record] = entries.count < Self.entriesMax ? [] : makeRoom(at: now)
        entries[key] = Entry(until: until, result: result.jsonBytes)
        records.append(.state(kind: Self.kind, id: key, value: entry.jsonBytes))
        return records
    }

    /// An eighth is forgotten at once, so that the next ones cost nothing.
    private mutating func makeRoom(at now: Instant) -> [Record] {
        let oldest = entries.sorted { $0.value.until < $1.value.until }.map(\.key)
        let over = oldest.prefix { (entries[$0]?.until ?? now) <= now }.count
        let gone = oldest.prefix(max(over, Self.entriesMax / 8))
        for key in gone { entries[key] = nil }
        return gone.map { .state(kind: Self.kind, id: $0, value: nil) }
    }

    /// Takes up what an earlier engine kept.
    mutating func restore(_ stored: [String: [UInt8]]) {
        for (key, bytes) in stored {
            guard let value = try? Value(json: bytes), case .int(let until)? = value["until"],
                let result = value["result"]
            else { continue }
            let due = Instant(milliseconds: until)
            entries[key] = Entry(until: due, result: result.jsonBytes)
        }
    }
}
