internal import Glibc
internal import Hummingbird
package import Orchestration

/// Opens a control plane to other processes of the same user, over HTTP on a Unix socket.
///
/// It has no rule of its own: each question is one call of the control plane.
package final class GatewayServer: Sendable {
    private let path: SocketPath
    private let closeDoor: @Sendable () async -> Void

    private init(path: SocketPath, closeDoor: @escaping @Sendable () async -> Void) {
        self.path = path
        self.closeDoor = closeDoor
    }

    /// Listens until `stop`.
    ///
    /// A socket that is there already is taken over: only the holder of the journal opens its
    /// gateway, so whoever left that one is gone.
    /// - Parameters:
    ///   - control: What answers.
    ///   - path: Where; its folder must exist.
    ///   - version: Callers of another version are refused.
    ///   - door: Takes events in; nil where none are taken.
    ///   - lineage: Takes arrivals of sources in that others tell of; nil where none are taken.
    /// - Returns: The gateway, listening.
    /// - Throws: `cannotListen`.
    package static func open(
        _ control: any ControlPlane,
        at path: SocketPath,
        version: String,
        door: EventDoor? = nil,
        lineage: LineageDoor? = nil
    ) async throws(GatewayError) -> GatewayServer {
        unlink(path.text)
        let (ready, announce) = AsyncStream.makeStream(of: GatewayServer.self)
        var application = Application(
            router: GatewayRoutes(
                control: control,
                version: version,
                door: door,
                lineage: lineage
            ).router(),
            configuration: .init(address: .unixDomainSocket(path: path.text)),
            onServerRunning: { channel in
                chmod(path.text, 0o600)
                announce.yield(GatewayServer(path: path) { try? await channel.close() })
            }
        )
        // Its log would go to the terminal the console draws on.
        application.logger.logLevel = .critical
        let running = Task { [application] in
            defer { announce.finish() }
            try await application.runService(gracefulShutdownSignals: [])
        }
        for await server in ready { return server }
        let why = await running.result.failureText
        throw .cannotListen(path.text, why: why)
    }

    /// Lets nobody in any more, and removes the socket.
    ///
    /// Connections that are open end with the process: swift-nio traps when one that it has just
    /// accepted is thrown away unseen.
    package func stop() async {
        unlink(path.text)
        await closeDoor()
    }
}

extension Result where Failure == any Error {
    /// Why it failed, in words.
    fileprivate var failureText: String {
        guard case .failure(let error) = self else { return "the server ended at once" }
        return "\(error)"
    }
}
