internal import Hummingbird

/// A real HTTP server on this machine only, at a port the system chose.
///
/// So that the code under rehearsal meets real sockets, real heads and real broken connections.
final class LoopbackServer: Sendable {
    /// The port it listens on.
    let port: Int
    private let task: Task<Void, Never>

    private init(port: Int, task: Task<Void, Never>) {
        self.port = port
        self.task = task
    }

    /// Binds 127.0.0.1 and serves until `stop`.
    /// - Throws: `cannotListen` where the system refuses a socket.
    static func start(_ router: Router<LoopbackContext>) async throws(RehearsalError)
        -> LoopbackServer
    {
        let (ready, announce) = AsyncStream.makeStream(of: Int.self)
        var application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                if let port = channel.localAddress?.port { announce.yield(port) }
            }
        )
        // Its log would go to the terminal the console draws on.
        application.logger.logLevel = .critical
        let task = Task { [application] in
            try? await application.run()
            announce.finish()
        }
        for await port in ready { return LoopbackServer(port: port, task: task) }
        throw .cannotListen
    }

    /// Closes the socket and every connection; a second call does nothing.
    func stop() async {
        task.cancel()
        await task.value
    }
}

/// Why a rehearsal cannot begin.
package enum RehearsalError: Error, Hashable, Sendable {
    /// No socket on 127.0.0.1.
    case cannotListen
}

/// What a route knows of the connection it answers on.
struct LoopbackContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Closes the connection at once: the peer sees no answer, or half of one.
    let hangUp: @Sendable () -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let channel = source.channel
        hangUp = { channel.close(promise: nil) }
    }
}

/// Time since a start, on an injected clock.
struct Stopwatch: Sendable {
    let elapsed: @Sendable () -> Duration
    let rest: @Sendable (Duration) async throws -> Void

    init(_ clock: some Clock<Duration>) {
        let start = clock.now
        elapsed = { start.duration(to: clock.now) }
        rest = { try await clock.sleep(until: clock.now.advanced(by: $0), tolerance: nil) }
    }
}
