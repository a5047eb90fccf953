internal import AsyncHTTPClient
package import Orchestration

/// Delivers notices by webhook, to an Alertmanager, or by starting a program.
package final class Messenger: Herald {
    private let recipients: [String: Recipient]
    private let keys: [String: String]
    private let client: HTTPClient

    /// The longest a recipient may take, in seconds.
    static let patience: Int64 = 10

    /// - Parameters:
    ///   - recipients: Whom notices may be for.
    ///   - environment: Where keys are looked up.
    package init(_ recipients: [Recipient], environment: [String: String]) {
        self.recipients = Dictionary(recipients.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        keys = environment
        var settings = HTTPClient.Configuration()
        settings.connectionPool.retryConnectionEstablishment = false
        settings.redirectConfiguration = .disallow
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// Ends all connections.
    package func shutDown() async { try? await client.shutdown() }

    package func deliver(_ notice: Notice) async -> Delivered {
        switch recipients[notice.recipient]?.way {
        case .webhook(let url, let variable)?:
            await post(notice.webhook, to: url, variable, notice)
        case .alertmanager(let url, let variable)?:
            await post(notice.postableAlerts, to: Self.alerts(at: url), variable, notice)
        case .command(let words)?:
            await Errand(words, input: notice.webhook.jsonBytes, id: notice.id).run()
        case nil: .refused("the project names no such recipient any more")
        }
    }

    private func post(
        _ body: Value,
        to url: String,
        _ variable: String?,
        _ notice: Notice
    ) async -> Delivered {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Idempotency-Key", value: notice.id)
        if let key = variable.flatMap({ keys[$0] }) {
            request.headers.add(name: "Authorization", value: "Bearer \(key)")
        }
        let json = body.jsonBytes
        request.body = .bytes(json, length: .known(Int64(json.count)))
        guard let head = try? await client.execute(request, timeout: .seconds(Self.patience)) else {
            return .later("no answer came", after: nil)
        }
        _ = try? await head.body.collect(upTo: 65_536)
        return Self.delivered(head.status.code, head.headers.first(name: "Retry-After"))
    }

    private static func delivered(_ status: UInt, _ retryAfter: String?) -> Delivered {
        switch status {
        case 200..<300: .taken
        case 408, 425, 429, 500...:
            .later(
                "answered with \(status)",
                after: retryAfter.flatMap { Int64($0) }.map { .seconds(min(max(0, $0), 3600)) }
            )
        default: .refused("answered with \(status)")
        }
    }

    private static func alerts(at url: String) -> String {
        var base = url[...]
        while base.hasSuffix("/") { base = base.dropLast() }
        return base.hasSuffix("/api/v2/alerts") ? String(base) : "\(base)/api/v2/alerts"
    }
}
