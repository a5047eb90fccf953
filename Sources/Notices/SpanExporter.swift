package import Orchestration

/// Sends spans to a collector by OTLP over HTTP, in JSON.
///
/// Nobody waits for it, and nothing depends on it: a batch that a collector does not take in some
/// tries is let go of, and counted.
package actor SpanExporter {
    private let address: String
    private let version: String
    private let postman: Postman
    /// Spans the collector has taken, and those it never did.
    package private(set) var sent = 0
    package private(set) var lost = 0

    /// Spans of one request.
    static let batchMax = 512
    /// How often spans are fetched.
    static let pace = Duration.seconds(2)

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
        postman = Postman(clock: clock)
    }

    /// Fetches and sends until cancelled.
    package func run(_ take: @Sendable (Int) -> [TraceSpan]) async {
        while !Task.isCancelled {
            await send(all: take)
            try? await postman.clock.sleep(for: Self.pace)
        }
    }

    /// Sends what is left, once, and ends all connections.
    package func close(_ take: @Sendable (Int) -> [TraceSpan]) async {
        let rest = take(Self.batchMax)
        if !rest.isEmpty { await send(rest, tries: 1) }
        await postman.shutDown()
    }

    /// Sends everything that waits, one batch after the other.
    package func send(all take: @Sendable (Int) -> [TraceSpan]) async {
        while !Task.isCancelled {
            let batch = take(Self.batchMax)
            guard !batch.isEmpty else { return }
            await send(batch, tries: Postman.triesMax)
        }
    }

    private func send(_ batch: [TraceSpan], tries: Int) async {
        let json = TraceSpan.request(batch, service: "podium", version: version).jsonBytes
        let isTaken = await postman.post(json, to: address, tries: tries)
        if isTaken { sent += batch.count } else { lost += batch.count }
    }
}
