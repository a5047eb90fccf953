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
    static let patience = 8

    let slots: Int
    var running = 0
    var rules: LimitRules
    let shares: [String: Int]
    var lanes: ContiguousArray<Lane> = []
    var places: [Lane.Key: Int] = [:]
    var freePlaces: [Int] = []
    /// Lanes that may go, as far as is known.
    var ready = FairLine()
    var gates: [Gate.Key: Gate] = [:]
    /// Gates that time alone will open, with lanes before them.
    var timed: Set<Gate.Key> = []
    /// Gates whose rates have let attempts begin since this was last written down.
    var spent: Set<Gate.Key> = []
    /// What is paused, with the lanes that are held back by it.
    var parked: [Control.Scope: [Int]] = [:]
    /// Attempts in all lanes, those that no longer count among them.
    var attempts = 0
    /// More attempts than this are worth a sweep: twice what the last one left, and some.
    var crowd = Self.crowdMin
    static var crowdMin: Int { 4096 }

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
