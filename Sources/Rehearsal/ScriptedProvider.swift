internal import Hummingbird
internal import Orchestration
internal import Synchronization

/// A provider of language models that only pretends, over real HTTP on this machine.
///
/// It speaks the OpenAI-compatible protocol (`/v1/chat/completions` streaming and not,
/// `/v1/models`, `/health`). Latencies and sentences come from a seed; faults are switched while it
/// runs, by hand or by a script.
package final class ScriptedProvider: Sendable {
    private struct State {
        var faults: [String: Set<Fault>] = [:]
        var calls: [String: Int] = [:]
    }

    /// The faults a script or an incident plan asks for, by model and time since the start.
    package typealias Weather = @Sendable (_ model: String, _ elapsed: Duration) -> Set<Fault>

    private let models: [String: ScriptedModel]
    private let seed: UInt64
    private let weather: Weather
    private let watch: Stopwatch
    private let state = Mutex(State())
    private let server = Mutex<LoopbackServer?>(nil)

    private init(
        _ models: [ScriptedModel],
        seed: UInt64,
        clock: any Clock<Duration>,
        weather: @escaping Weather
    ) {
        self.models = Dictionary(models.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.seed = seed
        self.weather = weather
        watch = Stopwatch(clock)
    }

    /// Starts serving at a free port of 127.0.0.1.
    ///
    /// - Parameters:
    ///   - models: What it offers; asking for another model is an error, as in life.
    ///   - seed: Feeds latencies, refusals and sentences.
    ///   - clock: Waits and the time of `weather` run on it.
    ///   - weather: Faults by model and time, for example `Script.faults`.
    /// - Returns: The provider, already answering.
    /// - Throws: `cannotListen` where the system refuses a socket.
    package static func start(
        _ models: [ScriptedModel],
        seed: UInt64,
        clock: any Clock<Duration> = ContinuousClock(),
        weather: @escaping Weather = { _, _ in [] }
    ) async throws(RehearsalError) -> ScriptedProvider {
        let provider = ScriptedProvider(models, seed: seed, clock: clock, weather: weather)
        let server = try await LoopbackServer.start(provider.routes())
        provider.server.withLock { $0 = server }
        return provider
    }

    /// The base address for a model card, with `/v1`.
    package var url: String { "http://127.0.0.1:\(port)/v1" }

    /// The port it listens on.
    package var port: Int { server.withLock { $0?.port ?? 0 } }

    /// Begins or ends a fault of a model, at once for calls still to come.
    package func turn(_ change: Script.Change, for model: String) {
        state.withLock { state in
            switch change {
            case .on(let fault): state.faults[model, default: []].insert(fault)
            case .off(let fault): state.faults[model]?.remove(fault)
            }
        }
    }

    /// How many calls each model has taken.
    package var calls: [String: Int] { state.withLock { $0.calls } }

    /// Closes the socket and every connection.
    package func stop() async { await server.withLock { $0 }?.stop() }
}

extension ScriptedProvider {
    private func routes() -> Router<LoopbackContext> {
        let router = Router(context: LoopbackContext.self)
        router.get("/health") { _, _ in Response.json(["status": "ok"]) }
        router.get("/v1/models") { [models] _, _ in
            Response.json(SpokenModels(data: models.keys.sorted().map { .init(id: $0) }))
        }
        router.post("/v1/chat/completions") { [self] request, context -> Response in
            guard let asked = try? await request.decode(as: AskedChat.self, context: context) else {
                return .refusal(.badRequest, "The body is no chat request.")
            }
            return try await answer(to: asked, on: context)
        }
        return router
    }

    /// Decides how this call goes, and begins it.
    private func answer(to asked: AskedChat, on context: LoopbackContext) async throws -> Response {
        guard let model = models[asked.model] else {
            let name = asked.model.prefix(80)
            return .refusal(.notFound, "The model `\(name)` does not exist.", "model_not_found")
        }
        let call = state.withLock { state in
            state.calls[model.name, default: 0] += 1
            return state.calls[model.name, default: 1]
        }
        let faults = currentFaults(of: model.name)
        var draws = Draws(seed: seed, model: model.name, call: call)
        if let refusal = refusal(under: faults, drawing: &draws) { return refusal }
        let words = asked.prompt.split(whereSeparator: \.isWhitespace).count
        guard words <= model.contextWords else { return .tooLong(words, limit: model.contextWords) }
        if faults.contains(.silent) { try await context.hold(.seconds(120), watch) }
        let sentence = SentenceBank.sentence(for: asked.prompt, seed: seed &+ UInt64(call))
        return try await Performance(
            model: model,
            asked: asked,
            promptWords: words,
            sentence: sentence,
            faults: faults,
            id: "chatcmpl-\(model.name)-\(call)",
            watch: watch,
            isHeard: context.isOpen,
            hangUp: context.hangUp
        ).response(drawing: draws)
    }

    private func currentFaults(of model: String) -> Set<Fault> {
        weather(model, watch.elapsed()).union(state.withLock { $0.faults[model] ?? [] })
    }

    private func refusal(under faults: Set<Fault>, drawing draws: inout Draws) -> Response? {
        for case .refuses(let trouble, let share) in faults where draws.unit() < share {
            return .refusal(trouble)
        }
        return nil
    }
}
