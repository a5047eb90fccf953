internal import Synchronization
package import Orchestration

/// The score monitors of all models that have a reference.
package final class ScoreBoard: Sendable {
    private let monitors: Mutex<[String: ScoreMonitor]>

    package init(_ monitors: [String: ScoreMonitor] = [:]) { self.monitors = Mutex(monitors) }

    /// Takes in one score; a model without a reference is not watched.
    func add(_ score: Double, to model: String) {
        monitors.withLock { $0[model]?.add(score) }
    }

    /// The verdict on a model's newest scores; nil where it has no reference.
    func verdict(of model: String) -> ScoreMonitor.Verdict? {
        monitors.withLock { $0[model] }?.verdict
    }
}
