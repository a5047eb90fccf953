internal import AsyncHTTPClient
internal import FoundationEssentials
package import Orchestration

/// Asks language models over the OpenAI-compatible protocol.
///
/// One client serves all models. Every call runs under four clocks (connect, first content token,
/// gap between tokens, total); cancelling the task ends the call. Failures are not retried here: that
/// is decided where the whole picture is.
package final class ChatClient: Sendable {
    private let clock: any Clock<Duration>
    private let limits: WireLimits
    private let connections = Connections()

    package init(clock: any Clock<Duration> = ContinuousClock(), limits: WireLimits = WireLimits())
    {
        self.clock = clock
        self.limits = limits
    }

    /// Ends all connections.
    ///
    /// Must be called before the client goes; a second call does nothing.
    package func shutDown() async { await connections.close() }

    /// Asks, and waits for the whole answer.
    ///
    /// - Parameters:
    ///   - request: What is asked, and whether the answer streams.
    ///   - endpoint: Where, and with which key.
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
            let answer = try await self.send(
                ChatBody(request),
                to: "chat/completions",
                endpoint,
                clocks
            )
            guard request.delivery == .streamed, !answer.isJSON else {
                let body = try await self.whole(answer)
                return try ChatReply(whole: body, total: call.elapsed, limits: self.limits)
            }
            return try await self.streamed(answer, in: call, onToken: onToken)
        }
        return try outcome.mapError { $0.redacted(endpoint.key) }.get()
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
}

extension ChatClient {
    /// Runs `work` until it ends or a clock of the call does; the loser is cancelled.
    private func race<Answer: Sendable>(
        against call: CallInFlight,
        _ work: @escaping @Sendable () async throws(Failure) -> Answer
    ) async -> Result<Answer, Failure> {
        await withTaskGroup(of: Result<Answer, Failure>?.self) { group in
            group.addTask {
                do throws(Failure) { return .success(try await work()) } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                // Only a chat answer can be complete while its connection is still open.
                await call.outcomeOfClocks()?.flatMap { reply in
                    (reply as? Answer).map(Result.success)
                        ?? .failure(CallClocks.Clock.total.failure(after: call.elapsed))
                }
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .failure(Failure(.cancelled, "The call was cancelled."))
        }
    }

    /// Sends a request and returns the head of a successful answer.
    private func send(
        _ body: some Encodable & Sendable,
        to operation: String,
        _ endpoint: Endpoint,
        _ clocks: ModelCard.Clocks
    ) async throws(Failure) -> HTTPClientResponse {
        var request = HTTPClientRequest(url: endpoint.address(of: operation))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key = endpoint.key {
            request.headers.add(name: "Authorization", value: "Bearer \(key.reveal())")
        }
        guard let json = try? JSONEncoder().encode(body) else {
            throw Failure(.badInput, "The request holds a number that JSON cannot carry.")
        }
        request.body = .bytes(json, length: .known(Int64(json.count)))
        let answer = try await head(of: request, connectingWithin: clocks.connect)
        guard answer.status.code == 200 else { throw await refusal(answer) }
        return answer
    }

    /// The head of the answer to a request.
    ///
    /// A kept-alive connection that dies without a byte was most likely closed by the other side
    /// before the request arrived; llama.cpp closes them freely, and loses its error answers on
    /// those that have streamed before. So such a request is sent once more, over a connection of
    /// its own, while the clocks run on.
    private func head(
        of request: HTTPClientRequest,
        connectingWithin limit: Duration
    ) async throws(Failure) -> HTTPClientResponse {
        let (kept, fresh) = (
            try connections.client(.kept, connectingWithin: limit),
            try connections.client(.fresh, connectingWithin: limit)
        )
        do {
            do { return try await kept.answer(request) } catch {
                guard error.isDeadConnection else { throw error }
                return try await fresh.answer(request)
            }
        } catch { throw Failure(beforeHead: error, connect: limit) }
    }

    /// The failure of an answer that is no success; its body is read only as far as it helps.
    private func refusal(_ answer: HTTPClientResponse) async -> Failure {
        let head = Refusal(
            status: Int(answer.status.code),
            retryAfter: answer.headers.first(name: "Retry-After"),
            retryAfterMilliseconds: answer.headers.first(name: "retry-after-ms"),
            date: answer.headers.first(name: "Date")
        )
        var body: [UInt8] = []
        do {
            for try await buffer in answer.body {
                body += buffer.readableBytesView
                if body.count > 65_536 { break }
            }
        } catch { return Failure(head, body: body) }
        return Failure(head, body: body)
    }

    private func whole(_ answer: HTTPClientResponse) async throws(Failure) -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await buffer in answer.body {
                body += buffer.readableBytesView
                guard body.count <= limits.bodyBytesMax else { throw limits.exceeded("the body") }
            }
        } catch { throw Failure(afterHead: error) }
        return body
    }

    private func streamed(
        _ answer: HTTPClientResponse,
        in call: CallInFlight,
        onToken: @Sendable (Duration) -> Void
    ) async throws(Failure) -> ChatReply {
        var events = ServerSentEvents(limits: limits)
        var assembly = ReplyAssembly(limits: limits)
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
        } catch { if reply == nil { throw Failure(afterHead: error) } }
        guard let reply else {
            return try assembly.reply(firstToken: call.firstToken, total: call.elapsed)
        }
        return reply
    }
}

extension HTTPClient {
    /// The head of an answer, however long it takes: a deadline given here would end with the head,
    /// so the call's own clocks are the only ones.
    fileprivate func answer(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await execute(request, deadline: .distantFuture)
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
