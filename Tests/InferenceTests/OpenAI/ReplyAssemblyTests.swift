import Inference
import Orchestration
import Testing

@Suite struct `A streamed answer` {
    private func piece(_ content: String) -> String {
        #"{"model":"m","choices":[{"index":0,"delta":{"content":"\#(content)"},"finish_reason":null}]}"#
    }
    private let end = #"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#

    private func assemble(_ events: [String]) throws(Failure) -> (
        ChatReply, [StreamProgress]
    ) {
        var assembly = ReplyAssembly()
        var progress: [StreamProgress] = []
        for event in events { progress.append(try assembly.take(Array(event.utf8))) }
        return (try assembly.reply(firstToken: .seconds(1), total: .seconds(2)), progress)
    }

    @Test func `counts only content as tokens`() throws {
        let opening = #"{"choices":[{"delta":{"role":"assistant","content":null}}]}"#
        let (reply, progress) = try assemble([
            opening, piece(""), piece("Hel"), piece("lo"), end, "[DONE]",
        ])
        #expect(progress == [.nothing, .nothing, .content, .content, .nothing, .nothing])
        #expect(reply.text == "Hello")
        #expect(reply.finish == .stop)
        #expect(reply.servedModel == "m")
    }

    @Test func `takes its token counts from the last usage, and never invents them`() throws {
        let usage = #"{"choices":[],"usage":{"prompt_tokens":32,"completion_tokens":8}}"#
        let counted = try assemble([piece("a"), end, usage, "[DONE]"]).0
        #expect(counted.tokensIn == 32 && counted.tokensOut == 8)
        let silent = try assemble([piece("a"), end, "[DONE]"]).0
        #expect(silent.tokensIn == nil && silent.tokensOut == nil)
        let odd = #"{"choices":[],"usage":{"prompt_tokens":-1}}"#
        #expect(try assemble([piece("a"), end, odd]).0.tokensIn == nil)
    }

    @Test func `is complete without the word DONE, but not without a reason to finish`() throws {
        #expect(try assemble([piece("a"), end]).0.text == "a")
        let failure = #expect(throws: Failure.self) { _ = try assemble([piece("a"), "[DONE]"]) }
        #expect(failure?.kind == .badOutput)
    }

