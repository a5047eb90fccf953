import Orchestration
import Testing

@testable import Engine

/// An engine as the conformance suite drives it: nothing but what the seams promise.
///
/// Histories, acts, lost workers and time; no tables, no queues. An engine on another base joins by
/// conforming and by being named in `EngineKind.all`.
protocol EnginePort: AnyObject {
    /// Does the work of steps, as its script says; outlives the workers of the engine.
    var performer: ScriptedPerformer { get }
    /// Starts a run; nil where the engine starts none.
    func start(_ id: String) async -> RunID?
    /// Gives an order.
    /// - Returns: Whether it was taken.
    func act(_ action: Control.Action, request: String) async -> Bool
    /// All that happened to a run, oldest first.
    func history(_ run: RunID) async throws -> [Stamped]
    /// Returns when nothing happens any more but by time, events or orders.
    func settle() async
    /// Lets time pass, and all that follows from it happen.
    func pass(_ duration: Duration) async
    /// Every worker dies in the midst of what it does; the engine goes on with others.
    func loseWorkers() async throws
}

/// Which engines there are.
struct EngineKind: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Makes one that runs the project's workflows.
    let make: @Sendable (Project) async throws -> sending any EnginePort

    static let all = [
        EngineKind(testDescription: "embedded") { project in try await World(project) }
    ]
}

extension World: EnginePort {
    func start(_ id: String) async -> RunID? { await order(id).run }

    func act(_ action: Control.Action, request: String) async -> Bool {
        await operate(action, request: request).isDone
    }

    func history(_ run: RunID) async throws -> [Stamped] {
        try await journal.history(of: run)?.facts ?? []
    }

    func loseWorkers() async throws { try await crash() }
}
