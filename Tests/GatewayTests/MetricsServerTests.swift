import AsyncHTTPClient
import Foundation
import Orchestration
import Testing

@testable import Gateway

@Suite struct `Metrics for scrapers` {
    private func get(_ url: String, host: String? = nil) async throws -> (UInt, String, String?) {
        var request = HTTPClientRequest(url: url)
        if let host { request.headers.replaceOrAdd(name: "Host", value: host) }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let body = try await answer.body.collect(upTo: 1 << 20)
        return (
            answer.status.code, String(buffer: body), answer.headers.first(name: "Content-Type")
        )
    }

    @Test func `come from a port of this machine, and nothing else does`() async throws {
        let server = try await MetricsServer.open(ScriptedControl(), port: 0)
        let base = "http://127.0.0.1:\(server.port)"
        let (status, text, type) = try await get("\(base)/metrics")
        #expect(status == 200 && text == "# TYPE podium_x gauge\npodium_x 1\n")
        #expect(type == Exposition.prometheus.type)
        #expect(try await get("\(base)/v1/snapshot").0 == 404)
        #expect(try await get("\(base)/metrics", host: "evil.example").0 == 421)
        await server.stop()
    }

    @Test func `say why a port cannot be had`() async throws {
        let server = try await MetricsServer.open(ScriptedControl(), port: 0)
        await #expect(throws: GatewayError.self) {
            try await MetricsServer.open(ScriptedControl(), port: server.port)
        }
        await server.stop()
    }

    @Test func `leave room for the report of an incident`() async throws {
        let rig = try await Rig()
        try await rig.use { remote in
            let report = try await remote.incident(from: .epoch, until: .epoch + .seconds(60))
            #expect(report.events.map(\.object) == ["dana"])
            #expect(report.until == .epoch + .seconds(60))
        }
    }

    @Test func `come from the socket too, whatever version asks`() async throws {
        let rig = try await Rig()
        try await rig.use(version: "2") { remote in
            let text = try await remote.exposition(.openMetrics)
            #expect(text.hasPrefix("# TYPE podium_x"))
        }
    }
}
