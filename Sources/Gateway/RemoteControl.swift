internal import AsyncHTTPClient
package import Orchestration
internal import Synchronization

/// The control plane of an engine in another process, reached through its gateway.
///
/// A snapshot is never waited for: `changes()` fetches newer ones as long as somebody listens, and
/// `snapshot()` gives the newest that has come. Where the engine is gone the newest stays, and its
/// age tells.
package final class RemoteControl: ControlPlane {
    private let path: SocketPath
    private let version: String
    private let client: HTTPClient
    private let newest = Mutex(Snapshot())

    /// - Parameters:
    ///   - path: The engine's socket.
    ///   - version: What this program calls itself.
    package init(at path: SocketPath, version: String) {
        self.path = path
        self.version = version
        var settings = HTTPClient.Configuration()
        // A socket that nobody listens at says so at once; asking again would only hide it.
        settings.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Ends all connections; nothing can be asked afterwards.
    package func close() async { try? await client.shutdown() }

    /// Looks whether an engine answers, and takes its newest snapshot.
    /// - Parameter seconds: How long it may take; one that is stopped takes calls and says nothing.
    /// - Throws: `unreachable`, or `refused` where it is another version.
    package func connect(within seconds: Int64 = Wire.longest) async throws(GatewayError) {
        let answer = try await ask(.GET, "/v1/snapshot", body: nil, within: seconds)
        if let answer { try take(answer) }
    }

    /// How long the engine takes to answer when it has nothing to do; nil where it does not.
    package func roundTrip() async -> Duration? {
        let begun = ContinuousClock.now
        do throws(GatewayError) { _ = try await ask(.GET, "/v1/ping", body: nil) } catch {
            return nil
        }
        return ContinuousClock.now - begun
    }

    package func snapshot() -> Snapshot { newest.withLock { $0 } }

    package func changes() -> AsyncStream<Control.News> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let following = Task { await self.follow(continuation) }
            continuation.onTermination = { _ in following.cancel() }
        }
    }

    package func runs(_ query: RunQuery) async throws -> RunPage {
        try await ask("/v1/runs", query)
    }

    package func run(_ id: RunID) async throws -> RunDetail? {
        guard id.isPlain else { return nil }
        return try await get("/v1/runs/\(id.text)")
    }

    package func audit(limit: Int) async throws -> [AuditEntry] {
        try await get("/v1/audit?limit=\(limit)") ?? []
    }

    package func deadLetters(before number: Int64?, limit: Int) async throws -> [DeadLetterRow] {
        let before = number.map { "&before=\($0)" } ?? ""
        return try await get("/v1/dead-letters?limit=\(limit)\(before)") ?? []
    }

    package func snapshot(at moment: Instant) async throws -> Snapshot? {
        try await get("/v1/past/snapshot?at=\(moment.milliseconds)")
    }

    package func runs(_ query: RunQuery, at moment: Instant) async throws -> RunPage {
        try await ask("/v1/past/runs?at=\(moment.milliseconds)", query)
    }

    package func run(_ id: RunID, at moment: Instant) async throws -> RunDetail? {
        guard id.isPlain else { return nil }
        return try await get("/v1/past/runs/\(id.text)?at=\(moment.milliseconds)")
    }

    package func metrics(_ query: MetricQuery) async throws -> [MetricReport] {
        try await ask("/v1/metrics", query)
    }

    package func incident(from: Instant, until: Instant) async throws -> IncidentReport {
        try await ask("/v1/incident", IncidentQuestion(from: from, until: until))
    }

    package func exposition(_ format: Exposition) async throws -> String {
        guard
            let bytes = try await ask(
                .GET,
                MetricsRoute.path,
                body: nil,
                accepting: format.type
            )
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    package func forecast(route: String, target: String?, minutes: Int) async throws
        -> RerouteForecast
    {
        try await ask(
            "/v1/forecast",
            ForecastQuestion(route: route, target: target, minutes: minutes)
        )
    }

    package func forecast(route: String, shares: [String: Int], minutes: Int) async throws
        -> RerouteForecast
    {
        try await ask(
            "/v1/forecast",
            ForecastQuestion(route: route, shares: shares, minutes: minutes)
        )
    }

    package func why(_ run: RunID, step: String?) async throws -> [WhyReport] {
        try await ask("/v1/why", WhyQuestion(run: run, step: step))
    }

    package func ratings(of model: String?, after call: String?) async throws -> RatingPage {
        try await ask("/v1/ratings", RatingQuestion(model: model, after: call))
    }

    package func preview(_ action: Control.Action) async -> Control.Preview {
        do throws(GatewayError) { return try await ask("/v1/preview", action) } catch {
            return Control.Preview(effects: [], refusal: "\(error)", commandLine: "")
        }
    }

    /// Gives the order; a lost answer is asked for again under the same request id, which changes
    /// nothing where the order had been carried out.
    package func perform(_ order: Control.Order) async -> Control.Receipt {
        do throws(GatewayError) {
            do throws(GatewayError) { return try await ask("/v1/orders", order) } catch {
                guard case .unreachable = error else { throw error }
                return try await ask("/v1/orders", order)
            }
        } catch {
            return Control.Receipt(.refused("\(error)"))
        }
    }
}

