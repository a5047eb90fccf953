internal import Synchronization
package import Orchestration

/// A clock that stands still until it is told to go on: the inert twin for tests and simulation.
package final class ManualTime: Timekeeper {
    private struct Sleeper {
        let id: Int
        let due: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        var nextID = 0
        var sleepers: [Sleeper] = []
    }

    private let state: Mutex<State>

    package init(at now: Instant = .epoch) { state = Mutex(State(now: now)) }

    package func now() -> Instant { state.withLock { $0.now } }

    /// Moves the clock and wakes whoever slept until then, earliest first.
    package func advance(to instant: Instant) {
        let woken = state.withLock { state in
            state.now = max(state.now, instant)
            let now = state.now
            let due = state.sleepers.filter { $0.due <= now }.sorted { $0.due < $1.due }
            state.sleepers.removeAll { $0.due <= now }
            return due
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Sets the clock anew, perhaps back: whoever sleeps wakes at the moment they named.
    package func jump(to instant: Instant) {
        state.withLock { $0.now = min($0.now, instant) }
        advance(to: instant)
    }

    /// Moves the clock by that much.
    package func advance(by duration: Duration) { advance(to: now() + duration) }

    /// How many sleep now.
    package var sleeping: Int { state.withLock { $0.sleepers.count } }

    /// The earliest moment anyone sleeps until.
    package var nextDue: Instant? { state.withLock { $0.sleepers.map(\.due).min() } }

    nonisolated(nonsending) package func sleep(until due: Instant) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enroll(Sleeper(id: id, due: due, continuation: continuation))
            }
        } onCancel: {
            leave(id)?.continuation.resume(throwing: CancellationError())
        }
    }

    private func enroll(_ sleeper: Sleeper) {
        if Task.isCancelled {
            sleeper.continuation.resume(throwing: CancellationError())
            return
        }
        let isDue = state.withLock { state in
            if sleeper.due <= state.now { return true }
            state.sleepers.append(sleeper)
            return false
        }
        if isDue { return sleeper.continuation.resume() }
        // Cancelled between the two looks: the handler found nobody to wake.
        if Task.isCancelled {
            leave(sleeper.id)?.continuation.resume(throwing: CancellationError())
        }
    }

    private func leave(_ id: Int) -> Sleeper? {
        state.withLock { state in
            guard let index = state.sleepers.firstIndex(where: { $0.id == id }) else { return nil }
            return state.sleepers.remove(at: index)
        }
    }
}
