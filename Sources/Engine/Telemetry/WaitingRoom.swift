internal import Synchronization

/// What waits to be fetched, in the order it came; where nobody fetches it, the newest are let go of.
final class WaitingRoom<Guest: Sendable>: Sendable {
    private struct State {
        var guests: [Guest] = []
        var dropped = 0
    }

    /// As many as may wait.
    private let most: Int
    private let state = Mutex(State())

    init(most: Int) { self.most = most }

    func add(_ guest: Guest) {
        state.withLock { state in
            guard state.guests.count < most else { return state.dropped += 1 }
            state.guests.append(guest)
        }
    }

    /// Takes the oldest out, at most so many.
    func take(_ limit: Int) -> [Guest] {
        state.withLock { state in
            let taken = Array(state.guests.prefix(limit))
            state.guests.removeFirst(taken.count)
            return taken
        }
    }

    /// How many were let go of because nobody fetched them.
    var dropped: Int { state.withLock { $0.dropped } }
}
