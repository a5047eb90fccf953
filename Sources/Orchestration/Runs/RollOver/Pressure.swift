/// What an engine bears of one history before its run goes on in a fresh one.
package struct Pressure: Hashable, Sendable {
    /// Facts since the run was opened or rolled over.
    package var factsMax: Int
    /// Bytes of results, inputs and words in them.
    package var bytesMax: Int
    /// What is carried over is about as long as so many facts for each slot: rolling over sooner
    /// would cost more than it saves.
    package var factsPerSlot: Int

    package init(
        factsMax: Int = 10_000,
        bytesMax: Int = 16 << 20,
        factsPerSlot: Int = 4
    ) {
        self.factsMax = factsMax
        self.bytesMax = bytesMax
        self.factsPerSlot = factsPerSlot
    }

    /// Bears any history.
    package static let none = Pressure(factsMax: .max, bytesMax: .max, factsPerSlot: 0)

    /// Whether a history has become too long for a run of so many slots.
    func asksForRollOver(_ length: HistoryLength, slots: Int) -> Bool {
        let facts = max(factsMax, slots.multipliedReportingOverflow(by: factsPerSlot).partialValue)
        // Where what is carried is long itself, it takes as much again to make it worth while.
        let bytes = max(1, bytesMax, length.carried.multipliedReportingOverflow(by: 4).partialValue)
        // A history that has only just begun is never too long, whatever the limits.
        return length.facts > 1 && (length.facts >= facts || length.bytes >= bytes)
    }
}

/// How long the history is that a run was folded from, since its opening or its newest roll-over.
struct HistoryLength: Hashable, Sendable {
    var facts = 0
    var bytes = 0
    /// The bytes that the newest roll-over carried; 0 before the first.
    var carried = 0

    mutating func add(_ fact: Fact) {
        facts += 1
        bytes += fact.weight
    }
}

extension Fact {
    /// The bytes of what came from outside in it.
    fileprivate var weight: Int {
        switch self {
        case .succeeded(_, let payload): payload.weight
        case .failed(_, let failure): failure.message.utf8.count
        case .acted(let act): act.reason.utf8.count + (act.data?.count ?? 0)
        case .opened, .closed, .dispatched, .expanded, .awaiting, .skipped, .withdrawn, .alarmSet,
            .alarmRang, .alarmDropped, .labelled:
            0
        }
    }
}

extension Payload {
    fileprivate var weight: Int {
        switch self {
        case .inline(let bytes): bytes.count
        case .artifact: 0
        }
    }
}
