internal import AsyncHTTPClient
package import Orchestration

/// Sends spans to a collector by OTLP over HTTP, in JSON.
///
/// Nobody waits for it, and nothing depends on it: a batch that a collector does not take in
/// `triesMax` tries is let go of, and counted.
package actor SpanExporter {
    private let address: String
    private let version: String
    private let clock: any Clock<Duration>
    private let client: HTTPClient
    /// Spans the collector has taken, and those it never did.
    package private(set) var sent = 0
    package private(set) var lost = 0

    /// Spans of one request.
    static let batchMax = 512
    static let triesMax = 5
    /// How often spans are fetched.
    static let pace = Duration.seconds(2)
    /// The longest a collector may take to answer, in seconds.
    static let patience: Int64 = 5

    /// - Parameters:
    ///   - endpoint: The collector's base, for example `http://127.0.0.1:4318`; a path that ends in
    ///     `/v1/traces` is taken as it is.
    ///   - version: What this program calls itself.
    ///   - clock: Pauses are measured on it.
    package init(
        to endpoint: String,
        version: String,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        var base = endpoint[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        address = base.hasSuffix("/v1/traces") ? String(base) : "\(base)/v1/traces"
        self.version = version
        self.clock = clock
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Fetches and sends until cancelled.
    package func run(_ take: @Sendable (Int) -> [TraceSpan]) async {
        while !Task.isCancelled {
            await send(all: take)
            try? await clock.sleep(for: Self.pace)
        }
    }

    /// Sends what is left, once, and ends all connections.
    package func close(_ take: @Sendable (Int) -> [TraceSpan]) async {
        let rest = take(Self.batchMax)
        if !rest.isEmpty { count(rest, isSent: await isTaken(rest) == .taken) }
        try? await client.shutdown()
    }

    /// Sends everything that waits, one batch after the other.
    package func send(all take: @Sendable (Int) -> [TraceSpan]) async {
        while !Task.isCancelled {
            let batch = take(Self.batchMax)
            guard !batch.isEmpty else { return }
            count(batch, isSent: await insist(on: batch))
        }
    }

    private func count(_ batch: [TraceSpan], isSent: Bool) {
        if isSent { sent += batch.count } else { lost += batch.count }
    }

    private func insist(on batch: [TraceSpan]) async -> Bool {
        for attempt in 0..<Self.triesMax {
            switch await isTaken(batch) {
            case .taken: return true
            case .refused: return false
            case .later:
                let pause = Duration.seconds(1 << attempt)
                guard (try? await clock.sleep(for: pause)) != nil else { return false }
            }
        }
        return false
    }

    private enum Answer { case taken, refused, later }

    private func isTaken(_ batch: [TraceSpan]) async -> Answer {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        let json = TraceSpan.request(batch, service: "podium", version: version).jsonBytes
        request.body = .bytes(json, length: .known(Int64(json.count)))
        guard let head = try? await client.execute(request, timeout: .seconds(Self.patience)) else {
            return .later
        }
        // The body is read so that the connection can be used again; it says nothing of use.
        _ = try? await head.body.collect(upTo: 65_536)
        switch head.status.code {
        case 200..<300: return .taken
        case 429, 502, 503, 504: return .later
        default: return .refused
        }
    }
}
