import Channels
import Orchestration
import Rehearsal
import Testing

@Suite struct `A webhook channel` {
    private let message = OutboundMessage(
        key: MessageKey("run/7 step 3"),
        to: "ada@example.com",
        profile: "c1",
        text: "Hello",
        purpose: "marketing",
        time: .epoch
    )

    private func rehearse(_ body: (WebhookChannel, ScriptedChannel) async throws -> Void)
        async throws
    {
        let provider = try await ScriptedChannel.start()
        let channel = WebhookChannel(url: provider.url)
        try await body(channel, provider)
        await channel.shutDown()
        await provider.stop()
    }

    @Test func `sends once and can ask for it by its key`() async throws {
        try await rehearse { channel, provider in
            #expect(await channel.lookUp(message.key) == .never)
            #expect(await channel.deliver(message) == .sent(reference: "message-1"))
            #expect(await channel.lookUp(message.key) == .sent(reference: "message-1"))
            #expect(provider.taken == [message.key.text: "message-1"])
        }
    }

    @Test func `passes on where in a trace the message is, and nothing where there is none`()
        async throws
    {
        try await rehearse { channel, provider in
            var traced = message
            traced.traceparent = TraceContext(of: "run/7", salt: 1).part("step/1").header
            _ = await channel.deliver(traced)
            #expect(provider.traces == [message.key.text: traced.traceparent])
        }
        try await rehearse { channel, provider in
            _ = await channel.deliver(message)
            #expect(provider.traces.isEmpty)
        }
    }

    @Test func `resolves a lost answer by asking, not by sending again`() async throws {
        try await rehearse { channel, provider in
            provider.misbehave([.losesAnswers])
            guard case .unknown = await channel.deliver(message) else {
                Issue.record("a lost answer must be unknown")
                return
            }
            #expect(await channel.lookUp(message.key) == .sent(reference: "message-1"))
            #expect(provider.posts == [message.key.text: 1])
        }
    }

    @Test func `learns by asking that a message never arrived, and may then send it`() async throws
    {
        try await rehearse { channel, provider in
            provider.misbehave([.losesMessages])
            guard case .unknown = await channel.deliver(message) else {
                Issue.record("no answer must be unknown")
                return
            }
            #expect(await channel.lookUp(message.key) == .never)
            provider.misbehave([])
            #expect(await channel.deliver(message) == .sent(reference: "message-1"))
        }
    }

    @Test func `stays unsure while the provider cannot say`() async throws {
        try await rehearse { channel, provider in
            provider.misbehave([.forgetful])
            #expect(await channel.lookUp(message.key) == .unknown)
        }
    }

    @Test(arguments: [
        (401, FailureKind.auth), (403, .auth), (422, .badInput), (429, .rateLimited),
        (503, .overloaded),
    ])
    func `takes a clear no for a no`(status: Int, kind: FailureKind) async throws {
        try await rehearse { channel, provider in
            provider.misbehave([.refuses(status: status)])
            guard case .refused(let failure) = await channel.deliver(message) else {
                Issue.record("\(status) must be a refusal")
                return
            }
            #expect(failure.kind == kind)
        }
    }

    @Test(arguments: [302, 408, 409, 500, 502, 504])
    func `takes anything less clear for unknown`(status: Int) async throws {
        try await rehearse { channel, provider in
            provider.misbehave([.refuses(status: status)])
            guard case .unknown = await channel.deliver(message) else {
                Issue.record("\(status) proves nothing")
                return
            }
        }
    }

    @Test func `knows nothing where nobody listens`() async {
        let channel = WebhookChannel(url: "http://127.0.0.1:1/messages")
        #expect(await channel.deliver(message) == .unknown("No answer came."))
        #expect(await channel.lookUp(message.key) == .unknown)
        await channel.shutDown()
    }
}
