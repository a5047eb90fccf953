internal import DequeModule
internal import Orchestration

/// A limit as it stands now: who is through, and which lanes wait before it.
struct Gate: Sendable {
    /// What it limits.
    enum Key: Hashable, Sendable {
        case all
        case workflow(String)
        case step(workflow: String, step: String)
        case route(String)
        /// What an operator has throttled.
        case throttle(Throttle.Subject)
        /// One subject, across workflows or within the one named.
        case subject(String, workflow: String?)
    }

    private let atOnce: Int?
    private let rate: Rate?
    private var bucket: TokenBucket?
    private(set) var inside = 0
    /// Lanes that keep places at other gates meanwhile: they go first.
    private var keepers = Deque<Int>()
    private var line = FairLine()

    init(atOnce: Int?, rate: Rate?) {
        self.atOnce = atOnce
        self.rate = rate
        bucket = rate.map(TokenBucket.init)
    }

    private var hasPlace: Bool { atOnce.map { inside < $0 } ?? true }

    /// Whether lanes wait before it.
    var isWaitedFor: Bool { !keepers.isEmpty || !line.isEmpty }

    func isOpen(at now: Instant) -> Bool { hasPlace && bucket?.isOpen(at: now) ?? true }

    /// When time alone opens it; nil where it is open or somebody must leave first.
    func opens(after now: Instant) -> Instant? {
        guard hasPlace, let opens = bucket?.opens(seenAt: now), opens > now else { return nil }
        return opens
    }

    mutating func enter(at now: Instant) {
        inside += 1
        bucket?.take(at: now)
    }

    /// One that began before an operator put the gate up leaves it all the same.
    mutating func leave() { inside = max(0, inside - 1) }

    /// Sends everybody away who waits; they line up anew.
    mutating func clear() {
        keepers = []
        line = FairLine()
    }

    /// Lines a lane up.
    mutating func await(_ lane: Int, of owner: FairLine.Owner, keepsPlaces: Bool) {
        if keepsPlaces { keepers.append(lane) } else { line.enter(lane, of: owner) }
    }

    /// Takes out the lane whose turn it is.
    mutating func popFirst() -> Int? { keepers.popFirst() ?? line.popFirst() }

    /// Counts that the lane taken out has used its workflow's turn.
    mutating func charge(_ owner: FairLine.Owner) { line.charge(owner) }

    /// What its rate has let begin, as one number to restore it from; nil where it has none.
    var spent: Int64? { bucket?.due }

    /// Takes over what another process has let begin.
    mutating func restore(spent: Int64) { bucket?.restore(due: spent) }

    /// Whether forgetting it changes nothing.
    func isIdle(at now: Instant) -> Bool {
        inside == 0 && !isWaitedFor && bucket?.isFull(at: now) ?? true
    }

    /// Why it is closed, in words.
    func words(_ key: Key) -> String {
        if !hasPlace, let atOnce { return "waits for a place: \(atOnce) at once \(key.words)" }
        guard let rate else { return "waits for its turn \(key.words)" }
        return "waits for its turn: \(rate.text) \(key.words)"
    }
}

extension Gate.Key {
    /// Whom it limits, as the end of a sentence.
    fileprivate var words: String {
        switch self {
        case .all: "in all"
        case .workflow(let name): "in workflow \(name)"
        case .step(let workflow, let step): "at \(workflow).\(step)"
        case .route(let name): "on route \(name)"
        case .throttle(let subject): "for \(subject.object), as an operator ordered"
        case .subject(let name, nil): "for \(name)"
        case .subject(let name, let workflow?): "for \(name) in \(workflow)"
        }
    }
}

extension Gate.Key {
    /// Its name in the journal, which stays when the project changes.
    var id: String {
        switch self {
        case .all: "all"
        case .workflow(let name): "workflow \(name)"
        case .step(let workflow, let step): "step \(workflow) \(step)"
        case .route(let name): "route \(name)"
        case .throttle(let subject): "throttle \(subject.object)"
        case .subject(let name, let workflow): "subject \(workflow ?? "") \(name)"
        }
    }
}
