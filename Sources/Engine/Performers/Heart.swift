internal import Orchestration
internal import Synchronization

/// The signs of life of one attempt, on their way to the engine.
///
/// They may come by the thousand, from threads that wait for nobody: of those that come while one
/// is on its way only the newest is brought, and bare ones only so often.
final class Heart: Sendable {
    private struct State {
        var progress: Value?
        var isOnItsWay = false
        var last: Instant?
    }

    private let lease: Lease
    private let desk: any Desk
    private let state = Mutex(State())

    /// Bare signs, as tokens are, are brought once in that time; a `silence` is longer.
    private static let pause = Duration.milliseconds(100)

    init(_ lease: Lease, _ desk: any Desk) {
        self.lease = lease
        self.desk = desk
    }

    /// It lives.
    func beat() {
        let now = desk.now
        let isDue = state.withLock { state in
            guard !state.isOnItsWay, state.last.map({ now - $0 >= Self.pause }) ?? true else {
                return false
            }
            (state.isOnItsWay, state.last) = (true, now)
            return true
        }
        if isDue { send() }
    }

    /// It lives, and has come so far.
    func beat(_ progress: Value) {
        let isDue = state.withLock { state in
            defer { (state.isOnItsWay, state.progress) = (true, progress) }
            return !state.isOnItsWay
        }
        if isDue { send() }
    }

    private func send() {
        Task {
            let progress = state.withLock { state in
                defer { (state.isOnItsWay, state.progress) = (false, nil) }
                return state.progress
            }
            await desk.beat(lease, progress: progress)
        }
    }
}
