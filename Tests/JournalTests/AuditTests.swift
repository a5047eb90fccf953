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

    /// What an entry is repeated and checked by is kept, and is under the hash.
    @Test func `keeps the command line and the version, under the hash`() async throws {
        let journal = try Journal(at: folder.path())
        let line = "podium cancel a --if-version 17 --reason asked"
        let full = AuditDraft(
            at: .at(1),
            actor: "ada",
            via: "cli",
            action: "cancel",
            object: "run/a",
            requestID: "cli/7",
            commandLine: line,
            versionSeen: 17
        )
        var bare = full
        (bare.commandLine, bare.versionSeen, bare.requestID) = ("", nil, "")
        _ = try await journal.commit(batch([], [], [.audit(bare), .audit(full)]))

        let entries = try await journal.audit(limit: 2)
        let (second, first) = (try #require(entries[0].evidence), entries[1].evidence)
        #expect(second.commandLine == line && second.versionSeen == 17)
        #expect(second.request == "cli/7")
        #expect(second.previous == first?.hash, "each entry names the one before")
        #expect(first?.commandLine == "" && first?.versionSeen == nil)
        #expect(try await journal.verifyAudit() == .intact(entries: 2, newest: second.hash))

        try journal.close()
        try forge("cancel a --if-version 17", to: "cancel a --if-version 18")
        #expect(try await Journal(at: folder.path()).verifyAudit() == .broken(at: 2))
    }

    /// The hash of an entry of formats 1 to 3, worked out by hand as they did.
    @Test func `still verifies what older builds wrote`() async throws {
        let journal = try Journal(at: folder.path())
        _ = try await journal.commit(batch([], [], [draft("ada")]))
        let hash = "c0a2c2dfd4a00802647cf78b7683f4be587d75021f8bc1624636f716c31cd438"
        #expect(try await journal.audit(limit: 1).first?.evidence?.hash == hash)
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
        try forge(actor + "console", to: "X" + (actor + "console").dropFirst())
    }

    /// Writes other text of the same length into the file itself.
    private func forge(_ text: String, to other: String) throws {
        let url = URL(fileURLWithPath: folder.path())
        var file = try Data(contentsOf: url)
        let place = try #require(file.range(of: Data(text.utf8)))
        file.replaceSubrange(place, with: Data(other.utf8))
        try file.write(to: url)
    }
}
