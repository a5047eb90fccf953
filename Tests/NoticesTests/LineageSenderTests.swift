import Foundation
import Notices
import Orchestration
import Rehearsal
import Testing

@Suite struct `A sender of lineage` {
    private func event(_ run: String) -> LineageEvent {
        var flow = DataFlow()
        flow.inputs = ["orders"]
        return LineageEvent(.start, at: .epoch, run: RunID(run), workflow: "keep", flow)
    }

    private func sender(_ way: LineageTarget.Way, in folder: String = "/tmp") -> LineageSender {
        LineageSender(
            to: LineageTarget(way, namespace: "shop"),
            in: folder,
            version: "9",
            salt: 1,
            environment: ["K": "secret"]
        )
    }

    @Test func `posts each event by itself, with the key`() async throws {
        let server = try await ScriptedReceiver.start(answering: [200, 400])
        let sender = sender(.webhook(url: server.url + "/api/v1/lineage", keyVariable: "K"))
        let batches = Batches([[event("1-1"), event("1-2"), event("1-3")]])
        await sender.send { _ in batches.next() }
        #expect(await sender.sent == 2)
        #expect(await sender.lost == 1, "one that is refused is not tried again")
        await sender.close { _ in [] }
        await server.stop()
        #expect(server.letters.map(\.path) == Array(repeating: "/api/v1/lineage", count: 3))
        #expect(server.letters.first?.headers["authorization"] == "Bearer secret")
        let value = try Value(json: server.letters[0].body)
        #expect(value["job"] == ["namespace": "shop", "name": "keep"])
        #expect(value["producer"] == "urn:podium:9")
    }

    @Test func `appends a line an event to a file that only its user reads`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "lineage-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sender = sender(.file(path: "out/lineage.jsonl"), in: folder)
        let batches = Batches([[event("1-1")], [event("1-2")]])
        await sender.send { _ in batches.next() }
        await sender.close { _ in [event("1-3")] }
        let path = "\(folder)/out/lineage.jsonl"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines { #expect(try Value(json: Array(line.utf8))["eventType"] == "START") }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }
}

/// Hands out batches, one at a time, and nothing after the last.
private final class Batches: @unchecked Sendable {
    private let lock = NSLock()
    private var left: [[LineageEvent]]

    init(_ batches: [[LineageEvent]]) { left = batches }

    func next() -> [LineageEvent] {
        lock.withLock { left.isEmpty ? [] : left.removeFirst() }
    }
}
