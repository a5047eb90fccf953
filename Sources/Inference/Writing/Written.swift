package import Orchestration

/// A message as it will be sent, and where its sentence came from.
package struct Written: Hashable, Sendable {
    package let text: String
    /// The sentence that stands in it: the model's own or the template's plain one.
    package let sentence: String
    /// The model that was asked, as it names itself; empty where none was.
    package let model: String
    /// Why the model's sentence was not used; empty where it was.
    package let rejected: [ClaimsCheck.Reason]
    /// Whether the plain sentence stands in.
    package let isFallback: Bool

    /// Puts a message together.
    ///
    /// - Parameters:
    ///   - template: Text, plain sentence.
    ///   - facts: Values for the template's facts; the only names and numbers the model may repeat.
    ///   - answer: What the model wrote and its name; nil where none was asked or none answered.
    /// - Throws: `TemplateError` for a template that cannot be read or filled in.
    package init(
        _ template: Template,
        facts: [String: Value],
        answer: (text: String, model: String)?
    ) throws(TemplateError) {
        let plain = try TemplateText(parsing: template.plain).render(facts: facts)
        let verdict = answer.map {
            ClaimsCheck(facts: facts.values.compactMap(\.plainText)).judge($0.text)
        }
        switch verdict {
        case .accepted(let own): (sentence, rejected, isFallback) = (own, [], false)
        case .rejected(let reasons): (sentence, rejected, isFallback) = (plain, reasons, true)
        case nil: (sentence, rejected, isFallback) = (plain, [], !template.prompt.isEmpty)
        }
        model = answer?.model ?? ""
        text = try TemplateText(parsing: template.body).render(facts: facts, sentence: sentence)
    }

    /// The result of a `write` step: `text`, `sentence`, `model`, `fallback`, `rejected`.
    package var value: Value {
        [
            "text": .string(text), "sentence": .string(sentence), "model": .string(model),
            "fallback": .bool(isFallback),
            "rejected": .list(rejected.map { .string($0.rawValue) }),
        ]
    }
}

extension ChatRequest {
    /// Asks for the sentence of a template.
    ///
    /// - Parameters:
    ///   - template: Its prompt is asked.
    ///   - facts: Values for the facts the prompt mentions.
    ///   - model: The model's name at its endpoint.
    ///   - seed: From the run, so that a replayed attempt asks the same.
    /// - Throws: `TemplateError` for a prompt that cannot be read or filled in.
    package init(
        writing template: Template,
        facts: [String: Value],
        model: String,
        seed: Int64? = nil
    ) throws(TemplateError) {
        let prompt = try TemplateText(parsing: template.prompt).render(facts: facts)
        self.init(
            model: model,
            messages: [.init(.system, Self.task), .init(.user, prompt)],
            tokensMax: 80,
            temperature: 0.7,
            seed: seed,
            shape: template.answer == .object ? .text("sentence") : nil
        )
    }

    /// The sentence in an answer: its field where a shape was asked for and kept, else all of it.
    package func sentence(in reply: ChatReply) -> String {
        guard shape != nil, let answer = try? Value(json: Array(reply.text.utf8)) else {
            return reply.text
        }
        return answer["sentence"]?.text ?? reply.text
    }

    private static let task = """
        Write exactly one short, friendly sentence for a message to a customer. Mention no price, \
        no discount, no gift, no number and no date. Write the sentence only.
        """
}
