internal import DequeModule

/// Lanes that wait for the same thing, in fair order.
///
/// ```
/// greatest priority ─► ring of workflows ─► lanes of the first one
/// ```
/// 1. Workflows of one priority take turns by share, however many lanes each has: deficit round
///    robin.
/// 2. A priority that was passed over `patience` times is next, whatever is greater: none starves.
///
/// A turn is used up by `charge`, not by being looked at: a lane that turns out to wait for something
/// else costs its workflow nothing.
/// Source: M. Shreedhar, G. Varghese, "Efficient Fair Queuing Using Deficit Round Robin", 1996.
struct FairLine: Sendable {
    /// How many of greater priorities go before one of a smaller priority does.
    static let patience = 15

    /// Who stands in line: a workflow at one priority.
    struct Owner: Hashable, Sendable {
        let workflow: String
        let priority: Int
        /// How many of its own may go before the next workflow's turn; at least 1.
        let share: Int
    }

    /// The lanes of one workflow, and how many of them may still go in this turn.
    fileprivate struct Turn: Sendable {
        let workflow: String
        var credit: Int
        var lanes = Deque<Int>()
    }

    /// The workflows of one priority; the first of the ring has its turn.
    fileprivate struct Level: Sendable {
        let priority: Int
        var ring = Deque<Turn>()
        var lanes = 0
        var passedOver = 0
    }

    /// Those with lanes, the greatest priority first.
    private var levels: [Level] = []

    var isEmpty: Bool { levels.isEmpty }

    /// Puts a lane at the end of its workflow's.
    mutating func enter(_ lane: Int, of owner: Owner) {
        levels[place(of: owner.priority)].enter(lane, of: owner)
    }

    /// Takes out the lane whose turn it is.
    mutating func popFirst() -> Int? {
        guard let place = placeInTurn else { return nil }
        let lane = levels[place].popFirst()
        if levels[place].lanes == 0 { levels.remove(at: place) }
        return lane
    }

    /// Counts that the lane last taken out has used its workflow's turn.
    mutating func charge(_ owner: Owner) {
        for place in levels.indices where levels[place].priority <= owner.priority {
            if levels[place].priority < owner.priority {
                levels[place].passedOver += 1
            } else {
                levels[place].passedOver = 0
                levels[place].spend(owner)
            }
        }
    }

    /// Takes out all lanes that `isOut` says.
    mutating func removeAll(where isOut: (Int) -> Bool) -> [Int] {
        let removed = levels.indices.flatMap { levels[$0].removeAll(where: isOut) }
        levels.removeAll { $0.lanes == 0 }
        return removed
    }

    /// The greatest priority, unless one was passed over for too long.
    private var placeInTurn: Int? {
        guard levels.count > 1 else { return levels.indices.first }
        let longest = levels.indices.max { levels[$0].passedOver < levels[$1].passedOver } ?? 0
        return levels[longest].passedOver >= Self.patience ? longest : 0
    }

    private mutating func place(of priority: Int) -> Int {
        let place = levels.firstIndex { $0.priority <= priority } ?? levels.count
        if place == levels.count || levels[place].priority != priority {
            levels.insert(Level(priority: priority), at: place)
        }
        return place
    }
}

extension FairLine.Level {
    mutating func enter(_ lane: Int, of owner: FairLine.Owner) {
        lanes += 1
        if let place = ring.firstIndex(where: { $0.workflow == owner.workflow }) {
            ring[place].lanes.append(lane)
        } else {
            let turn = FairLine.Turn(workflow: owner.workflow, credit: owner.share, lanes: [lane])
            ring.append(turn)
        }
    }

    /// A workflow without lanes keeps its place until its turn comes: one that has a single lane is
    /// without it each time that lane goes.
    mutating func popFirst() -> Int? {
        while !ring.isEmpty {
            if let lane = ring[0].lanes.popFirst() {
                lanes -= 1
                return lane
            }
            ring.removeFirst()
        }
        return nil
    }

    mutating func spend(_ owner: FairLine.Owner) {
        guard ring.first?.workflow == owner.workflow else { return }
        ring[0].credit -= 1
        guard ring[0].credit <= 0, var turn = ring.popFirst() else { return }
        turn.credit = owner.share
        ring.append(turn)
    }

    mutating func removeAll(where isOut: (Int) -> Bool) -> [Int] {
        var removed: [Int] = []
        for place in ring.indices {
            let out = ring[place].lanes.filter(isOut)
            guard !out.isEmpty else { continue }
            ring[place].lanes.removeAll(where: isOut)
            removed += out
        }
        lanes -= removed.count
        return removed
    }
}
