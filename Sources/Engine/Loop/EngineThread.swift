internal import Dispatch
internal import Foundation
internal import Synchronization

/// The engine's own thread: does its jobs in the order they come, and sleeps in between.
///
/// Two reasons for not working on the pool's threads:
/// 1. A commit of a few rows takes less time than handing it to another thread and back. Here the
///    engine may wait for the disk: nothing else does, as it would in a pool of two.
/// 2. It sleeps until the next alarm by itself: one wake-up, where a timer of the pool's needs four.
package final class EngineThread: SerialExecutor {
    private let desk = JobDesk()

    /// Starts the thread, which lasts as long as this object.
    package init() {
        desk.serve(self)
        Thread.detachNewThread { [desk] in desk.work() }
    }

    deinit { desk.close() }

    package func enqueue(_ job: consuming ExecutorJob) { desk.add(UnownedJob(job)) }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Returns at that moment, to whoever it was called from.
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func sleep(
        until due: ContinuousClock.Instant,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        let number = desk.number()
        defer { desk.forget(number) }
        try await withTaskCancellationHandler {
            // Named, so that the closure stays on the caller's thread too.
            _ = isolation
            try await withCheckedThrowingContinuation { continuation in
                desk.enroll(JobDesk.Sleeper(number: number, due: due, continuation: continuation))
            }
        } onCancel: {
            desk.cancel(number)
        }
    }
}

/// What lies before an engine's thread: jobs to do, and who is to be woken when.
private final class JobDesk: Sendable {
    struct Sleeper: Sendable {
        let number: Int
        let due: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        var numbers = 0
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
        var isAsleep = false
        var isClosed = false
        weak var executor: EngineThread?
    }

    /// What is to be done now, and how long there is nothing to do after it.
    private struct Turn {
        var jobs: [UnownedJob] = []
        var sleepers: [Sleeper] = []
        var nextDue: ContinuousClock.Instant?
        var executor: EngineThread?
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)

    func serve(_ executor: EngineThread) { state.withLock { $0.executor = executor } }

    func add(_ job: UnownedJob) { change { $0.jobs.append(job) } }

    func close() { change { $0.isClosed = true } }

    func number() -> Int {
        state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
    }

    func enroll(_ sleeper: Sleeper) {
        let isCancelled = change { state in
            if state.cancelled.contains(sleeper.number) { return true }
            state.sleepers.append(sleeper)
            return false
        }
        if isCancelled { sleeper.continuation.resume(throwing: CancellationError()) }
    }

    func cancel(_ number: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let place = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.sleepers.remove(at: place)
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    func forget(_ number: Int) { state.withLock { _ = $0.cancelled.remove(number) } }

    /// Changes what lies here, and wakes the thread where it sleeps.
    private func change<T>(_ body: (inout sending State) -> sending T) -> T {
        let (result, wasAsleep) = state.withLock { state in
            let result = body(&state)
            defer { state.isAsleep = false }
            return (result, state.isAsleep)
        }
        // One bell for however much comes before the thread looks.
        if wasAsleep { bell.signal() }
        return result
    }

    /// The thread's whole life.
    func work() {
        while let pause = takeTurn() {
            switch pause {
            case .none: continue
            case .until(let due): sleep(until: due)
            case .forever: bell.wait()
            }
        }
    }

    private enum Pause { case none, forever, until(ContinuousClock.Instant) }

    /// Does what lies here.
    ///
    /// The executor is held only meanwhile, and let go of outside the lock: whoever lets go of it
    /// last closes this desk.
    /// - Returns: How long to sleep after it; nil where nobody is left to work for.
    private func takeTurn() -> Pause? {
        let turn = nextTurn()
        guard let executor = turn.executor else { return nil }
        for sleeper in turn.sleepers { sleeper.continuation.resume() }
        for job in turn.jobs { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
        guard turn.jobs.isEmpty, turn.sleepers.isEmpty else { return Pause.none }
        return turn.nextDue.map(Pause.until) ?? .forever
    }

    private func nextTurn() -> Turn {
        let now = ContinuousClock.now
        return state.withLock { state in
            var turn = Turn()
            // Without an executor there is no actor left, and so no job and no sleeper.
            turn.executor = state.isClosed ? nil : state.executor
            turn.sleepers = state.sleepers.filter { $0.due <= now }.sorted { $0.due < $1.due }
            state.sleepers.removeAll { $0.due <= now }
            turn.nextDue = state.sleepers.map(\.due).min()
            swap(&turn.jobs, &state.jobs)
            state.isAsleep = turn.jobs.isEmpty && turn.sleepers.isEmpty
            return turn
        }
    }

    private func sleep(until due: ContinuousClock.Instant) {
        let rest = min(max(due - .now, .zero), .seconds(3600)).components
        // Rounded up, so as not to wake a moment too early and again.
        let nanoseconds = rest.seconds * 1_000_000_000 + rest.attoseconds / 1_000_000_000 + 1
        _ = bell.wait(timeout: .now() + .nanoseconds(Int(nanoseconds)))
    }
}
