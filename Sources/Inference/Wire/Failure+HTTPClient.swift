internal import AsyncHTTPClient
internal import Orchestration

extension Failure {
    /// The failure of a call that ended before the answer began.
    init(beforeHead error: any Error, connect limit: Duration) {
        switch error {
        case let failure as Failure: self = failure
        case is CancellationError: self.init(.cancelled, "The call was cancelled.")
        case let error as HTTPClientError: self.init(error, connect: limit)
        default: self.init(.connect, "No connection: \(readable(String(describing: error)))")
        }
    }

    /// The failure of a call whose answer broke off.
    ///
    /// A connection that was lost before anything of the answer had come is a lost connection:
    /// another target may be asked. Once there was content, the answer is a bad one.
    init(afterHead error: any Error, progress: StreamProgress) {
        switch error {
        case let failure as Failure: self = failure
        case is CancellationError: self.init(.cancelled, "The call was cancelled.")
        case HTTPClientError.cancelled as HTTPClientError:
            self.init(.cancelled, "The call was cancelled.")
        default:
            let why = readable(String(describing: error))
            switch progress {
            case .nothing:
                self.init(.connect, "The connection was lost before any content came: \(why)")
            case .content: self.init(.badOutput, "The answer broke off: \(why)")
            }
        }
    }

    private init(_ error: HTTPClientError, connect limit: Duration) {
        switch error {
        case .cancelled, .alreadyShutdown: self.init(.cancelled, "The call was cancelled.")
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            self = CallClocks.Clock.connect.failure(after: limit)
        case .remoteConnectionClosed:
            self.init(.connect, "The endpoint closed the connection before it answered.")
        case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath:
            self.init(.badInput, "The address of the endpoint cannot be read: \(error).")
        default: self.init(.connect, "No answer: \(readable(String(describing: error)))")
        }
    }

    /// The same failure without the key.
    func redacted(_ key: Secret?) -> Failure {
        guard let key else { return self }
        return Failure(kind, key.redacted(in: message), retryAfter: retryAfter)
    }
}

extension Error {
    /// Whether a connection broke, rather than time, the address or the caller.
    ///
    /// What is no error of the HTTP client comes from the socket: closed, reset, refused.
    var isDeadConnection: Bool {
        switch self {
        case is CancellationError: false
        case let error as HTTPClientError: error == .remoteConnectionClosed
        default: true
        }
    }
}
