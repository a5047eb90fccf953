internal import Hummingbird
internal import Synchronization

/// An HTTP server on this machine that takes whatever is posted, and answers as it is told.
///
/// Stands in for collectors and webhooks: the sender meets real sockets.
package final class ScriptedReceiver: Sendable {
    /// One request that came.
    package struct Letter: Hashable, Sendable {
        package let path: String
        /// By name, in lower case.
        package let headers: [String: String]
        package let body: [UInt8]
    }

    private struct State {
        var letters: [Letter] = []
        var answers: [Int]
        let body: String
    }

    private final class Desk: Sendable {
        let state: Mutex<State>
        init(_ answers: [Int], _ body: String) {
            state = Mutex(State(answers: answers, body: body))
        }
    }

    private let desk: Desk
    private let server: LoopbackServer

    /// Its address, for example `http://127.0.0.1:40123`.
    package var url: String { "http://127.0.0.1:\(server.port)" }

    /// Everything that came, in order.
    package var letters: [Letter] { desk.state.withLock { $0.letters } }

    private init(_ desk: Desk, _ server: LoopbackServer) {
        self.desk = desk
        self.server = server
    }

    /// Listens until `stop`.
    /// - Parameters:
    ///   - answers: Status codes of the first answers; 200 from then on.
    ///   - body: What every answer says.
    /// - Returns: The receiver, listening.
    /// - Throws: `cannotListen`.
    package static func start(
        answering answers: [Int] = [],
        saying body: String = "{}"
    ) async throws(RehearsalError) -> ScriptedReceiver {
        let desk = Desk(answers, body)
        let router = Router(context: LoopbackContext.self)
        router.post("**") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 24)
            let headers = request.headers.map { ($0.name.rawName.lowercased(), $0.value) }
            let letter = Letter(
                path: request.uri.path,
                headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
                body: Array(body.readableBytesView)
            )
            let (status, said) = desk.state.withLock { state in
                state.letters.append(letter)
                return (state.answers.isEmpty ? 200 : state.answers.removeFirst(), state.body)
            }
            return Response(
                status: .init(code: status),
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: said))
            )
        }
        return ScriptedReceiver(desk, try await LoopbackServer.start(router))
    }

    /// Closes the socket and every connection.
    package func stop() async { await server.stop() }
}
