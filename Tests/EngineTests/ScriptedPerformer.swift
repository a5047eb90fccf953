import Engine
import Journal
import Orchestration
import Synchronization

/// Does what a script says, and remembers all it was asked: the inert twin of the real performer.
final class ScriptedPerformer: Performer {
    /// How one attempt ends.
    enum Line: Sendable {
        case succeed(Value)
        case fail(FailureKind, retryAfter: Duration? = nil)
        /// Until told, or until its task is cancelled.
        case hang
        /// Until told, whatever is cancelled.
        case hangStubbornly
    }

    private struct Hanging {
        let lease: Lease
        let continuation: CheckedContinuation<Performance, Never>
        let yields: Bool
    }

    private struct State {
        var lines: [String: [Line]] = [:]
        var leases: [Lease] = []
        var answers: [String: (model: String, value: Value)] = [:]
        var isQuick = false
        var hanging: [Hanging] = []
        /// Those of engines that are dead.
        var abandoned: [Hanging] = []

        /// Whose lines an attempt follows: its item's own, or the step's.
        func script(of lease: Lease) -> String {
            let own = lease.item.map { "\(lease.step)/\($0)" }
            return own.flatMap { lines[$0] == nil ? nil : $0 } ?? lease.step
        }
    }

    private let state = Mutex(State())

    /// What the next attempts of a step do; those after them succeed.
    ///
    /// `step/2` means the third item of a list: items begin at one moment, in no order.
    func script(_ step: String, _ lines: Line...) {
        state.withLock { $0.lines[step, default: []] += lines }
    }

    /// What every attempt of a step that has no line answers from now on, and who gave it.
    func answer(_ step: String, by model: String, _ value: Value) {
        state.withLock { $0.answers[step] = (model, value) }
    }

    /// Every attempt it was given, in order.
    var leases: [Lease] { state.withLock { $0.leases } }

    /// The runs that were given to it at that step, in order.
    func runs(at step: String) -> [RunID] { leases.filter { $0.step == step }.map(\.run) }

    /// The engine that asked has died; what hangs goes on hanging, for nobody.
    func abandon() {
        state.withLock { state in
            state.abandoned += state.hanging
            state.hanging = []
        }
    }

    /// How many attempts hang.
    var hanging: Int { state.withLock { $0.hanging.count } }

    /// What does not hang is answered at once from now on, where the engine asks for that.
    func hurry() { state.withLock { $0.isQuick = true } }

    func atOnce(_ lease: Lease) -> Performance? {
        let isQuick = state.withLock { state in
            switch state.lines[state.script(of: lease)]?.first {
            case .hang, .hangStubbornly: false
            case .succeed, .fail, nil: state.isQuick
            }
        }
        return isQuick ? ended(lease, by: next(for: lease)) : nil
    }

    private func next(for lease: Lease) -> Line {
        state.withLock { state in
            state.leases.append(lease)
            let script = state.script(of: lease)
            guard state.lines[script]?.isEmpty == false else {
                return Line.succeed(state.answers[lease.step]?.value ?? ["ok": true])
            }
            return state.lines[script]?.removeFirst() ?? .hang
        }
    }

    private func ended(_ lease: Lease, by line: Line) -> Performance? {
        let model = state.withLock { $0.answers[lease.step]?.model }
        switch line {
        case .succeed(let value): return Performance(.success(value), model: model)
        case .fail(let kind, let pause):
            return Performance(.failure(Failure(kind, "as scripted", retryAfter: pause)))
        case .hang, .hangStubbornly: return nil
        }
    }

    func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
        let line = next(for: lease)
        if let performance = ended(lease, by: line) { return performance }
        switch line {
        case .succeed, .fail, .hang: return await hang(lease, yields: true)
        case .hangStubbornly: return await hang(lease, yields: false)
        }
    }

    private func hang(_ lease: Lease, yields: Bool) async -> Performance {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                state.withLock {
                    $0.hanging.append(
                        Hanging(lease: lease, continuation: continuation, yields: yields)
                    )
                }
                if Task.isCancelled { leave(lease) }
            }
        } onCancel: {
            leave(lease)
        }
    }

    private func leave(_ lease: Lease) {
        let left = Performance(.failure(Failure(.cancelled, "its task was cancelled")))
        resume(with: left) { $0.yields && $0.lease.run == lease.run && $0.lease.key == lease.key }
    }

    /// Ends every hanging attempt of that step.
    func finish(_ step: String, _ result: Result<Value, Failure> = .success(["ok": true])) {
        resume(with: Performance(result)) { $0.lease.step == step }
    }

    private func resume(with performance: Performance, where fits: (Hanging) -> Bool) {
        let ended = state.withLock { state in
            let ended = (state.hanging + state.abandoned).filter(fits)
            state.hanging.removeAll(where: fits)
            state.abandoned.removeAll(where: fits)
            return ended
        }
        for hanging in ended { hanging.continuation.resume(returning: performance) }
    }
}
