internal import Orchestration

/// Who waits for which event of whom.
struct WaitIndex: Sendable {
    struct Key: Hashable, Sendable {
        let event: String
        let subject: String
    }

    struct Waiter: Hashable, Sendable {
        let run: RunID
        let key: StepKey
    }

    private var waiters: [Key: [Waiter]] = [:]

    mutating func enter(_ waiter: Waiter, _ key: Key) { waiters[key, default: []].append(waiter) }

    /// Everyone who waits for that event; they wait no longer.
    mutating func take(_ key: Key) -> [Waiter] { waiters.removeValue(forKey: key) ?? [] }

    /// Forgets one wait that is over; the run may wait for the same event elsewhere.
    mutating func leave(_ waiter: Waiter, _ key: Key) {
        waiters[key]?.removeAll { $0 == waiter }
        if waiters[key]?.isEmpty == true { waiters[key] = nil }
    }

    /// Forgets a run that has ended.
    mutating func leave(_ run: RunID, _ key: Key) {
        waiters[key]?.removeAll { $0.run == run }
        if waiters[key]?.isEmpty == true { waiters[key] = nil }
    }

    /// Whether anybody waits for an event of that type: where not, no subject need be worked out.
    var isEmpty: Bool { waiters.isEmpty }
}
