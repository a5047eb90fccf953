import Orchestration
import Synchronization

@testable import Engine

/// The real performer, with mishaps around it: failures, hangs, answers that are lost.
///
/// What befalls an attempt depends on the seed and the attempt alone, not on who came first.
final class Mishaps: Performer {
    fileprivate struct Hanging {
        let lease: Lease
        let continuation: CheckedContinuation<Void, Never>
    }

    fileprivate struct State {
        var hanging: [Hanging] = []
        var underWay: [Lease] = []
        var excesses: Set<String> = []
        var isCalm = false
        let shape: Shape
    }

    private let inner: any Performer
    private let calls: CallDesk
    private let upstreams: Upstreams
    private let seed: UInt64
    private let state: Mutex<State>

    init(_ inner: any Performer, _ calls: CallDesk, _ shape: Shape, seed: UInt64, life: UInt64) {
        self.inner = inner
        self.calls = calls
        upstreams = Upstreams(seed: life)
        state = Mutex(State(shape: shape))
        self.seed = seed
    }

    /// How many attempts hang.
    var hanging: Int { state.withLock { $0.hanging.count } }

    /// From now on nothing goes wrong.
    func calm() {
        state.withLock { $0.isCalm = true }
        upstreams.calm()
        finishAll()
    }

    /// Limits that did not hold.
    var excesses: [String] { state.withLock { $0.excesses.sorted() } + upstreams.excesses }

    func perform(_ lease: Lease, _ desk: any Desk) async -> Performance {
        state.withLock { $0.begin(lease) }
        defer { state.withLock { $0.end(lease) } }
        let luck = luck(of: lease)
        switch luck {
        case ..<0.08: return Performance(.failure(Failure(.overloaded, "too much to do")))
        case ..<0.12: return Performance(.failure(Failure(.auth, "who are you?")))
        case ..<0.20: await hang(lease)
        default: break
        }
        let performance = await work(lease, desk)
        switch luck {
        case 0.80..<0.85: return Performance(.failure(Failure(.timeout, "the answer was lost")))
        case 0.85..<0.92: await hang(lease)
        default: break
        }
        return performance
    }

    private func work(_ lease: Lease, _ desk: any Desk) async -> Performance {
        guard case .call(let route, let input) = lease.work else {
            return await inner.perform(lease, desk)
        }
        let name = "\(lease.idempotencyKey)#\(lease.key.attempt).\(lease.delivery)"
        let asks = Mutex(0)
        let outcome = await calls.call(question(route, input, lease), at: desk) {
            [upstreams] (model, _, _) async throws(Failure) in
            let isMove = asks.withLock { asks in
                asks += 1
                return asks > 1
            }
            let value = try upstreams.answer(model, to: name, isMove: isMove, at: desk.now)
            return ModelPool.Answer(value: value, took: .zero)
        }
        return Performance(
            outcome.result.map(\.answer.value),
            records: [outcome.record(for: lease)]
        )
    }

    private func question(_ route: String, _ input: Value, _ lease: Lease) -> CallDesk.Question {
        CallDesk.Question(
            call: RoutedCall(route: route, context: ["input": input], session: lease.subject),
            text: input.json,
            attempt: lease.key.attempt
        )
    }

    private func luck(of lease: Lease) -> Double {
        if state.withLock({ $0.isCalm }) { return 0.5 }
        let text = "\(lease.run.text)/\(lease.step)/\(lease.key.attempt)/\(lease.delivery)"
        var random = SplitMix(seed: text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
        return random.unit()
    }

    /// Until told or cancelled.
    private func hang(_ lease: Lease) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if !state.isCalm {
                        state.hanging.append(Hanging(lease: lease, continuation: continuation))
                    }
                    return state.isCalm
                }
                if goesOn { continuation.resume() }
                if Task.isCancelled { finish { $0.run == lease.run && $0.key == lease.key } }
            }
        } onCancel: {
            finish { $0.run == lease.run && $0.key == lease.key }
        }
    }

    /// Lets everything that hangs go on.
    func finishAll() { finish { _ in true } }

    private func finish(_ fits: (Lease) -> Bool) {
        let ended = state.withLock { state in
            let ended = state.hanging.filter { fits($0.lease) }
            state.hanging.removeAll { fits($0.lease) }
            return ended
        }
        for hanging in ended { hanging.continuation.resume() }
    }
}

extension Mishaps.State {
    /// Counts an attempt that begins, as the outside world sees it.
    fileprivate mutating func begin(_ lease: Lease) {
        underWay.append(lease)
        let project = shape.project
        watch("at once", shape.slots) { _ in true }
        if !lease.subject.isEmpty {
            watch("of \(lease.subject)", project.limits.perSubject) { $0.subject == lease.subject }
        }
        for workflow in project.workflows {
            watch("of \(workflow.name)", workflow.limits.atOnce) { $0.workflow == workflow.name }
            for step in workflow.steps {
                watch("at \(step.name)", step.limits.atOnce) {
                    $0.workflow == workflow.name && $0.step == step.name
                }
            }
        }
        for route in project.routes {
            watch("on \(route.name)", route.limits.atOnce) { $0.work.route == route.name }
        }
    }

    private mutating func watch(_ what: String, _ most: Int?, _ counts: (Lease) -> Bool) {
        guard let most, underWay.count(where: counts) > most else { return }
        excesses.insert("more than \(most) attempts \(what)")
    }

    fileprivate mutating func end(_ lease: Lease) {
        guard let place = underWay.firstIndex(where: { $0.run == lease.run && $0.key == lease.key })
        else { return }
        underWay.remove(at: place)
    }
}
