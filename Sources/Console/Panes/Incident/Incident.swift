internal import Orchestration

/// What was out of the ordinary, in the order it happened: the one line of an incident.
///
/// The engine's tail forgets within seconds what is normal and what is not alike; this remembers
/// what is not: alerts, overrides, drift, failures, late sources and what operators did.
package struct Incident: Hashable, Sendable {
    private var events: [EventLine] = []
    /// The newest event of the tail that was looked at.
    private var newest = Instant.epoch
    private var seenAtNewest: Set<EventLine> = []

    package init() {}

    /// At most so many are kept.
    static let limit = 1000

    /// Takes what is new in the tail.
    mutating func take(_ tail: [EventLine]) {
        for event in tail where event.at >= newest {
            if event.at > newest {
                newest = event.at
                seenAtNewest = []
            }
            guard seenAtNewest.insert(event).inserted, Self.matters(event.word) else { continue }
            events.append(event)
        }
        if events.count > Self.limit { events.removeFirst(events.count - Self.limit) }
    }

    /// What had happened by a moment, oldest first; all of it where there is none.
    func lines(until moment: Instant?) -> [EventLine] {
        guard let moment else { return events }
        return events.filter { $0.at <= moment }
    }

    /// Whether an event is more than the usual business of runs.
    private static func matters(_ word: String) -> Bool {
        switch StateWord(rawValue: word) {
        case .ok, .run, .wait, .skip, .idle, .held: false
        case .noData, .fail, .crit, .late, .drift, .retry, .warn, .cool, .paused, .cancelled, nil:
            true
        }
    }
}
