internal import AsyncHTTPClient
internal import Orchestration
internal import Synchronization

/// HTTP clients, one for each connect limit and kind of connection in use.
///
/// The connect limit is a property of a client and not of a request, so models with equal limits
/// share one, and with it their kept-alive connections.
final class Connections: Sendable {
    /// Whether a call may travel over a connection that has served before.
    enum Kind: Hashable {
        case kept
        case fresh
    }

    private struct Key: Hashable {
        let limit: Duration
        let kind: Kind
    }

    private enum State {
        case open([Key: HTTPClient])
        case closed
    }

    private let state = Mutex(State.open([:]))

    /// The client that gives up connecting after `limit`.
    /// - Throws: `cancelled` after `close`.
    func client(_ kind: Kind, connectingWithin limit: Duration) throws(Failure) -> HTTPClient {
        let key = Key(limit: limit, kind: kind)
        let client: HTTPClient? = state.withLock { state in
            guard case .open(var clients) = state else { return nil }
            let client = clients[key] ?? Self.make(key)
            clients[key] = client
            state = .open(clients)
            return client
        }
        guard let client else { throw Self.closed }
        return client
    }

    /// Why there will be no connection any more; nil while there may be.
    var refusal: Failure? {
        state.withLock { state in
            if case .closed = state { Self.closed } else { nil }
        }
    }

    private static let closed = Failure(.cancelled, "Model calls are shut down.")

    /// Ends all connections and refuses new calls; a second call does nothing.
    func close() async {
        let clients: [HTTPClient] = state.withLock { state in
            guard case .open(let clients) = state else { return [] }
            state = .closed
            return Array(clients.values)
        }
        for client in clients { try? await client.shutdown() }
    }

    private static func make(_ key: Key) -> HTTPClient {
        var settings = HTTPClient.Configuration()
        settings.timeout.connect = .milliseconds(max(1, key.limit.milliseconds))
        // Retrying is decided above us; here it would only hide a refused connection for the whole
        // of the connect limit.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        // A redirect would carry the key to another host.
        settings.redirectConfiguration = .disallow
        settings.httpVersion = .http1Only
        if key.kind == .fresh { settings.maximumUsesPerConnection = 1 }
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }
}
