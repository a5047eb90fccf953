package import Orchestration
internal import Synchronization

/// The monitors of scores and features of all models that have a reference.
package final class ScoreBoard: Sendable {
    private let monitors: Mutex<[String: ScoreMonitor]>
    private let features: Mutex<[String: FeatureMonitor]>
    private let texts: Mutex<[String: TextMonitor]>

    /// - Parameters:
    ///   - monitors: Of scores, by model.
    ///   - features: Of features, by model.
    ///   - writers: Models whose answers are texts to be watched.
    package init(
        _ monitors: [String: ScoreMonitor] = [:],
        features: [String: FeatureMonitor] = [:],
        writers: [String] = []
    ) {
        texts = Mutex(
            Dictionary(writers.map { ($0, TextMonitor()) }, uniquingKeysWith: { $1 })
        )
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
    func features(of model: String) -> [FeatureRow] {
        (features.withLock { $0[model] }?.rows ?? []) + (texts.withLock { $0[model] }?.rows ?? [])
    }

    /// Takes in what a model wrote.
    func add(text: String, to model: String) { texts.withLock { $0[model]?.add(text) } }

    /// What the first answers of models were like, where that is known.
    var textReferences: [String: [FeatureReference]] {
        texts.withLock { $0.compactMapValues(\.reference) }
    }

    /// Takes up what a model's first answers were like.
    func restore(text reference: [FeatureReference], of model: String) {
        texts.withLock { texts in
            guard texts[model] != nil, !reference.isEmpty else { return }
            texts[model] = TextMonitor(reference: reference)
        }
    }
}
