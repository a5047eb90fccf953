internal import Orchestration

/// What operators throttle is one gate more for the attempts it concerns.
extension StepQueue {
    /// Holds what operators throttle to these rates from now on, and nothing else.
    ///
    /// Attempts that wait line up anew, as other gates stand before them now: O(attempts). What a
    /// throttle has let begin stays counted where only its rate changes.
    mutating func throttle(_ rates: [Throttle.Subject: Rate]) {
        let waiting = vacate()
        let marks = gates.keys.compactMap { key -> (Gate.Key, Int64)? in
            guard case .throttle = key, let mark = spentMark(of: key) else { return nil }
            return (key, mark)
        }
        rules.throttle(rates)
        for (key, mark) in marks {
            gates[key] = nil
            guard case .throttle(let subject) = key, rates[subject] != nil else {
                spent.remove(key)
                continue
            }
            restore(key, spent: mark)
        }
        for lease in waiting { enter(lease) }
    }

    /// Whether an attempt waits because an operator throttles it.
    func isThrottled(_ lease: Lease) -> Bool {
        guard let place = places[laneKey(of: Claim(lease))],
            case .blocked(.throttle) = lanes[place].state
        else { return false }
        return true
    }

    /// How many attempts wait because of each throttle.
    var throttled: [Throttle.Subject: Int] {
        lanes.reduce(into: [:]) { counts, lane in
            guard case .blocked(.throttle(let subject)) = lane.state else { return }
            counts[subject, default: 0] += lane.leases.count
        }
    }

    /// Takes out all that wait, in the order of their lanes, and closes the lanes.
    private mutating func vacate() -> [Lease] {
        let waiting = lanes.flatMap(\.leases)
        for lane in lanes {
            for key in lane.key.gates.prefix(lane.placesKept) { gates[key]?.leave() }
        }
        for key in gates.keys { gates[key]?.clear() }
        (lanes, places, freePlaces, ready) = ([], [:], [], FairLine())
        timed = []
        attempts = 0
        for scope in parked.keys { parked[scope] = [] }
        return waiting
    }
}
