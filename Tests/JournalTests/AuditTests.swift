import Foundation
import Journal
import Orchestration
import Testing

@Suite struct `The audit` {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func draft(_ actor: String, request: String = "") -> Record {
        .audit(
            AuditDraft(
                at: .at(1),
                actor: actor,
                via: "console",
                action: "cancel",
                object: "run/a",
                reason: "asked",
                requestID: request
            )
        )
    }

    @Test func `is a chain that verifies`() async throws {
        let journal = try Journal(at: folder.path())
        let origin = String(repeating: "0", count: 64)
        #expect(try await journal.verifyAudit() == .intact(entries: 0, newest: origin))

        let verdict = try await journal.commit(batch([], [], [draft("ada"), draft("bob")]))
        _ = try await journal.commit(batch([], [], [draft("eve")]))

        #expect(verdict.audited == [1, 2])
        guard case .intact(3, let newest) = try await journal.verifyAudit() else {
            Issue.record("the chain does not hold")
            return
        }
        #expect(newest.count == 64 && newest != origin)
        #expect(try await journal.audit(limit: 2).map(\.actor) == ["eve", "bob"])
    }

    @Test func `keeps a request once`() async throws {
        let journal = try Journal(at: folder.path())
        _ = try await journal.commit(batch([], [], [draft("ada", request: "r1")]))
        let again = try await journal.commit(
            batch([], [], [draft("ada", request: "r2"), draft("ada", request: "r1")])
        )
        #expect(again.repeatedRequests == [1])
        #expect(again.audited == [2])
        #expect(try await journal.audit(request: "r1")?.id == 1)
        #expect(try await journal.audit(request: "") == nil)
    }

    @Test(arguments: ["ada", "bobby", "carol"]) func `shows which entry was changed`(
        victim: String
    ) async throws {
        let actors = ["ada", "bobby", "carol"]
        let journal = try Journal(at: folder.path())
        _ = try await journal.commit(batch([], [], actors.map { draft($0) }))
        try journal.close()
        try forge(victim)

        let verdict = try await Journal(at: folder.path()).verifyAudit()

        let place = Int64((actors.firstIndex(of: victim) ?? 0) + 1)
        #expect(verdict == .broken(at: place))
    }

    /// Changes one letter of an actor's name in the file itself.
    private func forge(_ actor: String) throws {
        let url = URL(fileURLWithPath: folder.path())
        var file = try Data(contentsOf: url)
        let place = try #require(file.range(of: Data((actor + "console").utf8)))
        file[place.lowerBound] = UInt8(ascii: "X")
        try file.write(to: url)
    }
}
