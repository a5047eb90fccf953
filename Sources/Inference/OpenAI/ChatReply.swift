/// What a language model answered.
package struct ChatReply: Hashable, Sendable {
    /// Untrusted text, as the model wrote it.
    package let text: String
    package let finish: Finish
    /// Tokens of the request, as the endpoint counted them; nil where it did not say.
    package let tokensIn: Int?
    /// Tokens of the answer, as the endpoint counted them; nil where it did not say.
    package let tokensOut: Int?
    /// From the call to the first content token; nil for an answer in one piece.
    package let timeToFirstToken: Duration?
    /// From the call to the end of the answer.
    package let total: Duration
    /// The model that answered, as the endpoint names it; may differ from the one asked for.
    package let servedModel: String?

    package init(
        text: String,
        finish: Finish,
        tokensIn: Int? = nil,
        tokensOut: Int? = nil,
        timeToFirstToken: Duration? = nil,
        total: Duration,
        servedModel: String? = nil
    ) {
        self.text = text
        self.finish = finish
        self.tokensIn = tokensIn
        self.tokensOut = tokensOut
        self.timeToFirstToken = timeToFirstToken
        self.total = total
        self.servedModel = servedModel
    }

    /// Why the model stopped.
    package enum Finish: Hashable, Sendable {
        /// It had said all.
        case stop
        /// It reached the token limit: the text is cut.
        case length
        /// Another reason, by the endpoint's own word.
        case other(String)
    }
}
