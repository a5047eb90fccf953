import Foundation
import Orchestration
import Synchronization

/// All that Swift's tasks have to do in this process, one job after another on one thread, in an
/// order drawn from a seed.
///
/// Two threads never run anything at once and nothing is left to the machine's mood: the same seed
/// is the same world to the last commit. It takes over the whole process, so it belongs into one
/// that does nothing else.
final class Schedule: TaskExecutor {
    /// One thing to do.
    private enum Piece {
        case job(UnownedJob)
        /// The next of what an engine has to do.
        case turn(SimulatedThread)
    }

    private struct State {
        var jobs: [Piece] = []
        var life = 0
        var random = SplitMix(seed: 0)
    }

    private typealias Original = @convention(thin) (UnownedJob) -> Void
    private typealias Hook = @convention(thin) (UnownedJob, Original) -> Void

    /// The one of this process: the runtime's hook is a plain function, which can carry nothing.
    static let current = Schedule()

    private let state = Mutex(State())

    func enqueue(_ job: UnownedJob) { state.withLock { $0.jobs.append(.job(job)) } }

    /// That engine has something to do.
    func enqueue(_ thread: SimulatedThread) { state.withLock { $0.jobs.append(.turn(thread)) } }

    /// From now on every job of the process comes here; false where the runtime has no such hook.
    static func takeOver() -> Bool {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "swift_task_enqueueGlobal_hook") else {
            return false
        }
        symbol.assumingMemoryBound(to: Hook?.self).pointee = { job, _ in
            Schedule.current.enqueue(job)
        }
        return true
    }

    /// Draws from that seed from now on.
    func begin(seed: UInt64) { state.withLock { $0.random = SplitMix(seed: seed) } }

    /// Forgets all that was still to be done, as a process does that dies.
    func abandon() {
        state.withLock { state in
            state.jobs = []
            state.life += 1
        }
    }

    /// How many processes have died.
    var life: Int { state.withLock { $0.life } }

    /// Does one job; false where there is none.
    func step() -> Bool {
        let piece = state.withLock { state -> Piece? in
            guard !state.jobs.isEmpty else { return nil }
            // Mostly in turn, as a pool would; now and then the last comes first.
            let count = state.random.unit() < 0.7 ? 1 : state.jobs.count
            return state.jobs.remove(at: Int.random(in: 0..<count, using: &state.random))
        }
        switch piece {
        case .job(let job)?: job.runSynchronously(on: asUnownedTaskExecutor())
        case .turn(let thread)?: thread.step()
        case nil: return false
        }
        return true
    }

    /// Does what is to be done until `body` has an answer.
    ///
    /// `stalled` is asked where nothing is left to do: whether it has done something about it.
    func run<T: Sendable>(
        _ body: @escaping @Sendable () async throws -> T,
        stalled: () -> Bool = { false }
    ) throws -> T {
        let answer = Answer<T>()
        Task { answer.set(await Result { try await body() }) }
        while answer.value == nil {
            guard step() || stalled() else { throw Stalled() }
        }
        guard let value = answer.value else { throw Stalled() }
        return try value.get()
    }

    /// Nothing is left to do, and the answer is not there.
    struct Stalled: Error {}

    private final class Answer<T: Sendable>: Sendable {
        private let box = Mutex<Result<T, any Error>?>(nil)
        var value: Result<T, any Error>? { box.withLock { $0 } }
        func set(_ value: Result<T, any Error>) { box.withLock { $0 = value } }
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// What an asynchronous body comes to.
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
