internal import Orchestration

/// Who passes a gate, and who is called when it opens.
extension StepQueue {
    func isOpen(_ key: Gate.Key, at now: Instant) -> Bool {
        gates[key]?.isOpen(at: now) ?? true
    }

    /// The number that a rate is restored from; nil where the gate has none or is as at first.
    func spentMark(of key: Gate.Key) -> Int64? { gates[key]?.spent }

    /// Takes over what an earlier process has let through.
    mutating func restore(_ key: Gate.Key, spent: Int64) {
        gates[key, default: rules.gate(key)].restore(spent: spent)
    }

    mutating func pass(_ key: Gate.Key, at now: Instant) {
        gates[key, default: rules.gate(key)].enter(at: now)
        if gates[key]?.spent != nil { spent.insert(key) }
    }

    mutating func leave(_ key: Gate.Key, at now: Instant) {
        gates[key]?.leave()
        passOn(key, at: now)
        if gates[key]?.isIdle(at: now) == true { gates[key] = nil }
    }

    /// Calls one lane before an open gate; one that is paused does not count.
    mutating func passOn(_ key: Gate.Key, at now: Instant) {
        while isOpen(key, at: now), let lane = gates[key]?.popFirst() {
            gates[key]?.charge(lanes[lane].key.owner)
            lanes[lane].callsInVain += 1
            if makeReady(lane, at: now) { return }
        }
        if gates[key]?.isWaitedFor == true, gates[key]?.opens(after: now) != nil {
            timed.insert(key)
        }
    }
}
