internal import DequeModule
internal import Foundation
internal import Synchronization

/// What lies before an engine's thread: jobs to do, and who is to be woken when.
final class JobDesk: Sendable {
    struct Sleeper: Sendable {
        let number: Int
        let due: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    struct Alarm: Sendable {
        let due: ContinuousClock.Instant
        let ring: @Sendable () -> Void
    }

    private struct State {
        var jobs: Deque<UnownedJob> = []
        var sleepers: [Sleeper] = []
        var alarm: Alarm?
        var numbers = 0
        /// Sleepers that were cancelled before they lay down.
        var cancelled: Set<Int> = []
        var isAsleep = false
        var isClosed = false
        weak var executor: EngineThread?
        var thread: pthread_t?

        /// The next moment at which anybody is to be woken; nil where nobody is.
        var nextDue: ContinuousClock.Instant? {
            let sleeper = sleepers.lazy.map(\.due).min()
            guard let alarm else { return sleeper }
            return sleeper.map { min($0, alarm.due) } ?? alarm.due
        }
    }

    /// What is to be done now, and how long there is nothing to do after it.
    private struct Turn {
        var job: UnownedJob?
        var sleepers: [Sleeper] = []
        var alarm: Alarm?
        var nextDue: ContinuousClock.Instant?
        var executor: EngineThread?

        var isEmpty: Bool { job == nil && alarm == nil && sleepers.isEmpty }
    }

    private let state = Mutex(State())
    private let bell = Bell()

    func serve(_ executor: EngineThread) { state.withLock { $0.executor = executor } }

    /// Whether this is the thread that works here.
    var isHere: Bool {
        state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    /// Whether there is more to do than what is being done.
    var isAwaited: Bool {
        state.withLock { state in
            !state.jobs.isEmpty || state.nextDue.map { $0 <= .now } ?? false
        }
    }

    func add(_ job: UnownedJob) { change { $0.jobs.append(job) } }

    func close() { change { $0.isClosed = true } }

    func setAlarm(_ alarm: Alarm) { change { $0.alarm = alarm } }

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
        // One ring for however much comes before the thread looks.
        if wasAsleep { bell.ring() }
        return result
    }

    /// The thread's whole life.
    func work() {
        state.withLock { $0.thread = pthread_self() }
        while let pause = takeTurn() {
            switch pause {
            case .none: continue
            case .until(let due): bell.wait(due - ContinuousClock.now)
            case .forever: bell.wait()
            }
        }
    }

    private enum Pause { case none, forever, until(ContinuousClock.Instant) }

    /// Does the oldest job that lies here, after all that is due.
    ///
    /// The executor is held only meanwhile, and let go of outside the lock: whoever lets go of it
    /// last closes this desk.
    /// - Returns: How long to sleep after it; nil where nobody is left to work for.
    private func takeTurn() -> Pause? {
        let turn = nextTurn()
        guard let executor = turn.executor else { return nil }
        for sleeper in turn.sleepers { sleeper.continuation.resume() }
        turn.alarm?.ring()
        turn.job?.runSynchronously(on: executor.asUnownedSerialExecutor())
        guard turn.isEmpty else { return Pause.none }
        return turn.nextDue.map(Pause.until) ?? .forever
    }

    private func nextTurn() -> Turn {
        state.withLock { state in
            var turn = Turn()
            // Without an executor there is no actor left, and so no job and no sleeper.
            turn.executor = state.isClosed ? nil : state.executor
            turn.nextDue = state.nextDue
            if let due = turn.nextDue, case let now = ContinuousClock.now, due <= now {
                turn.sleepers = state.sleepers.filter { $0.due <= now }.sorted { $0.due < $1.due }
                state.sleepers.removeAll { $0.due <= now }
                if let alarm = state.alarm, alarm.due <= now {
                    (turn.alarm, state.alarm) = (alarm, nil)
                }
            }
            turn.job = state.jobs.popFirst()
            state.isAsleep = turn.isEmpty
            return turn
        }
    }
}
