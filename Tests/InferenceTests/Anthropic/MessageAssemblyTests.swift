import Inference
import Orchestration
import Testing

@Suite struct `A streamed message` {
    private let start =
        #"{"type":"message_start","message":{"model":"m-1","content":[],"usage":{"input_tokens":25,"output_tokens":1}}}"#
    private let ping = #"{"type":"ping"}"#
    private let open =
        #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#
    private let close = #"{"type":"content_block_stop","index":0}"#
    private let done = #"{"type":"message_stop"}"#

    private func text(_ piece: String) -> String {
        #"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"\#(piece)"}}"#
    }

    private func stop(_ reason: String) -> String {
        #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":null},"usage":{"output_tokens":15}}"#
    }

    private func assemble(_ events: [String]) throws(Failure) -> (ChatReply, [StreamProgress]) {
        var assembly = MessageAssembly()
        var progress: [StreamProgress] = []
        for event in events { progress.append(try assembly.take(Array(event.utf8))) }
        return (try assembly.reply(firstToken: .seconds(1), total: .seconds(2)), progress)
    }

    @Test func `counts only text as tokens, and takes its usage from both ends`() throws {
        let (reply, progress) = try assemble([
            start, open, ping, text("Hel"), text("lo"), close, stop("end_turn"), done,
        ])
        #expect(
            progress == [
                .nothing, .nothing, .nothing, .content, .content, .nothing, .nothing, .nothing,
            ]
        )
        #expect(reply.text == "Hello" && reply.finish == .stop)
        #expect(reply.tokensIn == 25 && reply.tokensOut == 15)
        #expect(reply.servedModel == "m-1")
    }

    @Test func `is not complete without a reason to stop`() {
        let failure = #expect(throws: Failure.self) {
            _ = try assemble([start, text("a"), done])
        }
        #expect(failure?.kind == .badOutput)
    }

    @Test func `passes over events that the protocol may add`() throws {
        let (reply, _) = try assemble([
            start, #"{"type":"thinking_aloud","delta":{"text":"no"}}"#, text("a"),
            stop("max_tokens"),
        ])
        #expect(reply.text == "a" && reply.finish == .length)
    }

    @Test(arguments: [
        (
            #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            FailureKind.overloaded
        ),
        (
            #"{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"#,
            .rateLimited
        ),
        (#"{"type":"error"}"#, .badOutput), (#"{"delta":{}}"#, .badOutput), ("[]", .badOutput),
        (
            #"{"type":"message_delta","delta":{"stop_reason":"refusal"}}"#,
            .contentPolicy
        ),
    ])
    func `fails by the class of what went wrong`(event: String, kind: FailureKind) {
        let failure = #expect(throws: Failure.self) { _ = try assemble([start, event]) }
        #expect(failure?.kind == kind)
    }

    @Test func `ends at the limit of its text`() {
        var limits = WireLimits()
        limits.textBytesMax = 10
        var assembly = MessageAssembly(limits: limits)
        let failure = #expect(throws: Failure.self) {
            for _ in 0..<11 { _ = try assembly.take(Array(text("a").utf8)) }
        }
        #expect(failure?.kind == .badOutput)
    }
}
