/// A project, as loaded and checked.
package struct Project: Hashable, Sendable {
    package var name = ""
    /// Values that expressions see as `constants`; a command line may set them anew.
    package var constants: [String: Value] = [:]
    package var workflows: [Workflow] = []
    package var models: [ModelCard] = []
    package var routes: [Route] = []
    package var sources: [SourceCard] = []
    package var channels: [ChannelCard] = []
    package var alerts: [AlertRule] = []
    /// Whom alerts are told to.
    package var recipients: [Recipient] = []
    /// How scores are joined with what happened later.
    package var feedback: [OutcomeRule] = []
    package var templates: [Template] = []
    package var segments: [Segment] = []
    /// What consent is assumed to be where the hub has no event about it.
    package var purposes: [Purpose] = []
    /// How long the journal keeps what is over.
    package var retention = Retention()
    /// What holds for all attempts together.
    package var limits = Limits()
    /// Where lineage events of its runs go; nil for nowhere.
    package var lineage: LineageTarget?
    package init() {}
}

/// A text with one free sentence: the template owns name, offer and legal lines.
package struct Template: Hashable, Sendable {
    package let name: String
    /// Text with `{{fact}}` for facts and `{{sentence}}` for what the model writes.
    package let body: String
    /// What the model is asked, with `{{fact}}`; empty for a template without a model.
    package let prompt: String
    /// Stands for `{{sentence}}` where the model's own is rejected or missing.
    package let plain: String
    /// How the model is to give its sentence.
    package let answer: Answer

    /// How a model gives a sentence.
    package enum Answer: String, Hashable, Sendable, CaseIterable {
        /// As the whole of its text.
        case text
        /// As the one field of a JSON object, whose schema the endpoint holds it to.
        case object
    }

    package init(
        name: String,
        body: String,
        prompt: String,
        plain: String,
        answer: Answer = .text
    ) {
        self.name = name
        self.body = body
        self.prompt = prompt
        self.plain = plain
        self.answer = answer
    }
}

/// A set of profiles a batch runs over.
package struct Segment: Hashable, Sendable {
    package let name: String
    /// True for a profile that belongs to it; sees `profile` and `constants`.
    package let when: Expression

    package init(name: String, when: Expression) {
        self.name = name
        self.when = when
    }
}

/// Why messages are sent, and whether consent for it must have been given.
package struct Purpose: Hashable, Sendable {
    package let name: String
    /// False only for messages a customer may not refuse, for example receipts.
    package let needsConsent: Bool
    /// At most so many messages to one person in the window; nil for no cap.
    package let cap: Int?
    package let window: Duration

    package init(name: String, needsConsent: Bool, cap: Int? = nil, window: Duration = .zero) {
        self.name = name
        self.needsConsent = needsConsent
        self.cap = cap
        self.window = window
    }
}
