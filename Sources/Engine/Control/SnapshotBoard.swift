internal import Synchronization
package import Orchestration

/// The newest snapshot, and whoever wants to hear of newer ones.
///
/// A reader is told once, however many snapshots it missed meanwhile.
package final class SnapshotBoard: Sendable {
    private struct State: Sendable {
        var newest = Snapshot()
        var watchers: [Int: AsyncStream<Control.News>.Continuation] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// The newest snapshot; costs a lock and a few references.
    package var newest: Snapshot { state.withLock { $0.newest } }

    /// Replaces the snapshot and wakes every watcher.
    func post(_ snapshot: Snapshot) {
        let watchers = state.withLock { state in
            state.newest = snapshot
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield(.newer) }
    }

    /// One element whenever a newer snapshot stands here.
    package func changes() -> AsyncStream<Control.News> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.nextID += 1
                state.watchers[state.nextID] = continuation
                return state.nextID
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.watchers.removeValue(forKey: id) }
            }
        }
    }
}
