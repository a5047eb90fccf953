internal import Hummingbird

/// One answer being given, with its waits and its faults.
struct Performance: Sendable {
    let model: ScriptedModel
    let asked: AskedChat
    let promptWords: Int
    let sentence: String
    let faults: Set<Fault>
    let id: String
    let watch: Stopwatch
    /// Whether anybody is there to hear it: a write to a closed connection does not always say so.
    let isHeard: @Sendable () -> Bool
    let hangUp: @Sendable () -> Void

    /// The words of the answer, each with its leading space, cut at the limit asked for.
    private var tokens: [String] {
        let words = sentence.split(separator: " ")
        let tokens = words.enumerated().map {
            $0.offset == 0 ? String($0.element) : " \($0.element)"
        }
        return Array(tokens.prefix(max(0, asked.max_tokens ?? .max)))
    }

    private var finish: String {
        tokens.count < sentence.split(separator: " ").count ? "length" : "stop"
    }

    private var slowness: Double {
        faults.reduce(1) { product, fault in
            guard case .slow(let factor) = fault else { return product }
            return product * factor
        }
    }

    /// The response, streamed where that was asked for.
    func response(drawing draws: Draws) async throws -> Response {
        var draws = draws
        guard asked.stream == true else { return try await whole(drawing: &draws) }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-cache"],
            body: ResponseBody { [draws] writer in
                try await stream(into: &writer, drawing: draws)
                try await writer.finish(nil)
            }
        )
    }

    private func whole(drawing draws: inout Draws) async throws -> Response {
        try await watch.rest(draws.wait(around: model.firstToken, factor: slowness))
        for _ in tokens {
            try await watch.rest(draws.wait(around: model.betweenTokens, factor: slowness))
        }
        if faults.contains(.disconnects) { hangUp() }
        if faults.contains(.malformed) { return .json(["choices": "none"]) }
        let text = tokens.joined()
        var answer = chat(
            "chat.completion",
            .init(message: .init(role: "assistant", content: text))
        )
        answer.choices[0].finish_reason = finish
        answer.usage = usage
        return .json(answer)
    }

    private func stream(into writer: inout any ResponseBodyWriter, drawing draws: Draws)
        async throws
    {
        var draws = draws
        // A comment first, as proxies send them: it must not count as a token.
        try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
        try await watch.rest(draws.wait(around: model.firstToken, factor: slowness))
        try await say(.init(delta: .init(role: "assistant")), to: &writer)
        for (index, token) in tokens.enumerated() {
            try await misbehave(before: index, writing: &writer)
            try await say(.init(delta: .init(content: token)), to: &writer)
            try await watch.rest(draws.wait(around: model.betweenTokens, factor: slowness))
        }
        try await say(.init(delta: .init(), finish_reason: finish), to: &writer)
        if asked.stream_options?.include_usage == true {
            var last = chat("chat.completion.chunk", .init())
            (last.choices, last.usage) = ([], usage)
            try await writer.write(.event(last))
        }
        try await writer.write(ByteBuffer(string: "data: [DONE]\n\n"))
    }

    /// Does what the faults ask for before token number `index` is said.
    private func misbehave(before index: Int, writing writer: inout any ResponseBodyWriter)
        async throws
    {
        if index == 2, faults.contains(.malformed) {
            try await writer.write(ByteBuffer(string: "data: {\"choices\":[{\"delta\":\n\n"))
        }
        if index == 2 && faults.contains(.disconnects) || faults.contains(.leavesEarly) {
            hangUp()
            throw CancellationError()
        }
        guard faults.contains(.stalls(afterTokens: index)) else { return }
        // Comments keep the connection warm, and make it close once the client has gone.
        while isHeard() {
            try await watch.rest(.seconds(1))
            try await writer.write(ByteBuffer(string: ": keep-alive\n\n"))
        }
        throw CancellationError()
    }

    private func say(_ choice: SpokenChat.Choice, to writer: inout any ResponseBodyWriter)
        async throws
    {
        try await writer.write(.event(chat("chat.completion.chunk", choice)))
    }

    private func chat(_ object: String, _ choice: SpokenChat.Choice) -> SpokenChat {
        SpokenChat(id: id, object: object, model: model.servedName, choices: [choice])
    }

    private var usage: SpokenChat.Usage { .init(prompt: promptWords, completion: tokens.count) }
}
