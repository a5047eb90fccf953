internal import Engine
internal import Orchestration
internal import Synchronization

/// Does no work: every step's result is the same 200 bytes of JSON.
struct IdlePerformer: Performer {
    static let result: Value = [
        "status": "done", "text": .string(String(repeating: "x", count: 174)),
    ]

    func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
        Performance(.success(Self.result))
    }

    func atOnce(_ lease: Lease) -> Performance? { Performance(.success(Self.result)) }
}

/// Lets no attempt end until it is opened; counts those that began.
final class HeldPerformer: Performer {
    private struct State: Sendable {
        var isOpen = false
        var began = 0
        var firstBegan: ContinuousClock.Instant?
        var held: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
        await withCheckedContinuation { continuation in
            let passes = state.withLock { state in
                state.began += 1
                if state.firstBegan == nil { state.firstBegan = .now }
                if !state.isOpen { state.held.append(continuation) }
                return state.isOpen
            }
            if passes { continuation.resume() }
        }
        return Performance(.success(IdlePerformer.result))
    }

    /// Lets all end, those to come at once.
    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    var began: Int { state.withLock { $0.began } }

    /// When the first attempt began; nil before.
    var firstBegan: ContinuousClock.Instant? { state.withLock { $0.firstBegan } }
}
