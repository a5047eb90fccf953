/// How a model's scores are joined with what happened later.
package struct OutcomeRule: Hashable, Sendable {
    package let name: String
    /// Models whose scores are followed.
    package let models: [String]
    /// The field of their answer that is the score.
    package let score: String
    /// What answers a score.
    package let answer: Answer
    /// Final labels, of either class, that a verdict needs at least.
    package let labels: Int
    /// How far the area under the curve may fall below the recorded one.
    package let drop: Double
    /// The workflow that an approved proposal starts; nil where nothing is proposed.
    package let retrain: String?

    /// What a score is held against.
    package enum Answer: Hashable, Sendable {
        /// An event of the same subject, or that it has not come within that time of the score.
        case event(String, within: Duration, positive: Positive)
        /// The end of the run that got the score: an expression that says whether it was positive.
        case run(Expression)
    }

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
        answer: Answer,
        labels: Int = 200,
        drop: Double = 0.05,
        retrain: String? = nil
    ) {
        self.name = name
        self.models = models
        self.score = score
        self.answer = answer
        self.labels = labels
        self.drop = drop
        self.retrain = retrain
    }

    /// The event that answers; nil where the run itself does.
    package var event: String? {
        if case .event(let event, _, _) = answer { event } else { nil }
    }

    /// How long after the score its label is awaited at most; nothing where the run's end brings it.
    package var within: Duration {
        if case .event(_, let within, _) = answer { within } else { .zero }
    }

    /// The steps whose results the end of a run is judged by.
    package var asked: Set<String> {
        guard case .run(let expression) = answer else { return [] }
        return Set(
            expression.references.map(\.path).filter { $0.first == "steps" && $0.count > 1 }
                .map { $0[1] }
        )
    }
}
