internal import Hummingbird
package import Orchestration

/// Serves `/metrics` on a TCP port of the loopback interface, and nothing else.
///
/// A scraper cannot speak to a Unix socket. What it gets holds figures and names of the project's
/// parts; orders are not taken here. A page in a browser that has its own name point at this
/// machine is turned away: it asks for another host.
package final class MetricsServer: Sendable {
    /// Where it listens.
    package let port: Int
    private let closeDoor: @Sendable () async -> Void

    private init(port: Int, closeDoor: @escaping @Sendable () async -> Void) {
        self.port = port
        self.closeDoor = closeDoor
    }

    /// Listens until `stop`.
    /// - Parameters:
    ///   - control: What answers.
    ///   - port: 0 for any that is free.
    /// - Returns: The server, listening.
    /// - Throws: `cannotListen`.
    package static func open(_ control: any ControlPlane, port: Int) async throws(GatewayError)
        -> MetricsServer
    {
        let router = Router()
        router.add(middleware: Problems())
        router.add(middleware: OnlyThisMachine())
        MetricsRoute(control: control).add(to: router)
        let (ready, announce) = AsyncStream.makeStream(of: MetricsServer.self)
        var application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { channel in
                announce.yield(
                    MetricsServer(port: channel.localAddress?.port ?? port) {
                        try? await channel.close()
                    }
                )
            }
        )
        application.logger.logLevel = .critical
        let (failure, tell) = AsyncStream.makeStream(of: String.self)
        Task { [application] in
            do { try await application.runService(gracefulShutdownSignals: []) } catch {
                tell.yield("\(error)")
            }
            announce.finish()
            tell.finish()
        }
        for await server in ready { return server }
        for await why in failure { throw .cannotListen("127.0.0.1:\(port)", why: why) }
        throw .cannotListen("127.0.0.1:\(port)", why: "the server ended at once")
    }

    /// Closes the port; a connection that is open ends with its asker or the process.
    package func stop() async { await closeDoor() }
}

/// Takes questions only from those who ask this machine by a name of its own.
private struct OnlyThisMachine: RouterMiddleware {
    func handle(
        _ request: Request,
        context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let host = (request.head.authority ?? "").split(separator: ":").first ?? ""
        guard ["127.0.0.1", "localhost"].contains(host) else {
            throw HTTPError(.misdirectedRequest, message: "Ask for 127.0.0.1.")
        }
        return try await next(request, context)
    }
}
