internal import AsyncHTTPClient

/// Posts JSON, and again where it may be taken later: for what nobody waits for.
struct Postman: Sendable {
    static let triesMax = 5
    /// The longest an endpoint may take to answer, in seconds.
    static let patience: Int64 = 5

    let clock: any Clock<Duration>
    private let client: HTTPClient

    /// - Parameter clock: Pauses are measured on it.
    init(clock: any Clock<Duration>) {
        self.clock = clock
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Ends all connections.
    func shutDown() async { try? await client.shutdown() }

    /// Whether it was taken, in so many tries: after 1 s, 2 s, 4 s and so on.
    func post(
        _ json: [UInt8],
        to url: String,
        key: String? = nil,
        tries: Int = triesMax
    ) async -> Bool {
        for attempt in 0..<tries {
            switch await answer(to: json, url, key) {
            case .taken: return true
            case .refused: return false
            case .later:
                guard attempt + 1 < tries else { return false }
                let pause = Duration.seconds(1 << attempt)
                guard (try? await clock.sleep(for: pause)) != nil else { return false }
            }
        }
        return false
    }

    private enum Answer { case taken, refused, later }

    private func answer(to json: [UInt8], _ url: String, _ key: String?) async -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
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
