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

    private enum Turn {
        case work(EngineThread, [UnownedJob], [Sleeper])
        case sleep(until: ContinuousClock.Instant?)
        case end
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
        while true {
            switch turn() {
            case .work(let executor, let jobs, let sleepers):
                for sleeper in sleepers { sleeper.continuation.resume() }
                for job in jobs { job.runSynchronously(on: executor.asUnownedSerialExecutor()) }
            case .sleep(nil): bell.wait()
            case .sleep(let due?): sleep(until: due)
            case .end: return
            }
        }
    }

    private func turn() -> Turn {
        let now = ContinuousClock.now
        return state.withLock { state in
            // Without an executor there is no actor left, and so no job and no sleeper.
            guard !state.isClosed, let executor = state.executor else { return .end }
            let due = state.sleepers.filter { $0.due <= now }.sorted { $0.due < $1.due }
            if state.jobs.isEmpty, due.isEmpty {
                state.isAsleep = true
                return .sleep(until: state.sleepers.map(\.due).min())
            }
            state.sleepers.removeAll { $0.due <= now }
            defer { state.jobs = [] }
            return .work(executor, state.jobs, due)
        }
    }

    private func sleep(until due: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (due - .now).components
        let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue
        // Rounded up, so as not to wake a moment too early and again.
        let rest = max(0, nanoseconds) + attoseconds / 1_000_000_000 + 1
        _ = bell.wait(timeout: .now() + .nanoseconds(Int(clamping: min(rest, 3_600_000_000_000))))
    }
}
