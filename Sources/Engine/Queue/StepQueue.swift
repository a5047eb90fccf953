internal import Orchestration

/// Attempts that wait for a slot, and who of them is next.
///
/// ```
/// attempts ─► lanes ─► fair line ─► gates ─► a slot
///               ▲                     │ closed
///               └── called ── fair line of that gate
/// ```
/// 1. A workflow with a million waiting attempts delays another's of the same priority by its own
///    share only, at every gate and at the slots.
/// 2. A closed gate holds up nobody who need not pass it; but see 4.
/// 3. Where a gate is open and lanes wait before it, one that needs it is ready: each lane that is
///    let through, held up elsewhere, parked or empty passes the word on.
/// 4. A lane that was called in vain `patience` times keeps its place at the gates that are open
///    until the last one is: two busy gates need never be open at the same moment. As all pass
///    their gates in one order, nobody waits in a circle.
struct StepQueue: Sendable {
    /// Calls in vain after which a lane keeps its places.
    private static let patience = 8

    private let slots: Int
    private(set) var running = 0
    private let rules: LimitRules
    private let shares: [String: Int]
    private(set) var lanes: ContiguousArray<Lane> = []
    private var places: [Lane.Key: Int] = [:]
    private var freePlaces: [Int] = []
    /// Lanes that may go, as far as is known.
    private var ready = FairLine()
    private var gates: [Gate.Key: Gate] = [:]
    /// Gates that time alone will open, with lanes before them.
    private var timed: Set<Gate.Key> = []
    /// What is paused, with the lanes that are held back by it.
    private var parked: [Control.Scope: [Int]] = [:]
    /// Attempts in all lanes, those that no longer count among them.
    private var attempts = 0
    /// More attempts than this are worth a sweep: twice what the last one left, and some.
    private var crowd = Self.crowdMin
    private static var crowdMin: Int { 4096 }

    /// An empty queue under a project's limits; `slots` is how many in all where it does not say.
    init(_ project: Project, slots: Int) {
        rules = LimitRules(project)
        self.slots = project.limits.atOnce ?? slots
        shares = Dictionary(
            project.workflows.map { ($0.name, $0.share) },
            uniquingKeysWith: { _, last in last }
        )
    }

    /// Whether no further attempt may start.
    var isFull: Bool { running >= slots }

    /// Whether an attempt might start if a slot were free.
    var hasReady: Bool { !ready.isEmpty }

    /// Puts an attempt in line.
    mutating func enter(_ lease: Lease) {
        let lane = lane(for: Claim(lease))
        lanes[lane].leases.append(lease)
        attempts += 1
        if lanes[lane].state == .empty { _ = makeReady(lane, at: nil) }
    }

    /// Takes out the attempt to start next.
    ///
    /// - Parameters:
    ///   - now: The moment it is.
    ///   - isWanted: Whether an attempt still counts; one that does not is passed over.
    /// - Returns: Nil when all slots are taken or nothing can start now.
    mutating func take(at now: Instant, where isWanted: (Lease) -> Bool) -> Lease? {
        guard !isFull else { return nil }
        while let lane = ready.popFirst() {
            guard let lease = admit(lane, at: now, isWanted) else { continue }
            running += 1
            return lease
        }
        return nil
    }

    /// An attempt that had a slot has ended.
    mutating func finished(_ lease: Lease, at now: Instant) {
        running -= 1
        for key in rules.gates(for: Claim(lease)) { leave(key, at: now) }
    }

    /// Holds all attempts of what is named back, those to come as well.
    mutating func park(_ scope: Control.Scope, at now: Instant) {
        parked[scope, default: []] += []
        let held = ready.removeAll { [lanes] lane in scope.covers(lanes[lane].key) }
        for lane in held { park(lane, in: scope, at: now) }
        for lane in lanes.indices where scope.covers(lanes[lane].key) {
            giveUpPlaces(of: lane, at: now)
        }
    }

    /// Lets them go on, but for those that another pause holds.
    mutating func unpark(_ scope: Control.Scope) {
        for lane in parked.removeValue(forKey: scope) ?? [] { _ = makeReady(lane, at: nil) }
    }
}

// MARK: - What time and those who have left make of it

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

// MARK: - Lanes

extension StepQueue {
    private func laneKey(of claim: Claim) -> Lane.Key {
        let owner = FairLine.Owner(
            workflow: claim.workflow,
            priority: claim.priority,
            share: max(1, shares[claim.workflow] ?? 1)
        )
        return Lane.Key(owner: owner, route: claim.route, gates: rules.gates(for: claim))
    }

    private mutating func lane(for claim: Claim) -> Int {
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
    private mutating func makeReady(_ lane: Int, at now: Instant?) -> Bool {
        if let scope = pause(of: lanes[lane].key) {
            park(lane, in: scope, at: now)
            return false
        }
        lanes[lane].state = .ready
        ready.enter(lane, of: lanes[lane].key.owner)
        return true
    }

    private func pause(of lane: Lane.Key) -> Control.Scope? {
        guard !parked.isEmpty else { return nil }
        return [.everything, .workflow(lane.owner.workflow), .route(lane.route)]
            .first { parked[$0] != nil }
    }

    private mutating func park(_ lane: Int, in scope: Control.Scope, at now: Instant?) {
        lanes[lane].state = .parked(scope)
        parked[scope]?.append(lane)
        guard let now else { return }
        giveUpPlaces(of: lane, at: now)
        for key in lanes[lane].key.gates { passOn(key, at: now) }
    }

    /// The first attempt of a lane taken out of its line, or the lane put where it has to wait.
    private mutating func admit(
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

    private mutating func begin(_ lane: Int, at now: Instant) -> Lease {
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
    private mutating func retire(_ lane: Int, at now: Instant) {
        lanes[lane].state = .empty
        let keys = lanes[lane].key.gates
        guard !keys.isEmpty else { return }
        giveUpPlaces(of: lane, at: now)
        places[lanes[lane].key] = nil
        freePlaces.append(lane)
        for key in keys { passOn(key, at: now) }
    }

    /// Lines a lane up before a gate; what it was called for goes to others, or is kept for it.
    private mutating func block(_ lane: Int, before closed: Int, at now: Instant) {
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

    private mutating func giveUpPlaces(of lane: Int, at now: Instant) {
        let kept = lanes[lane].key.gates.prefix(lanes[lane].placesKept)
        lanes[lane].placesKept = 0
        lanes[lane].callsInVain = 0
        for key in kept { leave(key, at: now) }
    }
}

// MARK: - Gates

extension StepQueue {
    private func isOpen(_ key: Gate.Key, at now: Instant) -> Bool {
        gates[key]?.isOpen(at: now) ?? true
    }

    private mutating func pass(_ key: Gate.Key, at now: Instant) {
        gates[key, default: rules.gate(key)].enter(at: now)
    }

    private mutating func leave(_ key: Gate.Key, at now: Instant) {
        gates[key]?.leave()
        passOn(key, at: now)
        if gates[key]?.isIdle(at: now) == true { gates[key] = nil }
    }

    /// Calls one lane before an open gate; one that is paused does not count.
    private mutating func passOn(_ key: Gate.Key, at now: Instant) {
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
