internal import Synchronization

/// The task of an attempt, which may be told to stop before it has begun.
///
/// The engine hands out many at a time. Were it to start each task itself, every one of them would
/// wake a thread that has slept since the one before; so one task starts them all.
final class Errand: Sendable {
    private enum State: Sendable {
        case waiting
        case cancelled
        case begun(Task<Void, Never>)
    }

    private let state = Mutex(State.waiting)
    private let work: @Sendable () async -> Void

    init(_ work: @escaping @Sendable () async -> Void) { self.work = work }

    /// Begins them, at the priority of who asks.
    static func send(_ errands: [Errand]) {
        let priority = Task.currentPriority
        guard errands.count > 1 else { return errands.first?.begin(priority) ?? () }
        Task.detached(priority: priority) { for errand in errands { errand.begin(priority) } }
    }

    /// One that was cancelled begins all the same: somebody counts on its return.
    private func begin(_ priority: TaskPriority) {
        // Straight to the pool: a task of the actor's would go there by way of the actor.
        let task = Task.detached(priority: priority, operation: work)
        let isCancelled = state.withLock { state in
            defer { state = .begun(task) }
            if case .cancelled = state { return true }
            return false
        }
        if isCancelled { task.cancel() }
    }

    /// Tells it to stop, at once or as soon as it begins.
    func cancel() {
        let task = state.withLock { state -> Task<Void, Never>? in
            guard case .begun(let task) = state else {
                state = .cancelled
                return nil
            }
            return task
        }
        task?.cancel()
    }
}
