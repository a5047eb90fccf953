internal import Orchestration

/// What time and those who have left make of the attempts that wait.
extension StepQueue {
    /// When time opens a gate that lanes wait before; nil where none does.
    func opens(after now: Instant) -> Instant? {
        timed.compactMap { gates[$0]?.opens(after: now) }.min()
    }

    /// Lets lanes go on whose gate time has opened.
    mutating func wake(at now: Instant) {
        for key in timed where gates[key]?.isOpen(at: now) != false {
            timed.remove(key)
            passOn(key, at: now)
        }
    }

    /// Whether there are so many attempts that most may count no longer.
    var isCrowded: Bool { attempts > crowd }

    /// Lets go of attempts that no longer count: those of ended runs behind a limit that holds for
    /// days would pile up.
    ///
    /// Done when it is crowded, it costs each attempt O(1) over time.
    mutating func sweep(keeping isWanted: (Lease) -> Bool) {
        attempts = 0
        for lane in lanes.indices {
            lanes[lane].leases.removeAll { !isWanted($0) }
            attempts += lanes[lane].leases.count
        }
        crowd = 2 * attempts + Self.crowdMin
    }

    /// The step of each workflow that most attempts wait at, but for those an operator has paused.
    ///
    /// Looks at every attempt that waits.
    func backlogs(among isWanted: (Lease) -> Bool) -> [String: Backlog] {
        var counts: [String: [String: (waiting: Int, first: Lease)]] = [:]
        for lane in lanes {
            if case .parked = lane.state { continue }
            for lease in lane.leases where isWanted(lease) {
                counts[lease.workflow, default: [:]][lease.step, default: (0, lease)].waiting += 1
            }
        }
        return counts.compactMapValues { steps in
            steps.max { ($0.value.waiting, $1.key) < ($1.value.waiting, $0.key) }.map {
                Backlog(
                    step: $0.key,
                    waiting: $0.value.waiting,
                    reason: reason(of: $0.value.first)
                )
            }
        }
    }

    /// The first attempt of each lane, but for those an operator has paused: none of the same lane has
    /// waited longer.
    func heads(among isWanted: (Lease) -> Bool) -> [Lease] {
        lanes.compactMap { lane in
            // One that stands before a gate is held back by a pause as well.
            pause(of: lane.key) == nil ? lane.leases.first(where: isWanted) : nil
        }
    }

    /// Why an attempt that waits does so; empty where it does for nothing but its turn.
    func reason(of lease: Lease) -> String {
        guard let place = places[laneKey(of: Claim(lease))] else { return "" }
        switch lanes[place].state {
        case .parked(let scope): return scope.reason
        case .blocked(let gate): return gates[gate]?.words(gate) ?? ""
        case .ready, .empty: return isFull ? "waits for one of \(slots) slots" : ""
        }
    }
}
