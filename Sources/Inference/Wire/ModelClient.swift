internal import AsyncHTTPClient
internal import FoundationEssentials
internal import Orchestration

/// Asks models that other processes evaluate, over their own protocols.
///
/// One client serves all models. Every call runs under four clocks (connect, first content token,
/// gap between tokens, total); cancelling the task ends the call. Failures are not retried here: that
/// is decided where the whole picture is.
package final class ModelClient: Sendable {
    let clock: any Clock<Duration>
    let limits: WireLimits
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

    /// Runs `work` until it ends or a clock of the call does; the loser is cancelled.
    func race<Answer: Sendable>(
        against call: CallInFlight,
        _ work: @escaping @Sendable () async throws(Failure) -> Answer
    ) async -> Result<Answer, Failure> {
        // Known at once, and not a question of which of the two below has its turn first.
        if let closed = connections.refusal { return .failure(closed) }
        return await withTaskGroup(of: Result<Answer, Failure>?.self) { group in
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
    func send(
        _ body: some Encodable & Sendable,
        to operation: String,
        _ endpoint: Endpoint,
        _ clocks: ModelCard.Clocks
    ) async throws(Failure) -> HTTPClientResponse {
        guard let json = try? JSONEncoder().encode(body) else {
            throw Failure(.badInput, "The request holds a number that JSON cannot carry.")
        }
        return try await send(
            Array(json),
            to: endpoint.address(of: operation),
            endpoint.headers,
            clocks
        )
    }

    /// Sends JSON to an address and returns the head of a successful answer.
    func send(
        _ json: [UInt8],
        to address: String,
        _ headers: [(name: String, value: String)],
        _ clocks: ModelCard.Clocks
    ) async throws(Failure) -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        for header in headers { request.headers.add(name: header.name, value: header.value) }
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
            date: answer.headers.first(name: "Date"),
            rateLimit: answer.headers.first(name: "RateLimit")
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

    /// The whole body of an answer.
    /// - Throws: `badOutput` beyond the limit, `connect` where it breaks off.
    func whole(_ answer: HTTPClientResponse) async throws(Failure) -> [UInt8] {
        var body: [UInt8] = []
        do {
            for try await buffer in answer.body {
                body += buffer.readableBytesView
                guard body.count <= limits.bodyBytesMax else { throw limits.exceeded("the body") }
            }
        } catch { throw Failure(afterHead: error, progress: .nothing) }
        return body
    }
}

extension HTTPClient {
    /// The head of an answer, however long it takes: a deadline given here would end with the head,
    /// so the call's own clocks are the only ones.
    fileprivate func answer(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await execute(request, deadline: .distantFuture)
    }
}
