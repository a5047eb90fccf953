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
    /// Brings an event of the customer in.
    func bring(_ id: String, type: String) async
    /// Every run as lists show it.
    func rows() async throws -> [RunRow]
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
    /// Whether it closes histories and goes on in fresh ones all the time.
    var rollsOver = false
    /// Makes one that runs the project's workflows.
    let make: @Sendable (Project) async throws -> sending any EnginePort

    static let all = [embedded, rollingOver(after: 2), rollingOver(after: 5)]

    static let embedded = EngineKind(testDescription: "embedded") { try await World($0) }

    /// Whatever holds must hold as well where histories are closed and gone on with all the time.
    private static func rollingOver(after facts: Int) -> EngineKind {
        EngineKind(testDescription: "embedded, \(facts) facts a history", rollsOver: true) {
            project in
            var options = Engine.Options()
            options.pressure = Pressure(factsMax: facts, factsPerSlot: 0)
            return try await World(project, options: options)
        }
    }
}

extension World: EnginePort {
    func start(_ id: String) async -> RunID? { await order(id).run }

    func act(_ action: Control.Action, request: String) async -> Bool {
        await operate(action, request: request).isDone
    }

    func history(_ run: RunID) async throws -> [Stamped] {
        try await journal.history(of: run)?.facts ?? []
    }

    func bring(_ id: String, type: String) async { await order(id, type: type) }

    func rows() async throws -> [RunRow] { try await journal.runs(newest(100)).rows }

    func loseWorkers() async throws { try await crash() }
}
