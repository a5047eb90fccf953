/// How a model's scores are joined with what happened later.
package struct OutcomeRule: Hashable, Sendable {
    package let name: String
    /// Models whose scores are followed.
    package let models: [String]
    /// The field of their answer that is the score.
    package let score: String
    /// The event of the same subject that answers.
    package let event: String
    /// How long after the score an event still answers it.
    package let within: Duration
    /// What the score is the probability of.
    package let positive: Positive
    /// Final labels, of either class, that a verdict needs at least.
    package let labels: Int
    /// How far the area under the curve may fall below the recorded one.
    package let drop: Double
    /// The workflow that an approved proposal starts; nil where nothing is proposed.
    package let retrain: String?

    /// Which end counts as positive.
    package enum Positive: String, Hashable, Sendable, CaseIterable {
        /// The event came in time.
        case arrives
        /// It did not.
        case staysAway = "stays_away"
    }

    package init(
        name: String,
        models: [String],
        score: String = "probability",
        event: String,
        within: Duration,
        positive: Positive = .arrives,
        labels: Int = 200,
        drop: Double = 0.05,
        retrain: String? = nil
    ) {
        self.name = name
        self.models = models
        self.score = score
        self.event = event
        self.within = within
        self.positive = positive
        self.labels = labels
        self.drop = drop
        self.retrain = retrain
    }
}
