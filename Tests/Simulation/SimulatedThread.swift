import Engine
import Synchronization

/// Stands in for an engine's own thread: its jobs are done in their order, when the schedule comes
/// to them.
final class SimulatedThread: EngineExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    /// The process it belongs to.
    private let life = Schedule.current.life

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A thread of a process that has died does nothing any more.
        guard life == Schedule.current.life else { return }
        jobs.withLock { $0.append(job) }
        Schedule.current.enqueue(self)
    }

    var isAwaited: Bool { jobs.withLock { !$0.isEmpty } }

    /// Does the oldest of them.
    func step() {
        let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        job?.runSynchronously(on: asUnownedSerialExecutor())
    }
}
