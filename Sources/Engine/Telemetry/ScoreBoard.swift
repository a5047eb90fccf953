package import Orchestration
internal import Synchronization

/// The monitors of scores and features of all models that have a reference.
package final class ScoreBoard: Sendable {
    private let monitors: Mutex<[String: ScoreMonitor]>
    private let features: Mutex<[String: FeatureMonitor]>
    private let texts: Mutex<[String: TextMonitor]>
    /// Of answers, by the model that wrote them.
    private let embeddings: Mutex<[String: EmbeddingMonitor]>
    /// Who embeds the answers of a model.
    private let embedders: [String: String]
    /// Models of which an answer is being embedded.
    private let underWay = Mutex<Set<String>>([])

    /// - Parameters:
    ///   - monitors: Of scores, by model.
    ///   - features: Of features, by model.
    ///   - writers: Models whose answers are texts to be watched.
    ///   - embedders: By the model whose answers they embed.
    package init(
        _ monitors: [String: ScoreMonitor] = [:],
        features: [String: FeatureMonitor] = [:],
        writers: [String] = [],
        embedders: [String: String] = [:]
    ) {
        self.embedders = embedders
        embeddings = Mutex(embedders.mapValues { _ in EmbeddingMonitor() })
        texts = Mutex(
            Dictionary(writers.map { ($0, TextMonitor()) }, uniquingKeysWith: { $1 })
        )
        self.monitors = Mutex(monitors)
        self.features = Mutex(features.filter { !$0.value.isEmpty })
    }

    /// Takes in one score; a model without a reference is not watched.
    func add(_ score: Double, to model: String, of origin: CallOrigin, at now: Instant) {
        monitors.withLock { $0[model]?.add(score, of: origin, at: now) }
    }

    /// Takes in what a model was asked about.
    func add(_ input: Value, to model: String, of origin: CallOrigin, at now: Instant) {
        features.withLock { $0[model]?.add(input, of: (origin, now)) }
    }

    /// Calls whose scores are most unlike the reference.
    func unlikeScores(of model: String) -> [AlertSample] {
        monitors.withLock { $0[model] }?.unlike ?? []
    }

    /// Calls whose value of a feature is most unlike the reference.
    func unlike(_ feature: String, of model: String) -> [AlertSample] {
        features.withLock { $0[model] }?.unlike(feature) ?? []
    }

    /// The verdict on a model's newest scores; nil where it has no reference.
    func verdict(of model: String) -> ScoreMonitor.Verdict? {
        monitors.withLock { $0[model] }?.verdict
    }

    /// What is said of a model's features; none where it has no reference.
    func features(of model: String) -> [FeatureRow] {
        let meaning = embeddings.withLock { $0[model] }
        return (features.withLock { $0[model] }?.rows ?? [])
            + (texts.withLock { $0[model] }?.rows ?? [])
            + (meaning.map { [$0.row(by: embedders[model] ?? "")] } ?? [])
    }

    /// The monitors of a project's models, as their cards ask for them.
    /// - Parameters:
    ///   - scores: References of scores, by model.
    ///   - features: References of features, by model.
    ///   - models: The cards.
    package convenience init(
        scores: [String: ScoreReference],
        features: [String: [FeatureReference]],
        of models: [ModelCard]
    ) {
        func by<Value>(_ value: (ModelCard) -> Value?) -> [String: Value] {
            models.reduce(into: [:]) { found, card in found[card.name] = value(card) }
        }
        self.init(
            by { card in
                scores[card.name].map { ScoreMonitor(reference: $0, baseline: card.baseline) }
            },
            features: by { card in
                features[card.name].map { FeatureMonitor($0, baseline: card.baseline) }
            },
            writers: models.filter(\.kind.writes).map(\.name),
            embedders: by(\.embeddedBy)
        )
    }

    /// Who embeds an answer of the model now; nil for nobody, or while another one is under way.
    func beginEmbedding(of model: String) -> String? {
        guard let embedder = embedders[model] else { return nil }
        return underWay.withLock { $0.insert(model).inserted } ? embedder : nil
    }

    /// Takes in the embedding of an answer; an empty one says that there is none.
    func endEmbedding(_ vector: [Double], of model: String) {
        embeddings.withLock { $0[model]?.add(vector) }
        underWay.withLock { _ = $0.remove(model) }
    }

    /// What the first answers of models meant, where that is known.
    var embeddingReferences: [String: EmbeddingMonitor.Reference] {
        embeddings.withLock { $0.compactMapValues(\.reference) }
    }

    /// Takes up what a model's first answers meant.
    func restore(embedding reference: EmbeddingMonitor.Reference, of model: String) {
        embeddings.withLock { monitors in
            guard monitors[model] != nil else { return }
            monitors[model] = EmbeddingMonitor(reference: reference)
        }
    }

    /// Hours of the week that have ended since the last time, by model: of scores and of features.
    func takeEndedHours() -> [(model: String, part: WeekPart, cell: WeekBaseline.Cell)] {
        let ofScores = monitors.withLock { monitors in
            monitors.keys.sorted().flatMap { model in
                (monitors[model]?.week?.takeEnded() ?? []).map { (model, WeekPart.scores, $0) }
            }
        }
        let ofFeatures = features.withLock { monitors in
            monitors.keys.sorted().flatMap { model in
                (monitors[model]?.week?.takeEnded() ?? []).map { (model, WeekPart.features, $0) }
            }
        }
        return ofScores + ofFeatures
    }

    /// Takes up an hour of the week.
    func restore(_ cell: WeekBaseline.Cell, _ part: WeekPart, of model: String) {
        switch part {
        case .scores: monitors.withLock { $0[model]?.week?.restore(cell) }
        case .features: features.withLock { $0[model]?.week?.restore(cell) }
        }
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

/// What of a model an hour of the week is about.
enum WeekPart: String, Hashable, Sendable { case scores, features }
