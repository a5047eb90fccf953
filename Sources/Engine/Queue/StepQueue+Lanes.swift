internal import Orchestration

/// How lanes move between the line for a slot, the gates and a pause.
extension StepQueue {
    func laneKey(of claim: Claim) -> Lane.Key {
        let owner = FairLine.Owner(
            workflow: claim.workflow,
            priority: claim.priority,
            share: max(1, shares[claim.workflow] ?? 1)
        )
        return Lane.Key(owner: owner, route: claim.route, gates: rules.gates(for: claim))
    }

    mutating func lane(for claim: Claim) -> Int {
        let key = laneKey(of: claim)
        if let place = places[key] { return place }
        if let place = freePlaces.popLast() {
            lanes[place] = Lane(key: key)
            places[key] = place
            return place
        }
        lanes.append(Lane(key: key))
        places[key] = lanes.count - 1
        return lanes.count - 1
    }

    /// Puts a lane in line for a slot, unless it is paused.
    /// - Parameters:
    ///   - lane: Its place.
    ///   - now: The moment it is; nil where the lane keeps no places.
    /// - Returns: Whether it is in line.
    mutating func makeReady(_ lane: Int, at now: Instant?) -> Bool {
        if let scope = pause(of: lanes[lane].key) {
            park(lane, in: scope, at: now)
            return false
        }
        lanes[lane].state = .ready
        ready.enter(lane, of: lanes[lane].key.owner)
        return true
    }

    func pause(of lane: Lane.Key) -> Control.Scope? {
        guard !parked.isEmpty else { return nil }
        return [.everything, .workflow(lane.owner.workflow), .route(lane.route)]
            .first { parked[$0] != nil }
    }

    mutating func park(_ lane: Int, in scope: Control.Scope, at now: Instant?) {
        lanes[lane].state = .parked(scope)
        parked[scope]?.append(lane)
        guard let now else { return }
        giveUpPlaces(of: lane, at: now)
        for key in lanes[lane].key.gates { passOn(key, at: now) }
    }

    /// The first attempt of a lane taken out of its line, or the lane put where it has to wait.
    mutating func admit(
        _ lane: Int,
        at now: Instant,
        _ isWanted: (Lease) -> Bool
    ) -> Lease? {
        while let first = lanes[lane].leases.first, !isWanted(first) {
            lanes[lane].leases.removeFirst()
            attempts -= 1
        }
        guard !lanes[lane].leases.isEmpty else {
            retire(lane, at: now)
            return nil
        }
        let keys = lanes[lane].key.gates
        if let closed = keys.indices.dropFirst(lanes[lane].placesKept).first(where: {
            !isOpen(keys[$0], at: now)
        }) {
            block(lane, before: closed, at: now)
            return nil
        }
        return begin(lane, at: now)
    }

    mutating func begin(_ lane: Int, at now: Instant) -> Lease {
        let (owner, keys) = (lanes[lane].key.owner, lanes[lane].key.gates)
        for key in keys.dropFirst(lanes[lane].placesKept) { pass(key, at: now) }
        ready.charge(owner)
        lanes[lane].placesKept = 0
        lanes[lane].callsInVain = 0
        let lease = lanes[lane].leases.removeFirst()
        attempts -= 1
        if lanes[lane].leases.isEmpty {
            retire(lane, at: now)
        } else {
            _ = makeReady(lane, at: nil)
            for key in keys { passOn(key, at: now) }
        }
        return lease
    }

    /// Lanes without gates are few and come back soon; the others would pile up, one a customer.
    mutating func retire(_ lane: Int, at now: Instant) {
        lanes[lane].state = .empty
        let keys = lanes[lane].key.gates
        guard !keys.isEmpty else { return }
        giveUpPlaces(of: lane, at: now)
        places[lanes[lane].key] = nil
        freePlaces.append(lane)
        for key in keys { passOn(key, at: now) }
    }

    /// Lines a lane up before a gate; what it was called for goes to others, or is kept for it.
    mutating func block(_ lane: Int, before closed: Int, at now: Instant) {
        let keys = lanes[lane].key.gates
        if lanes[lane].callsInVain >= Self.patience {
            for key in keys[lanes[lane].placesKept..<closed] { pass(key, at: now) }
            lanes[lane].placesKept = closed
        }
        let key = keys[closed]
        lanes[lane].state = .blocked(key)
        gates[key, default: rules.gate(key)].await(
            lane,
            of: lanes[lane].key.owner,
            keepsPlaces: lanes[lane].placesKept > 0
        )
        if gates[key]?.opens(after: now) != nil { timed.insert(key) }
        for other in keys where other != key { passOn(other, at: now) }
    }

    mutating func giveUpPlaces(of lane: Int, at now: Instant) {
        let kept = lanes[lane].key.gates.prefix(lanes[lane].placesKept)
        lanes[lane].placesKept = 0
        lanes[lane].callsInVain = 0
        for key in kept { leave(key, at: now) }
    }
}
