internal import FoundationEssentials
internal import Hummingbird
internal import Orchestration
internal import Synchronization

/// A provider of messages that only pretends: idempotent by key, and able to lose its answers.
///
/// `POST /messages` with `Idempotency-Key` takes a message; `GET /messages/KEY` says what became of
/// it.
package final class ScriptedChannel: Sendable {
    /// One way in which it misbehaves.
    package enum Fault: Hashable, Sendable {
        /// Takes the message, then closes the connection without a word.
        case losesAnswers
        /// Closes the connection before it takes the message.
        case losesMessages
        /// Answers that status to every message.
        case refuses(status: Int)
        /// Cannot say what became of any message.
        case forgetful
    }

    private struct State {
        var faults: Set<Fault> = []
        var taken: [String: String] = [:]
        var posts: [String: Int] = [:]
        var traces: [String: String] = [:]
    }

    private let state = Mutex(State())
    private let server = Mutex<LoopbackServer?>(nil)

    private init() {}

    /// Starts serving at a free port of 127.0.0.1.
    /// - Throws: `cannotListen` where the system refuses a socket.
    package static func start() async throws(RehearsalError) -> ScriptedChannel {
        let channel = ScriptedChannel()
        let server = try await LoopbackServer.start(channel.routes())
        channel.server.withLock { $0 = server }
        return channel
    }

    /// The address messages are posted to.
    package var url: String { "http://127.0.0.1:\(server.withLock { $0?.port ?? 0 })/messages" }

    /// Sets the faults from now on.
    package func misbehave(_ faults: Set<Fault>) { state.withLock { $0.faults = faults } }

    /// The references of the messages a customer got, by key.
    package var taken: [String: String] { state.withLock { $0.taken } }

    /// How often each key was posted.
    package var posts: [String: Int] { state.withLock { $0.posts } }

    /// The `traceparent` that each key was posted with last.
    package var traces: [String: String] { state.withLock { $0.traces } }

    /// Closes the socket and every connection.
    package func stop() async { await server.withLock { $0 }?.stop() }

    private func routes() -> Router<LoopbackContext> {
        let router = Router(context: LoopbackContext.self)
        router.post("/messages") { [self] request, context -> Response in
            let named = request.headers.first { $0.name.canonicalName == "idempotency-key" }
            guard let key = named?.value else {
                return Response.json(["error": "no Idempotency-Key"], status: .badRequest)
            }
            if let trace = request.headers.first(where: { $0.name.canonicalName == "traceparent" })
            {
                state.withLock { $0.traces[key] = trace.value }
            }
            return take(key, on: context)
        }
        router.get("/messages/{key}") { [self] _, context -> Response in
            let (faults, taken) = state.withLock { ($0.faults, $0.taken) }
            if faults.contains(.forgetful) { return Response(status: .internalServerError) }
            let key = context.parameters.get("key")?.removingPercentEncoding ?? ""
            guard let reference = taken[key] else { return Response(status: .notFound) }
            return .json(["id": reference])
        }
        return router
    }

    /// Takes a message once, however often it is posted.
    private func take(_ key: String, on context: LoopbackContext) -> Response {
        let (faults, reference): (Set<Fault>, String?) = state.withLock { state in
            state.posts[key, default: 0] += 1
            for case .refuses in state.faults { return (state.faults, nil) }
            guard !state.faults.contains(.losesMessages) else { return (state.faults, nil) }
            let reference = state.taken[key] ?? "message-\(state.taken.count + 1)"
            state.taken[key] = reference
            return (state.faults, reference)
        }
        for case .refuses(let status) in faults {
            return Response.json(["error": "refused"], status: .init(code: status))
        }
        guard let reference, !faults.contains(.losesAnswers) else {
            context.hangUp()
            return Response(status: .noContent)
        }
        return .json(["id": reference], status: .created)
    }
}
