internal import DequeModule
internal import Orchestration

/// Attempts that wait for a slot, in order, with those of paused workflows set aside.
struct StepQueue: Sendable {
    var slots = 64
    private(set) var running = 0
    private var ready = Deque<Entry>()
    private var parked: [String: [Entry]] = [:]

    struct Entry: Sendable {
        let lease: Lease
    }

    var waiting: Int { ready.count }

    /// Whether no further attempt may start.
    var isFull: Bool { running >= slots }

    mutating func enter(_ lease: Lease, isPaused: Bool) {
        if isPaused {
            parked[lease.workflow, default: []].append(Entry(lease: lease))
        } else {
            ready.append(Entry(lease: lease))
        }
    }

    /// The next attempt to start; nil when all slots are taken or nothing waits.
    mutating func take() -> Lease? {
        guard running < slots, let first = ready.popFirst() else { return nil }
        running += 1
        return first.lease
    }

    mutating func finished() { running -= 1 }

    /// Forgets what still waits for a run that has ended.
    mutating func drop(_ run: RunID) {
        if ready.contains(where: { $0.lease.run == run }) {
            ready.removeAll { $0.lease.run == run }
        }
        for workflow in parked.keys { parked[workflow]?.removeAll { $0.lease.run == run } }
    }

    mutating func park(_ workflow: String) {
        let moved = ready.filter { $0.lease.workflow == workflow }
        ready.removeAll { $0.lease.workflow == workflow }
        parked[workflow, default: []] += moved
    }

    mutating func unpark(_ workflow: String) {
        ready.append(contentsOf: parked.removeValue(forKey: workflow) ?? [])
    }
}
