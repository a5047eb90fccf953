import Inference
import Orchestration
import Rehearsal
import Testing

@Suite struct `A model client` {
    private let model = ScriptedModel(
        name: "scribe-a",
        firstToken: .milliseconds(2),
        betweenTokens: .milliseconds(1),
        contextWords: 50
    )
    private let question = ChatRequest(model: "scribe-a", messages: [.init(.user, "Greet Ada")])

    /// Runs `body` with a provider and a client, and ends both.
    private func rehearse(
        _ faults: [Fault] = [],
        clock: any Clock<Duration> = ContinuousClock(),
        limits: WireLimits = WireLimits(),
        _ body: (ModelClient, ScriptedProvider, Endpoint) async throws -> Void
    ) async throws {
        let provider = try await ScriptedProvider.start([model], seed: 7)
        for fault in faults { provider.turn(.on(fault), for: model.name) }
        let client = ModelClient(clock: clock, limits: limits)
        do { try await body(client, provider, Endpoint(url: provider.url)) } catch {
            await client.shutDown()
            await provider.stop()
            throw error
        }
        await client.shutDown()
        await provider.stop()
    }

    /// The failure a call ends with under `faults`.
    private func failure(
        _ faults: [Fault],
        of request: ChatRequest? = nil,
        _ change: (inout ModelCard.Clocks) -> Void = { _ in }
    ) async throws -> Failure? {
        var clocks = ModelCard.Clocks()
        change(&clocks)
        var failure: Failure?
        try await rehearse(faults) { [clocks] client, _, endpoint in
            do throws(Failure) {
                _ = try await client.complete(request ?? question, at: endpoint, clocks: clocks)
            } catch { failure = error }
        }
        return failure
    }

    @Test func `refuses words where a schema was sent`() async throws {
        var shaped = question
        shaped.shape = .text("sentence")
        #expect(try await failure([], of: shaped)?.kind == .badOutput)
    }

    @Test func `brings a streamed answer with its counts and times`() async throws {
        try await rehearse { client, _, endpoint in
            let reply = try await client.complete(question, at: endpoint, clocks: .init())
            #expect(reply.text.split(separator: " ").count == reply.tokensOut)
            #expect(reply.tokensIn == 2)
            #expect(reply.servedModel == "scribe-a (simulated)")
            let firstToken = try #require(reply.timeToFirstToken)
            #expect(.zero < firstToken && firstToken <= reply.total)
        }
    }

    @Test func `brings the same words in one piece, without a first token`() async throws {
        try await rehearse { client, _, endpoint in
            var whole = question
            whole.delivery = .whole
            whole.tokensMax = 3
            let reply = try await client.complete(whole, at: endpoint, clocks: .init())
            #expect(reply.finish == .length && reply.tokensOut == 3)
            #expect(reply.timeToFirstToken == nil)
        }
    }

    @Test func `gives up when no first token comes, on its own clock`() async throws {
        let clock = ManualClock()
        try await rehearse([.silent], clock: clock) { client, provider, endpoint in
            let question = question
            let call = Task { try await client.complete(question, at: endpoint, clocks: .init()) }
            await clock.someoneSleeps()
            while provider.calls.isEmpty { await Task.yield() }
            clock.advance(by: .seconds(10))
            let failure = await #expect(throws: Failure.self) { _ = try await call.value }
            #expect(failure?.kind == .timeout)
            #expect(failure?.message.contains("first token clock") == true)
        }
    }

    @Test func `counts keep-alive comments for nothing`() async throws {
        let failure = try await failure([.stalls(afterTokens: 0)]) {
            $0.firstToken = .milliseconds(1500)
            $0.betweenTokens = .milliseconds(1)
        }
        #expect(failure?.message.contains("first token clock") == true)
    }

    @Test func `gives up when the stream stalls`() async throws {
        let failure = try await failure([.stalls(afterTokens: 2)]) {
            $0.betweenTokens = .milliseconds(300)
        }
        #expect(failure?.message.contains("between tokens clock") == true)
    }

    @Test func `gives up when the whole takes too long`() async throws {
        let failure = try await failure([.slow(factor: 400)]) { $0.total = .milliseconds(200) }
        #expect(failure?.message.contains("total clock") == true)
    }

    @Test(arguments: [
        (Fault.refuses(.rateLimited(retryAfterSeconds: 9), share: 1), FailureKind.rateLimited),
        (.refuses(.broken, share: 1), .overloaded), (.refuses(.overloaded, share: 1), .overloaded),
        (.malformed, .badOutput), (.leavesEarly, .connect),
    ])
    func `names the class of a fault`(fault: Fault, kind: FailureKind) async throws {
        let failure = try await failure([fault])
        #expect(failure?.kind == kind)
        #expect(failure?.retryAfter == (kind == .rateLimited ? .seconds(9) : nil))
    }

    @Test func `says of an answer that broke off that it is a bad one`() async throws {
        // Slow enough that the first words are here before the connection is gone.
        let failure = try await failure([.disconnects, .slow(factor: 60)])
        #expect(failure?.kind == .badOutput)
    }

    @Test func `asks once more, over a fresh connection, where one closed without a word`()
        async throws
    {
        try await rehearse([.disconnects]) { client, provider, endpoint in
            var whole = question
            whole.delivery = .whole
            let request = whole
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.complete(request, at: endpoint, clocks: .init())
            }
            #expect(failure?.kind == .connect)
            #expect(provider.calls["scribe-a"] == 2)
        }
    }

    @Test func `knows a prompt that is too long`() async throws {
        var long = question
        long.messages = [.init(.user, String(repeating: "word ", count: 60))]
        #expect(try await failure([], of: long)?.kind == .contextTooLong)
    }

    @Test func `says at once when nobody listens`() async throws {
        let provider = try await ScriptedProvider.start([model], seed: 1)
        let endpoint = Endpoint(url: provider.url)
        await provider.stop()
        let client = ModelClient()
        let failure = await #expect(throws: Failure.self) {
            _ = try await client.complete(question, at: endpoint, clocks: .init())
        }
        #expect(failure?.kind == .connect)
        await client.shutDown()
    }

    @Test func `ends a call when its task is cancelled`() async throws {
        try await rehearse([.silent]) { client, provider, endpoint in
            let question = question
            let call = Task { try await client.complete(question, at: endpoint, clocks: .init()) }
            while provider.calls.isEmpty { await Task.yield() }
            call.cancel()
            let failure = await #expect(throws: Failure.self) { _ = try await call.value }
            #expect(failure?.kind == .cancelled)
        }
    }

    @Test func `refuses an answer larger than allowed`() async throws {
        var limits = WireLimits()
        limits.bodyBytesMax = 200
        try await rehearse(limits: limits) { client, _, endpoint in
            let failure = await #expect(throws: Failure.self) {
                _ = try await client.complete(question, at: endpoint, clocks: .init())
            }
            #expect(failure?.kind == .badOutput)
        }
    }

    @Test func `takes no call after it was shut down`() async throws {
        let client = ModelClient()
        await client.shutDown()
        await client.shutDown()
        let failure = await #expect(throws: Failure.self) {
            _ = try await client.complete(
                question,
                at: Endpoint(url: "http://127.0.0.1:1"),
                clocks: .init()
            )
        }
        #expect(failure?.kind == .cancelled)
    }
}
