package import Inference
package import Orchestration

/// Every model of a project, ready to be called.
package struct ModelPool: Sendable {
    let cards: [String: ModelCard]
    private let local: [String: LocalModel]
    private let remote: [String: Remote]
    private let chat: ChatClient
    /// Time since some fixed moment: only differences mean something.
    private let elapsed: @Sendable () -> Duration
    /// Returns after that time.
    let rest: @Sendable (Duration) async throws -> Void

    /// Where a remote model answers.
    package struct Remote: Sendable {
        package let endpoint: Endpoint
        package let model: String
        package init(endpoint: Endpoint, model: String) {
            self.endpoint = endpoint
            self.model = model
        }
    }

    package init(
        cards: [ModelCard],
        local: [String: LocalModel],
        remote: [String: Remote],
        chat: ChatClient,
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        self.cards = Dictionary(cards.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.local = local
        self.remote = remote
        self.chat = chat
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        rest = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }

    /// What a model answered, and what the call measured.
    struct Answer: Sendable {
        var value: Value
        var took: Duration
        var firstToken: Duration?
        var tokensIn: Int?
        var tokensOut: Int?
        var served: String?
    }

    /// Asks a local model.
    func predict(_ model: String, _ input: Value) throws(Failure) -> Answer {
        guard let local = local[model] else {
            throw Failure(.badInput, "Model `\(model)` makes no predictions here.")
        }
        let start = elapsed()
        let value = try local.predict(input)
        return Answer(value: value, took: elapsed() - start)
    }

    /// Asks a language model for the sentence of a template.
    func write(
        _ model: String,
        _ template: Template,
        _ facts: [String: Value],
        seed: RunID,
        _ began: Beginning
    ) async throws(Failure) -> Answer {
        guard let remote = remote[model], let card = cards[model] else {
            throw Failure(.badInput, "Model `\(model)` writes no text here.")
        }
        let request: ChatRequest
        do throws(TemplateError) {
            request = try ChatRequest(
                writing: template,
                facts: facts,
                model: remote.model,
                seed: Self.seed(seed)
            )
        } catch {
            throw Failure(.badInput, error.sentence)
        }
        let reply = try await chat.complete(
            request,
            at: remote.endpoint,
            clocks: card.clocks
        ) { _ in began.note() }
        return Answer(
            value: .string(reply.text),
            took: reply.total,
            firstToken: reply.timeToFirstToken,
            tokensIn: reply.tokensIn,
            tokensOut: reply.tokensOut,
            served: reply.servedModel
        )
    }

    /// Tokens a prompt is reckoned to have: one for four bytes of its text, and a few a message.
    ///
    /// Said to be too many rather than too few: it is held against the longest prompt a model takes.
    static func promptTokens(_ template: Template, _ facts: [String: Value]) -> Int? {
        let request = try? ChatRequest(writing: template, facts: facts, model: "", seed: 0)
        return request.map { $0.messages.reduce(0) { $0 + ($1.text.utf8.count + 3) / 4 + 4 } }
    }

    /// The same for the same run, so that a repeated attempt asks the same.
    private static func seed(_ run: RunID) -> Int64 {
        run.text.utf8.reduce(17) { ($0 &* 31 &+ Int64($1)) & 0x7FFF_FFFF }
    }
}
