/// What a language model is asked.
package struct ChatRequest: Hashable, Sendable {
    /// The model's name as the endpoint knows it.
    package var model: String
    /// In order; the last one is usually the user's.
    package var messages: [Message]
    /// The longest answer, in tokens; nil leaves it to the endpoint.
    package var tokensMax: Int?
    /// 0 is the most predictable; nil leaves it to the endpoint.
    package var temperature: Double?
    /// Asks for a repeatable answer where the endpoint can give one.
    package var seed: Int64?
    /// The answer ends before the first of these.
    package var stop: [String]
    /// How the answer travels.
    package var delivery: Delivery
    /// What the answer's JSON must look like; nil for any text.
    package var shape: AnswerShape?

    package init(
        model: String,
        messages: [Message],
        tokensMax: Int? = nil,
        temperature: Double? = nil,
        seed: Int64? = nil,
        stop: [String] = [],
        delivery: Delivery = .streamed,
        shape: AnswerShape? = nil
    ) {
        self.model = model
        self.messages = messages
        self.tokensMax = tokensMax
        self.temperature = temperature
        self.seed = seed
        self.stop = stop
        self.delivery = delivery
        self.shape = shape
    }

    /// One turn of the conversation.
    package struct Message: Hashable, Sendable {
        package let role: Role
        package let text: String

        package init(_ role: Role, _ text: String) {
            self.role = role
            self.text = text
        }
    }

    /// Who speaks.
    package enum Role: String, Hashable, Sendable { case system, user, assistant }

    /// How an answer travels: token by token, which lets all four clocks run, or in one piece.
    package enum Delivery: Hashable, Sendable { case streamed, whole }
}