    @Test(arguments: [
        (#"{"error":{"message":"no room","type":"overloaded_error"}}"#, FailureKind.overloaded),
        (
            #"{"error":{"message":"n_ctx","type":"exceed_context_size_error","code":400}}"#,
            .contextTooLong
        ),
        (#"{"error":"plain words"}"#, .overloaded),
        (#"{"choices":[{"delta":{"refusal":"I will not"}}]}"#, .contentPolicy),
        (#"{"choices":[{"delta":"#, .badOutput),
        ("[]", .badOutput),
        (#"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#, .contentPolicy),
    ])
    func `fails by the class of what went wrong`(event: String, kind: FailureKind) {
        let failure = #expect(throws: Failure.self) { _ = try assemble([event]) }
        #expect(failure?.kind == kind)
    }
}

@Suite struct `A refused call` {
    @Test(arguments: [
        (
            400,
            #"{"error":{"code":400,"message":"request (4031 tokens) exceeds","type":"exceed_context_size_error","n_ctx":2048}}"#,
            FailureKind.contextTooLong
        ),
        (
            400,
            #"{"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}}"#,
            .contextTooLong
        ),
        (
            400, #"{"error":{"message":"This model's maximum context length is 4096 tokens"}}"#,
            .contextTooLong
        ),
        (413, "", .contextTooLong),
        (400, #"{"error":{"message":"no","code":"content_policy_violation"}}"#, .contentPolicy),
        (400, "not json at all", .badInput), (404, "{}", .badInput), (422, "[]", .badInput),
        (402, "{}", .quotaSpent),
        (429, #"{"error":{"code":"insufficient_quota","message":"pay"}}"#, .quotaSpent),
        (404, #"{"error":{"code":"model_not_found","message":"no"}}"#, .unknownModel),
        (404, #"{"error":{"type":"not_found_error","message":"model: x"}}"#, .unknownModel),
        (401, "{}", .auth), (403, "{}", .auth), (408, "", .timeout), (429, "{}", .rateLimited),
        (500, "", .overloaded), (502, "", .overloaded), (503, "", .overloaded),
        (529, "", .overloaded),
        (501, #"{"error":{"code":501,"message":"no","type":"not_supported_error"}}"#, .badInput),
        (302, "", .badOutput),
    ])
    func `is classed by its status and the vendor's own word`(
        status: Int,
        body: String,
        kind: FailureKind
    ) {
        #expect(Failure(Refusal(status: status), body: Array(body.utf8)).kind == kind)
    }

    @Test(arguments: [
        (#""minute";r=0;t=30, "day";r=812;t=60000"#, Duration?.some(.seconds(30))),
        (#""minute";r=0;t=30, "day";r=0;t=600"#, .seconds(600)),
        (#""minute";r=5;t=30"#, nil), ("", nil), (#""minute";r=0"#, nil), ("r=0;t=-1", nil),
        ("r=0;t=99999999999999999999", .seconds(86_400)),
    ])
    func `asks for the pause of its used-up limits, where it says nothing else`(
        text: String,
        pause: Duration?
    ) {
        #expect(Failure(Refusal(status: 429, rateLimit: text), body: []).retryAfter == pause)
        let both = Refusal(status: 429, retryAfter: "2", rateLimit: text)
        #expect(Failure(both, body: []).retryAfter == .seconds(2))
    }

    @Test func `says what problem details say`() {
        let body = #"{"type":"about:blank","title":"Busy","status":503,"detail":"Come at noon."}"#
        let failure = Failure(Refusal(status: 503), body: Array(body.utf8))
        #expect(failure.kind == .overloaded)
        #expect(failure.message == "The endpoint answered 503: Come at noon.")
    }

    @Test func `carries the pause the endpoint asked for, in either form`() {
        let now = "Sun, 06 Nov 1994 08:49:37 GMT"
        let pause = { (text: String) in
            Failure(Refusal(status: 429, retryAfter: text, date: now), body: []).retryAfter
        }
        #expect(pause("120") == .seconds(120))
        #expect(pause(" 7 ") == .seconds(7))
        #expect(pause("Sun, 06 Nov 1994 08:50:37 GMT") == .seconds(60))
        #expect(pause("Sunday, 06-Nov-94 08:50:37 GMT") == .seconds(60))
        #expect(pause("Sun Nov  6 08:50:37 1994") == .seconds(60))
        #expect(pause("Sat, 05 Nov 1994 08:50:37 GMT") == .zero)
        #expect(pause("99999999999999999999") == RetryAfter.longest)
        for hostile in [
            "", "-5", "1.5", "soon", "Sun, 99 Nov 1994 08:49:37 GMT", "6 7 8 9 GMT GMT",
        ] {
            #expect(pause(hostile) == nil, "\(hostile)")
        }
        let alone = Failure(
            Refusal(status: 429, retryAfter: "Sun, 06 Nov 1994 08:50:37 GMT"),
            body: []
        )
        #expect(alone.retryAfter == nil)
        let fine = Refusal(status: 429, retryAfter: "1", retryAfterMilliseconds: "250")
        #expect(Failure(fine, body: []).retryAfter == .milliseconds(250))
    }

    @Test func `shows foreign words as one short printable line`() {
        let body =
            "{\"error\":{\"message\":\"a\\u001b[31m\\nb" + String(repeating: "x", count: 900)
            + "\"}}"
        let message = Failure(Refusal(status: 500), body: Array(body.utf8)).message
        #expect(message.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
        #expect(message.count < 260)
    }
}

@Suite struct `An endpoint` {
    @Test(arguments: [
        "http://h/v1", "http://h/v1/", "http://h", "http://h/", "http://h/v1/chat/completions",
    ])
    func `is found however its address was written`(url: String) {
        #expect(
            Endpoint(url: url).address(of: "chat/completions") == "http://h/v1/chat/completions"
        )
    }

    @Test func `never shows its key`() {
        let endpoint = Endpoint(url: "http://h", key: Secret("sk-very-secret"))
        var dumped = ""
        dump(endpoint, to: &dumped)
        #expect(!"\(endpoint) \(String(reflecting: endpoint)) \(dumped)".contains("very"))
    }
}
