internal import Orchestration
internal import Synchronization

/// What attempts bring back, until the engine takes it.
///
/// A hundred that end at one moment are one visit to the engine, not a hundred.
final class Returns: Sendable {
    private let waiting = Mutex<[Return]>([])

    /// Leaves the end of an attempt.
    /// - Returns: Whether whoever left it must tell the engine: nobody else has since its last visit.
    func put(_ item: Return) -> Bool {
        waiting.withLock { waiting in
            waiting.append(item)
            return waiting.count == 1
        }
    }

    /// All of them, in the order they came.
    func takeAll() -> [Return] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

/// The end of an attempt.
struct Return: Sendable {
    let lease: Lease
    let performance: Performance
    /// The result as it is journaled, made before it is the engine's turn; empty for a failure.
    let json: [UInt8]

    init(_ lease: Lease, _ performance: Performance) {
        self.lease = lease
        self.performance = performance
        json = (try? performance.result.get().jsonBytes) ?? []
    }
}