extension RemoteControl {
    /// Fetches one snapshot after the other; at most eight a second, and a lost engine is looked
    /// for once a second.
    private func follow(_ listener: AsyncStream<Control.News>.Continuation) async {
        while !Task.isCancelled {
            let seen = snapshot().sequence
            do throws(GatewayError) {
                if let bytes = try await ask(.GET, "/v1/snapshot?after=\(seen)", body: nil) {
                    try take(bytes)
                }
                listener.yield(.newer)
                try? await Task.sleep(for: .milliseconds(125))
            } catch {
                listener.yield(.lost("\(error)"))
                try? await Task.sleep(for: .seconds(1))
            }
        }
        listener.finish()
    }

    private func take(_ bytes: [UInt8]) throws(GatewayError) {
        let snapshot: Snapshot = try decode(bytes)
        newest.withLock { $0 = snapshot }
    }

    /// The answer to a question without a body; nil for what is not there.
    private func get<Answer: Decodable>(_ uri: String) async throws(GatewayError) -> Answer? {
        guard let bytes = try await ask(.GET, uri, body: nil) else { return nil }
        return try decode(bytes)
    }

    private func ask<Answer: Decodable>(_ uri: String, _ question: some Encodable)
        async throws(GatewayError) -> Answer
    {
        let body: [UInt8]
        do { body = try Wire.bytes(of: question) } catch { throw .unreadable("\(error)") }
        guard let bytes = try await ask(.POST, uri, body: body) else {
            throw .unreadable("it is empty")
        }
        return try decode(bytes)
    }

    private func decode<Answer: Decodable>(_ bytes: [UInt8]) throws(GatewayError) -> Answer {
        do { return try Wire.value(from: bytes) } catch { throw GatewayError(unreadable: error) }
    }

    /// The answer's bytes; nil for an empty one and for what is not there.
    private func ask(
        _ method: Method,
        _ uri: String,
        body: [UInt8]?,
        accepting type: String? = nil,
        within seconds: Int64 = Wire.longest
    ) async throws(GatewayError) -> [UInt8]? {
        var request = HTTPClientRequest(url: "http+unix://\(path.host)\(uri)")
        request.method = method == .GET ? .GET : .POST
        request.headers.add(name: Wire.versionHeader, value: version)
        if let type { request.headers.add(name: "accept", value: type) }
        if let body { request.body = .bytes(body) }
        let (status, bytes) = try await send(request, within: seconds)
        switch status {
        case 200: return bytes
        case 204, 404: return nil
        default:
            let problem: Problem? = try? Wire.value(from: bytes)
            throw .refused(problem?.detail ?? "The engine answered with \(status).")
        }
    }

    private enum Method { case GET, POST }

    private func send(_ request: HTTPClientRequest, within seconds: Int64)
        async throws(GatewayError) -> (UInt, [UInt8])
    {
        do {
            let response = try await client.execute(request, timeout: .seconds(seconds))
            let body = try await response.body.collect(upTo: Wire.limit)
            return (response.status.code, Array(body.readableBytesView))
        } catch {
            throw .unreachable(path.text, why: "\(error)")
        }
    }
}

extension RunID {
    /// Whether it can stand in an address as it is; no engine names a run otherwise.
    fileprivate var isPlain: Bool {
        text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 47 && $0 != 63 }
    }
}
