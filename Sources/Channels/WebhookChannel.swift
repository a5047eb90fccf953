internal import AsyncHTTPClient
internal import Orchestration

/// Delivers by POST to a provider that knows `Idempotency-Key`.
///
/// Only an answer proves anything. Whatever ends without one — a timeout, a closed connection, a
/// gateway's 502 — is unknown, even where nothing can have left this machine: asking is cheap, and
/// a second message is not.
package final class WebhookChannel: Channel {
    private let url: String
    private let key: String?
    private let patience: Duration
    private let clock: any Clock<Duration>
    private let client: HTTPClient

    /// The longest answer read, in bytes.
    private static let answerBytesMax = 65_536

    /// - Parameters:
    ///   - url: Where messages are posted; `url/KEY` is asked what became of one.
    ///   - key: Sent as a bearer token; never shown.
    ///   - patience: The longest a post or a question may take.
    ///   - clock: Patience is measured on it.
    package init(
        url: String,
        key: String? = nil,
        patience: Duration = .seconds(10),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.key = key
        self.patience = patience
        self.clock = clock
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        settings.httpVersion = .http1Only
        settings.timeout.connect = .milliseconds(max(1, patience.milliseconds))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Ends all connections; must be called before the channel goes.
    package func shutDown() async { try? await client.shutdown() }

    /// Posts the message once.
    package func deliver(_ message: OutboundMessage) async -> Delivery {
        var request = request(url)
        request.method = .POST
        request.headers.add(name: "Idempotency-Key", value: message.key.text)
        request.headers.add(name: "Content-Type", value: "application/json")
        if let trace = message.traceparent {
            request.headers.add(name: "traceparent", value: trace)
        }
        let json = MessageLine(message).json
        request.body = .bytes(json, length: .known(Int64(json.count)))
        guard let answer = await exchange(request) else { return .unknown("No answer came.") }
        return answer.delivery(of: message.key)
    }

    /// Asks the provider what became of a key.
    package func lookUp(_ key: MessageKey) async -> Known {
        guard let answer = await exchange(request("\(url)/\(Self.escaped(key.text))")) else {
            return .unknown
        }
        switch answer.status {
        case 200: return .sent(reference: answer.reference ?? key.text)
        case 404, 410: return .never
        default: return .unknown
        }
    }

    /// A key as one part of a path.
    ///
    /// Source: RFC 3986, section 2.3.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            let isPlain = byte < 128 && (character.isLetter || character.isNumber)
            if isPlain || "-._~".contains(character) { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }

    private func request(_ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        if let key { request.headers.add(name: "Authorization", value: "Bearer \(key)") }
        return request
    }

    /// The whole answer within the channel's patience; nil where none came.
    ///
    /// The client's own deadline ends with the head of the answer, so the race is run here.
    private func exchange(_ request: HTTPClientRequest) async -> WebhookAnswer? {
        await withTaskGroup(of: WebhookAnswer?.self) { [client, clock, patience] group in
            group.addTask {
                guard
                    let head = try? await client.execute(request, deadline: .distantFuture),
                    let body = try? await head.body.collect(upTo: Self.answerBytesMax)
                else { return nil }
                return WebhookAnswer(
                    status: Int(head.status.code),
                    retryAfter: head.headers.first(name: "Retry-After"),
                    date: head.headers.first(name: "Date"),
                    body: Array(body.readableBytesView)
                )
            }
            group.addTask {
                try? await clock.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
