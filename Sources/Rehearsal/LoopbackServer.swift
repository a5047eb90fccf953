internal import Hummingbird
internal import Synchronization

/// A real HTTP server on this machine only, at a port the system chose.
///
/// So that the code under rehearsal meets real sockets, real heads and real broken connections.
final class LoopbackServer: Sendable {
    /// The port it listens on.
    let port: Int
    private let guests: Guests
    private let closeDoor: @Sendable () async -> Void

    private init(port: Int, guests: Guests, closeDoor: @escaping @Sendable () async -> Void) {
        self.port = port
        self.guests = guests
        self.closeDoor = closeDoor
    }

    /// Binds 127.0.0.1 and serves until `stop`.
    /// - Throws: `cannotListen` where the system refuses a socket.
    static func start(_ router: Router<LoopbackContext>) async throws(RehearsalError)
        -> LoopbackServer
    {
        let (ready, announce) = AsyncStream.makeStream(of: LoopbackServer.self)
        let guests = Guests()
        router.add(middleware: guests)
        var application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                guard let port = channel.localAddress?.port else { return announce.finish() }
                announce.yield(
                    LoopbackServer(port: port, guests: guests) { try? await channel.close() }
                )
            }
        )
        // Its log would go to the terminal the console draws on.
        application.logger.logLevel = .critical
        Task { [application] in
            try? await application.run()
            announce.finish()
        }
        for await server in ready { return server }
        throw .cannotListen
    }

    /// Closes the socket and every connection; a second call does nothing.
    ///
    /// The serving task is not cancelled: swift-nio traps when a connection it has just accepted is
    /// thrown away unseen. Without a door and without guests it ends by itself. For the same reason
    /// nobody may be connecting in this very moment: stop the callers first.
    func stop() async {
        await closeDoor()
        guests.sendHome()
    }
}

/// The open connections of a server.
final class Guests: RouterMiddleware {
    typealias Context = LoopbackContext

    private enum State {
        case open([ObjectIdentifier: LoopbackContext])
        case closing
    }

    private let state = Mutex(State.open([:]))

    /// Lets a request in, and remembers its connection until that closes.
    func handle(
        _ request: Request,
        context: LoopbackContext,
        next: (Request, LoopbackContext) async throws -> Response
    ) async throws -> Response {
        let isNew: Bool? = state.withLock { state in
            guard case .open(var guests) = state else { return nil }
            defer { state = .open(guests) }
            return guests.updateValue(context, forKey: context.connection) == nil
        }
        guard let isNew else {
            context.hangUp()
            return Response(status: .serviceUnavailable)
        }
        if isNew { context.whenClosed { [weak self] in self?.forget(context.connection) } }
        return try await next(request, context)
    }

    /// Closes every connection, now and from now on.
    func sendHome() {
        let guests: [LoopbackContext] = state.withLock { state in
            guard case .open(let guests) = state else { return [] }
            state = .closing
            return Array(guests.values)
        }
        for guest in guests { guest.hangUp() }
    }

    private func forget(_ connection: ObjectIdentifier) {
        state.withLock { state in
            guard case .open(var guests) = state else { return }
            guests[connection] = nil
            state = .open(guests)
        }
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
    /// Tells one connection from another while both are open.
    let connection: ObjectIdentifier
    /// Whether the connection still stands, as far as this side knows.
    let isOpen: @Sendable () -> Bool
    /// Closes the connection at once: the peer sees no answer, or half of one.
    let hangUp: @Sendable () -> Void
    /// Calls back once the connection is closed.
    let whenClosed: @Sendable (@escaping @Sendable () -> Void) -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let channel = source.channel
        connection = ObjectIdentifier(channel)
        isOpen = { channel.isActive }
        hangUp = { channel.close(promise: nil) }
        whenClosed = { callBack in channel.closeFuture.whenComplete { _ in callBack() } }
    }

    /// Holds the connection without a word until it closes or `patience` is over.
    /// - Throws: Always, once it is closed: an answer written then would never be done.
    func hold(_ patience: Duration, _ watch: Stopwatch) async throws -> Never {
        let end = watch.elapsed() + patience
        while isOpen(), watch.elapsed() < end { try await watch.rest(.seconds(5)) }
        hangUp()
        throw CancellationError()
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
