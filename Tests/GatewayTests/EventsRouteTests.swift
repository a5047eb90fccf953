import AsyncHTTPClient
import Foundation
import Orchestration
import Testing

@testable import Gateway

/// Events by the HTTP binding of CloudEvents 1.0, over the engine's socket.
@Suite struct `Events over HTTP` {
    private func post(_ rig: Rig, _ body: String, _ headers: [String: String]) async throws
        -> (status: UInt, text: String)
    {
        let url = try #require(
            URL(httpURLWithSocketPath: rig.path.text, uri: EventsRoute.path)
        )
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(Array(body.utf8))
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await answer.body.collect(upTo: 1 << 20)
        return (answer.status.code, String(buffer: bytes))
    }

    @Test func `are taken in whatever version sends them, and each is told of`() async throws {
        let rig = try await Rig()
        try await rig.use(version: "2") { _ in
            let one = try await post(
                rig,
                #"{"specversion":"1.0","id":"e1","data":{"n":1}}"#,
                ["content-type": "application/cloudevents+json; charset=utf-8"]
            )
            #expect(one.status == 200 && one.text.contains(#"\"id\":\"e1\""#))
            let line = try await post(rig, #"{"id":"e2"}"#, ["content-type": "application/json"])
            #expect(line.status == 200 && line.text.contains("e2"))
            let batch = try await post(
                rig,
                #"[{"id":"e3"},{"id":"bad"}]"#,
                ["content-type": "application/cloudevents-batch+json"]
            )
            #expect(batch.status == 422)
            #expect(batch.text.contains("e3") && batch.text.contains("it is bad"))
            let full = try await post(rig, #"{"id":"full"}"#, [:])
            #expect(full.status == 503 && full.text.contains("no room"))
        }
    }

    @Test func `have their attributes in headers, percent-encoded, and their data as the body`()
        async throws
    {
        let rig = try await Rig()
        try await rig.use { _ in
            let headers = [
                "content-type": "application/json", "ce-specversion": "1.0", "ce-id": "e%C3%A9",
                "CE-Type": "order", "ce-time": "2026-01-01T00:00:00Z",
            ]
            let (status, text) = try await post(rig, #"{"customer":"ada"}"#, headers)
            #expect(status == 200)
            guard case .list(let events)? = try Value(json: Array(text.utf8))["events"],
                case .string(let told)? = events.first?["what"]
            else {
                Issue.record("nothing is told: \(text)")
                return
            }
            let expected: Value = [
                "specversion": "1.0", "id": "eé", "type": "order", "time": "2026-01-01T00:00:00Z",
                "data": ["customer": "ada"],
            ]
            #expect(try Value(json: Array(told.utf8)) == expected)
        }
    }

    @Test(arguments: [
        ("text/plain", "x", UInt(415)), ("application/cloudevents-batch+json", "{}", 400),
        ("application/cloudevents-batch+json", "[", 400),
    ])
    func `that are none are refused with what would be`(type: String, body: String, status: UInt)
        async throws
    {
        let rig = try await Rig()
        try await rig.use { _ in
            let answer = try await post(rig, body, ["content-type": type])
            #expect(answer.status == status)
            let problem = try Value(json: Array(answer.text.utf8))
            #expect(problem["status"] == .int(Int64(status)))
            #expect(problem["detail"]?.text?.isEmpty == false)
        }
    }
}
