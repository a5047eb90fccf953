internal import Foundation

/// Where an engine works: one thread, or what stands for it in a simulation.
package protocol EngineExecutor: SerialExecutor {
    /// Whether something waits for the job that runs now: another one, or what is due.
    ///
    /// Asked by that job, before it goes on without letting anybody in between.
    var isAwaited: Bool { get }
}

/// The engine's own thread: does its jobs in the order they come, and sleeps in between.
///
/// Two reasons for not working on the pool's threads:
/// 1. A commit of a few rows takes less time than handing it to another thread and back. Here the
///    engine may wait for the disk: nothing else does, as it would in a pool of two.
/// 2. It sleeps until the next alarm by itself: one wake-up, where a timer of the pool's needs four.
package final class EngineThread: EngineExecutor {
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

    /// Whoever rings here is not in a job, and on the right thread all the same.
    package func checkIsolated() {
        precondition(desk.isHere, "this is not the engine's thread")
    }

    package var isAwaited: Bool { desk.isAwaited }

    /// Calls `ring` on this thread when it is due, in place of what was to be rung before.
    package func setAlarm(
        at due: ContinuousClock.Instant,
        _ ring: @escaping @Sendable () -> Void
    ) {
        desk.setAlarm(JobDesk.Alarm(due: due, ring: ring))
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
