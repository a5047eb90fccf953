/// A score whose outcome is waited for.
package struct FollowedScore: Hashable, Sendable {
    /// The step that got it, the same for every delivery: `run/step`.
    package let key: String
    package let model: String
    package let version: String
    /// Whose event answers it; or the run whose end does.
    package let subject: String
    package let score: Double
    package let at: Instant
    /// When the event that answers it happened, by its own time; nil while none has come.
    package internal(set) var answered: Instant?

    package init(
        key: String,
        model: String,
        version: String,
        subject: String,
        score: Double,
        at now: Instant
    ) {
        self.key = key
        self.model = model
        self.version = version
        self.subject = subject
        self.score = score
        at = now
    }

    /// As the journal keeps it.
    package var value: Value {
        Value(present: [
            "key": .string(key), "model": .string(model), "version": .string(version),
            "subject": .string(subject), "score": .double(score), "at": Value(milliseconds: at),
            "answered": answered.map { Value(milliseconds: $0) },
        ])
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let key = value["key"]?.text, let model = value["model"]?.text,
            let version = value["version"]?.text, let subject = value["subject"]?.text,
            let score = value["score"]?.number, score.isFinite, let at = value["at"]?.moment
        else { return nil }
        self.init(
            key: key,
            model: model,
            version: version,
            subject: subject,
            score: score,
            at: at
        )
        answered = value["answered"]?.moment
    }
}

/// A score whose outcome is final.
package struct FinalScore: Hashable, Sendable {
    package let model: String
    package let version: String
    package let sample: LabelledScore
    /// From the score to the event that answered it; nil where none came.
    package let lag: Duration?
    /// Ascends with every final score of the model.
    package let number: Int64

    /// As the journal keeps it.
    package var value: Value {
        Value(present: [
            "model": .string(model), "version": .string(version),
            "score": .double(sample.score), "positive": .bool(sample.isPositive),
            "lag": lag.map { .int($0.milliseconds) }, "number": .int(number),
        ])
    }

    init(model: String, version: String, sample: LabelledScore, lag: Duration?, number: Int64) {
        self.model = model
        self.version = version
        self.sample = sample
        self.lag = lag
        self.number = number
    }

    /// Read back; nil where something is missing.
    package init?(value: Value) {
        guard let model = value["model"]?.text, let version = value["version"]?.text,
            let score = value["score"]?.number, score.isFinite,
            case .bool(let isPositive)? = value["positive"], let number = value["number"]?.whole
        else { return nil }
        self.init(
            model: model,
            version: version,
            sample: LabelledScore(score, isPositive: isPositive),
            lag: value["lag"]?.whole.map { .milliseconds($0) },
            number: number
        )
    }
}
