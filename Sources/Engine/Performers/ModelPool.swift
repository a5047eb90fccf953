package import Inference
package import Orchestration

/// Every model of a project, ready to be called.
package struct ModelPool: Sendable {
    let cards: [String: ModelCard]
    private let local: [String: LocalModel]
    private let remote: [String: Remote]
    private let client: ModelClient
    /// Time since some fixed moment: only differences mean something.
    private let elapsed: @Sendable () -> Duration
    /// Returns after that time.
    let rest: @Sendable (Duration) async throws -> Void

    /// Where a model of another process answers.
    package enum Remote: Sendable {
        /// A language model, by the endpoint's own name for it.
        case chat(Endpoint, model: String)
        case hosted(HostedModel, key: Secret?)
        case subprocess(Crew)
    }

    package init(
        cards: [ModelCard],
        local: [String: LocalModel],
        remote: [String: Remote],
        client: ModelClient,
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        self.cards = Dictionary(cards.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.local = local
        self.remote = remote
        self.client = client
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

    /// Asks a model that predicts, here or in another process.
    ///
    /// The heart is told of its signs of life; it is told what was last heard of an earlier delivery.
    func predict(
        _ model: String,
        _ input: Value,
        _ trace: TraceContext? = nil,
        _ heart: Heart? = nil,
        since progress: Value? = nil
    ) async throws(Failure) -> Answer {
        if let local = local[model] {
            let start = elapsed()
            let value = try local.predict(input)
            return Answer(value: value, took: elapsed() - start)
        }
        let clocks = cards[model]?.clocks ?? ModelCard.Clocks()
        switch remote[model] {
        case .hosted(let hosted, let key)?:
            let (value, took) = try await client.predict(
                hosted,
                input,
                key: key,
                clocks: clocks,
                trace: trace
            )
            return Answer(value: value, took: took)
        case .subprocess(let crew)?:
            let (reply, took) = try await crew.ask(
                input,
                clocks: clocks,
                trace: trace,
                since: progress,
                hearer: { heart?.beat($0) }
            )
            return Answer(reply, took)
        case .chat?, nil:
            throw Failure(.badInput, "Model `\(model)` makes no predictions here.")
        }
    }

    /// Asks a language model for the sentence of a template.
    func write(
        _ model: String,
        _ template: Template,
        _ facts: [String: Value],
        seed: RunID,
        _ began: Beginning,
        _ trace: TraceContext? = nil,
        _ heart: Heart? = nil
    ) async throws(Failure) -> Answer {
        guard case .chat(let endpoint, let name)? = remote[model], let card = cards[model] else {
            throw Failure(.badInput, "Model `\(model)` writes no text here.")
        }
        let request: ChatRequest
        do throws(TemplateError) {
            request = try ChatRequest(
                writing: template,
                facts: facts,
                model: name,
                seed: Self.seed(seed)
            )
        } catch {
            throw Failure(.badInput, error.sentence)
        }
        let reply = try await client.complete(
            request,
            at: endpoint.traced(by: trace),
            clocks: card.clocks
        ) { _ in
            began.note()
            heart?.beat()
        }
        return Answer(.string(request.sentence(in: reply)), of: reply)
    }

    /// Asks a model for its judgement: one that writes reads the request, all others the fields.
    func judge(
        _ model: String,
        _ request: ChatRequest,
        _ input: Value,
        _ began: Beginning,
        _ trace: TraceContext? = nil
    ) async throws(Failure) -> Answer {
        guard case .chat(let endpoint, let name)? = remote[model], let card = cards[model] else {
            return try await predict(model, input, trace)
        }
        var request = request
        request.model = name
        let reply = try await client.complete(
            request,
            at: endpoint.traced(by: trace),
            clocks: card.clocks
        ) { _ in began.note() }
        return Answer(.string(reply.text), of: reply)
    }

    /// Tokens a prompt is reckoned to have: one for four bytes of its text, and a few a message.
    ///
    /// Said to be too many rather than too few: it is held against the longest prompt a model takes.
    static func promptTokens(_ template: Template, _ facts: [String: Value]) -> Int? {
        let request = try? ChatRequest(writing: template, facts: facts, model: "", seed: 0)
        return request.map(tokens)
    }

    /// The same of any request.
    static func tokens(of request: ChatRequest) -> Int {
        request.messages.reduce(0) { $0 + ($1.text.utf8.count + 3) / 4 + 4 }
    }

    /// What a model was asked with a template; empty where that cannot be said.
    static func prompt(of template: Template, _ facts: [String: Value]) -> String {
        let request = try? ChatRequest(writing: template, facts: facts, model: "", seed: 0)
        return request?.messages.last?.text ?? ""
    }

    /// The same for the same run, so that a repeated attempt asks the same.
    private static func seed(_ run: RunID) -> Int64 {
        run.text.utf8.reduce(17) { ($0 &* 31 &+ Int64($1)) & 0x7FFF_FFFF }
    }
}

extension ModelPool.Answer {
    /// What a language model answered.
    fileprivate init(_ value: Value, of reply: ChatReply) {
        self.init(value: value, took: reply.total)
        firstToken = reply.timeToFirstToken
        (tokensIn, tokensOut) = (reply.tokensIn, reply.tokensOut)
        served = reply.servedModel
    }

    /// What a process answered.
    fileprivate init(_ reply: ChildReply, _ took: Duration) {
        self.init(value: reply.output, took: took)
        tokensIn = reply.tokensIn
        tokensOut = reply.tokensOut
        served = reply.served
    }
}
