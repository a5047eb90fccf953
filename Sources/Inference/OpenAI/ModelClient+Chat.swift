internal import AsyncHTTPClient
internal import FoundationEssentials
package import Orchestration

extension ModelClient {
    /// Asks a language model, and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - request: What is asked, and whether the answer streams.
    ///   - endpoint: Where, in which dialect, and with which key.
    ///   - clocks: The limits of this call.
    ///   - onToken: Told of every content token, with the time since the call began.
    /// - Returns: The answer with what it cost.
    /// - Throws: A failure of the class that rules and breakers tell apart; never shows the key.
    package func complete(
        _ request: ChatRequest,
        at endpoint: Endpoint,
        clocks: ModelCard.Clocks,
        onToken: @escaping @Sendable (Duration) -> Void = { _ in }
    ) async throws(Failure) -> ChatReply {
        let call = CallInFlight(
            CallClocks(clocks, delivery: request.delivery),
            watch: Stopwatch(clock)
        )
        let outcome = await race(against: call) { () async throws(Failure) -> ChatReply in
            let answer = try await self.ask(request, at: endpoint, clocks)
            guard request.delivery == .streamed, !answer.isJSON else {
                let body = try await self.whole(answer)
                return try self.reply(in: body, endpoint.dialect, total: call.elapsed)
            }
            switch endpoint.dialect {
            case .openAI:
                let assembly = ReplyAssembly(limits: self.limits)
                return try await self.streamed(answer, assembly, in: call, onToken: onToken)
            case .anthropic:
                let assembly = MessageAssembly(limits: self.limits)
                return try await self.streamed(answer, assembly, in: call, onToken: onToken)
            }
        }
        let reply = try outcome.mapError { $0.redacted(endpoint.key) }.get()
        // The messages protocol has no such promise.
        if endpoint.dialect == .openAI { try request.shape?.check(reply) }
        return reply
    }

    /// The embedding of each text, in their order.
    /// - Throws: As `complete`; `badOutput` where the endpoint leaves one out.
    package func embed(
        _ texts: [String],
        model: String,
        at endpoint: Endpoint,
        clocks: ModelCard.Clocks
    ) async throws(Failure) -> [[Double]] {
        let call = CallInFlight(CallClocks(clocks, delivery: .whole), watch: Stopwatch(clock))
        let body = EmbeddingsBody(model: model, input: texts)
        let outcome = await race(against: call) { () async throws(Failure) -> [[Double]] in
            let answer = try await self.send(body, to: "embeddings", endpoint, clocks)
            return try EmbeddingsAnswer.vectors(
                in: try await self.whole(answer),
                count: texts.count
            )
        }
        return try outcome.mapError { $0.redacted(endpoint.key) }.get()
    }

    private func ask(_ request: ChatRequest, at endpoint: Endpoint, _ clocks: ModelCard.Clocks)
        async throws(Failure) -> HTTPClientResponse
    {
        switch endpoint.dialect {
        case .openAI:
            try await send(ChatBody(request), to: "chat/completions", endpoint, clocks)
        case .anthropic: try await send(MessageBody(request), to: "messages", endpoint, clocks)
        }
    }

    private func reply(in body: [UInt8], _ dialect: Endpoint.Dialect, total: Duration)
        throws(Failure) -> ChatReply
    {
        switch dialect {
        case .openAI: try ChatReply(whole: body, total: total, limits: limits)
        case .anthropic: try ChatReply(message: body, total: total, limits: limits)
        }
    }

    private func streamed(
        _ answer: HTTPClientResponse,
        _ empty: some StreamAssembly,
        in call: CallInFlight,
        onToken: @Sendable (Duration) -> Void
    ) async throws(Failure) -> ChatReply {
        var events = ServerSentEvents(limits: limits)
        var assembly = empty
        var reply: ChatReply?
        do {
            for try await buffer in answer.body {
                for event in try events.take(buffer.readableBytesView)
                where try assembly.take(event) == .content {
                    onToken(call.tokenCame())
                }
                // The rest is drained so that the connection can be used again.
                guard assembly.isDone, reply == nil else { continue }
                let whole = try assembly.reply(firstToken: call.firstToken, total: call.elapsed)
                call.completed(whole)
                reply = whole
            }
        } catch {
            let progress: StreamProgress = call.firstToken == nil ? .nothing : .content
            if reply == nil { throw Failure(afterHead: error, progress: progress) }
        }
        if let reply { return reply }
        do throws(Failure) {
            return try assembly.reply(firstToken: call.firstToken, total: call.elapsed)
        } catch {
            // Ended in good order, and yet before there was anything.
            guard error.kind == .badOutput, call.firstToken == nil, !assembly.isDone else {
                throw error
            }
            throw Failure(.connect, "The stream ended before any content came.")
        }
    }
}

extension HTTPClientResponse {
    /// Some servers ignore `stream` and answer in one piece.
    fileprivate var isJSON: Bool {
        headers.first(name: "Content-Type")?.lowercased().hasPrefix("application/json") == true
    }
}

extension EmbeddingsAnswer {
    /// The vectors of an answer, put in the order of what was asked.
    fileprivate static func vectors(in body: [UInt8], count: Int) throws(Failure) -> [[Double]] {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(body)) else {
            throw Failure(.badOutput, "The answer holds no embeddings.")
        }
        let items = answer.data.sorted { $0.index < $1.index }
        guard items.map(\.index) == Array(0..<count) else {
            throw Failure(.badOutput, "\(items.count) embeddings came for \(count) texts.")
        }
        return items.map(\.embedding)
    }
}
