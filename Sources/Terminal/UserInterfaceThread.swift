internal import CNcurses
internal import Glibc
internal import Synchronization

/// A thread that polls the terminal and runs one actor's jobs between its keys.
///
/// Keys need no hop to another thread, and the compiler proves that the terminal is touched from
/// one thread alone: whatever touches it is isolated to an actor with this executor.
package final class UserInterfaceThread: SerialExecutor {
    /// What the thread does between two polls; answers how long it may then sleep, nil for ever.
    typealias Turn = @Sendable (_ isReadable: Bool) -> Duration?

    private struct State {
        var jobs: [UnownedJob] = []
        var isAwake = false
        var isEnding = false
        var source: (descriptor: Int32, turn: Turn)?
        var thread: pthread_t?
    }
    private let state = Mutex(State())
    /// Written to make the thread stop sleeping.
    let wakeDescriptor: Int32

    /// Starts the thread.
    package init() throws(TerminalError) {
        wakeDescriptor = podium_eventfd()
        guard wakeDescriptor >= 0 else { throw .outOfResources }
        var thread = pthread_t()
        // The thread keeps its executor alive until `end`.
        let context = Unmanaged.passRetained(self).toOpaque()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<UserInterfaceThread>.fromOpaque(context).takeRetainedValue().main()
                return nil
            },
            context
        )
        guard code == 0 else {
            Unmanaged<UserInterfaceThread>.fromOpaque(context).release()
            throw .outOfResources
        }
        pthread_detach(thread)
    }

    deinit { close(wakeDescriptor) }

    /// Lets the thread end when it has run the jobs it has.
    package func end() {
        state.withLock { $0.isEnding = true }
        wake()
    }

    /// Polls a descriptor beside the jobs, and calls `turn` after each poll.
    func attach(_ descriptor: Int32, _ turn: @escaping Turn) {
        state.withLock { $0.source = (descriptor, turn) }
        wake()
    }

    /// Polls for jobs alone again.
    func detach() { state.withLock { $0.source = nil } }

    /// Makes the thread take a turn.
    func wake() {
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, 8)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isAsleep = state.withLock { state in
            state.jobs.append(job)
            defer { state.isAwake = true }
            return !state.isAwake
        }
        // One wake-up for however many jobs come before the thread looks.
        if isAsleep { wake() }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    package func checkIsolated() {
        precondition(isCurrent, "the user interface's state was touched from another thread")
    }

    package func isIsolatingCurrentContext() -> Bool? { isCurrent }

    private var isCurrent: Bool {
        let thread = state.withLock { $0.thread }
        return thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false
    }

    private func main() {
        state.withLock { $0.thread = pthread_self() }
        podium_alternate_stack()
        var timeout: Duration?
        while true {
            let (source, isEnding, hasJobs) = state.withLock { state in
                (state.source, state.isEnding, !state.jobs.isEmpty)
            }
            if isEnding, !hasJobs { return }
            let isReadable = poll(source?.descriptor, hasJobs ? .zero : timeout)
            timeout = source?.turn(isReadable)
            if runJobs() { timeout = .zero }
        }
    }

    /// Sleeps until the descriptor is readable, someone wakes the thread, or time is up.
    private func poll(_ descriptor: Int32?, _ timeout: Duration?) -> Bool {
        var descriptors = [
            pollfd(fd: wakeDescriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = Glibc.poll(&descriptors, 2, timeout?.pollMilliseconds ?? -1)
        guard count > 0 else { return false }
        if descriptors[0].revents != 0 {
            var value: UInt64 = 0
            _ = read(wakeDescriptor, &value, 8)
        }
        return descriptors[1].revents != 0
    }

    /// Runs a batch of jobs, few enough that a key does not wait for long behind them.
    ///
    /// - Returns: Whether something ran, so that the next turn must not sleep.
    private func runJobs() -> Bool {
        let batch = state.withLock { state in
            let batch = Array(state.jobs.prefix(64))
            state.jobs.removeFirst(batch.count)
            if state.jobs.isEmpty { state.isAwake = false }
            return batch
        }
        for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
        return !batch.isEmpty
    }
}

extension Duration {
    /// Whole milliseconds, rounded up so that a poll does not end a moment too early and again;
    /// at most a day.
    fileprivate var pollMilliseconds: Int32 {
        let bounded = min(max(self, .zero), .seconds(86_400)).components
        let milliseconds = (bounded.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(bounded.seconds * 1000 + milliseconds)
    }
}
