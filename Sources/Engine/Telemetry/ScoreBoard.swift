package import Orchestration
internal import Synchronization

/// The monitors of scores and features of all models that have a reference.
package final class ScoreBoard: Sendable {
    private let monitors: Mutex<[String: ScoreMonitor]>
    private let features: Mutex<[String: FeatureMonitor]>

    /// - Parameters:
    ///   - monitors: Of scores, by model.
    ///   - features: Of features, by model.
    package init(
        _ monitors: [String: ScoreMonitor] = [:],
        features: [String: FeatureMonitor] = [:]
    ) {
        self.monitors = Mutex(monitors)
        self.features = Mutex(features.filter { !$0.value.isEmpty })
    }

    /// Takes in one score; a model without a reference is not watched.
    func add(_ score: Double, to model: String) {
        monitors.withLock { $0[model]?.add(score) }
    }

    /// Takes in what a model was asked about.
    func add(_ input: Value, to model: String) {
        features.withLock { $0[model]?.add(input) }
    }

    /// The verdict on a model's newest scores; nil where it has no reference.
    func verdict(of model: String) -> ScoreMonitor.Verdict? {
        monitors.withLock { $0[model] }?.verdict
    }

    /// What is said of a model's features; none where it has no reference.
    func features(of model: String) -> [FeatureRow] { features.withLock { $0[model] }?.rows ?? [] }
}
