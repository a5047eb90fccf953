import Foundation
import Journal
import Orchestration
import Testing

@testable import Engine

@Suite struct `A cap on messages` {
    private let scope = ConsentScope(profile: "c1", channel: "email", purpose: "marketing")
    private let now = Instant(milliseconds: 1_776_000_000_000)

    private func policy(_ count: Int) -> ConsentPolicy {
        var policy = ConsentPolicy()
        policy.caps = [
            .init(channel: nil, purpose: "marketing", count: count, window: .seconds(60))
        ]
        return policy
    }

    /// A hub in which one customer has said yes.
    private func use(_ body: (ProfileHub) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "caps-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let journal = try Journal(at: folder.appending(path: "test.podium").path)
        let hub = ProfileHub(journal: journal)
        let event: Value = [
            "id": "o1", "type": "order_completed", "time": .string(now.text), "customer": "c1",
            "amount": 10, "attributes": ["marketing_consent": true],
        ]
        _ = try await hub.fold(event, id: "o1", into: "c1", at: now)
        try await body(hub)
        try journal.close()
    }

    private func maySend(_ key: String, _ hub: ProfileHub, atMost count: Int) async -> Bool {
        let message = Consent.Message(scope, to: "c1@email", at: now)
        return await hub.admit(key, message, under: policy(count)) == .send(.ok)
    }

    @Test func `counts a message as soon as it may go, though it was not sent yet`() async throws {
        try await use { hub in
            #expect(await maySend("a", hub, atMost: 1))
            #expect(await !maySend("b", hub, atMost: 1))
        }
    }

    @Test(arguments: 1...4)
    func `holds however many are decided at the same moment`(count: Int) async throws {
        try await use { hub in
            let sent = await withTaskGroup(of: Bool.self) { group in
                for key in 0..<40 {
                    group.addTask { await maySend("\(key)", hub, atMost: count) }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(sent == count)
        }
    }

    @Test func `lets the same message be tried again, and counts it once`() async throws {
        try await use { hub in
            #expect(await maySend("a", hub, atMost: 2))
            #expect(await maySend("a", hub, atMost: 2))
            await hub.sent("a", scope, at: now)
            #expect(await maySend("b", hub, atMost: 2))
            #expect(await !maySend("c", hub, atMost: 2))
        }
    }

    @Test func `gives the place of a message back that was refused for good`() async throws {
        try await use { hub in
            #expect(await maySend("a", hub, atMost: 1))
            await hub.unsent("a", to: "c1")
            #expect(await maySend("b", hub, atMost: 1))
        }
    }
}
