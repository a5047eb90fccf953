internal import DequeModule
internal import Orchestration

/// Waiting attempts that are held up by the same things: they go one after the other.
struct Lane: Sendable {
    /// Attempts of one workflow, priority and route that must pass the same gates.
    struct Key: Hashable, Sendable {
        let owner: FairLine.Owner
        /// Empty where they take none.
        let route: String
        /// In the order they are passed.
        let gates: [Gate.Key]
    }

    let key: Key
    var leases = Deque<Lease>()
    var state = State.empty
    /// How often a gate has called it since its last attempt began, only for it to find another
    /// gate closed.
    var callsInVain = 0
    /// How many of its gates, from the first on, it keeps a place at.
    var placesKept = 0

    /// Where it stands.
    enum State: Hashable, Sendable {
        case empty
        /// In line for a slot.
        case ready
        /// In line before a gate.
        case blocked(Gate.Key)
        /// It is paused.
        case parked(Control.Scope)
    }
}

extension Control.Scope {
    /// Whether a pause of it holds the lane back.
    func covers(_ lane: Lane.Key) -> Bool {
        switch self {
        case .everything: true
        case .workflow(let name): lane.owner.workflow == name
        case .route(let name): lane.route == name
        case .source: false
        }
    }
}
