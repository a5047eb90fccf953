internal import Dispatch
internal import Synchronization

/// Who reads or writes right now, so that nobody is inside when the file is closed.
///
/// The pool of connections answers a read that was asked for before its end and comes to its turn
/// after it with a connection that is closed already, and SQLite does not look before it leaps. So
/// the last one out is waited for here, and whoever comes later is told at the door.
final class Visitors: Sendable {
    private let inside = DispatchGroup()
    private let isShut = Mutex(false)

    /// Lets one in, who must `leave`; false once the door is shut.
    func enter() -> Bool {
        isShut.withLock { isShut in
            if !isShut { inside.enter() }
            return !isShut
        }
    }

    /// Whether whoever comes now is let in.
    var isOpen: Bool { isShut.withLock { !$0 } }

    /// One goes.
    func leave() { inside.leave() }

    /// Lets nobody in any more and returns when all have gone; blocks until then.
    /// - Returns: Whether it was open until now.
    func shut() -> Bool {
        let wasOpen = isShut.withLock { isShut in
            defer { isShut = true }
            return !isShut
        }
        inside.wait()
        return wasOpen
    }

    /// Lets people in again: the file could not be closed.
    func reopen() { isShut.withLock { $0 = false } }
}
