import Testing

@testable import Orchestration

@Suite struct `A trace` {
    private let root = TraceContext(of: "1-a", salt: 7)

    @Test func `is named as the standard writes it`() {
        let header = root.part("copy#1").header
        #expect(header.wholeMatch(of: /00-[0-9a-f]{32}-[0-9a-f]{16}-01/) != nil)
        #expect(!header.contains(/-0+-/))
    }

    @Test func `is the same after a restart, and another for another run or journal`() {
        #expect(TraceContext(of: "1-a", salt: 7) == root)
        #expect(TraceContext(of: "1-b", salt: 7).traceText != root.traceText)
        #expect(TraceContext(of: "1-a", salt: 8).traceText != root.traceText)
    }

    @Test func `keeps its parts apart`() {
        let spans = Set((0..<10_000).map { root.part("step#\($0)").span } + [root.span])
        #expect(spans.count == 10_001)
        #expect(root.part("a").traceText == root.traceText)
    }

    @Test func `is told to a collector in OTLP's JSON`() {
        let call = root.part("copy#1")
        let span = TraceSpan(
            "chat scribe-large",
            call,
            in: root,
            kind: .client,
            from: Instant(milliseconds: 1500),
            until: Instant(milliseconds: 1400),
            attributes: [
                "gen_ai.usage.output_tokens": 42, "podium.first_token_s": .double(0.25),
                "gen_ai.request.model": "scribe-large", "cached": false,
            ],
            error: "no answer"
        )
        let request = TraceSpan.request([span], service: "podium", version: "1")
        #expect(
            request.json == """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":\
                {"stringValue":"podium"}},{"key":"service.version","value":{"stringValue":"1"}}]},\
                "scopeSpans":[{"scope":{"name":"podium","version":"1"},"spans":[{"attributes":\
                [{"key":"cached","value":{"boolValue":false}},{"key":"gen_ai.request.model","value":\
                {"stringValue":"scribe-large"}},{"key":"gen_ai.usage.output_tokens","value":\
                {"intValue":"42"}},{"key":"podium.first_token_s","value":{"doubleValue":0.25}}],\
                "endTimeUnixNano":"1500000000","kind":3,"name":"chat scribe-large","parentSpanId":\
                "\(root.spanText)","spanId":"\(call.spanText)","startTimeUnixNano":"1500000000",\
                "status":{"code":2,"message":"no answer"},"traceId":"\(root.traceText)"}]}]}]}
                """
        )
    }
}
