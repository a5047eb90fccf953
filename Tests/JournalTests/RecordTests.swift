import Journal
import Orchestration
import Testing

@Suite struct `A record` {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
    }

    private func keep(_ records: Record...) async throws -> Committed {
        try await journal.commit(batch([], [], records))
    }

    @Test func `of an event is kept once`() async throws {
        #expect(try await keep(.event(event("1")), .event(event("2"))).duplicateEvents == [])
        #expect(
            try await keep(.event(event("3")), .event(event("2"))).duplicateEvents == [1]
        )
        #expect(try await journal.events().elements == ["1", "2", "3"].map { event($0) })
    }

    @Test func `of a profile replaces the one before`() async throws {
        _ = try await keep(.profile(id: "c1", bytes: [1], at: .at(1)))
        _ = try await keep(.profile(id: "c1", bytes: [2, 3], at: .at(2)))
        let profile = try await journal.profile("c1")
        #expect(profile?.bytes == [2, 3])
        #expect(profile?.at == .at(2))
        #expect(try await journal.profile("nobody") == nil)
        #expect(try await journal.profileCount() == 1)
    }

    @Test func `of profiles is walked page by page, each once`() async throws {
        var all = Batch()
        for number in 0..<250 {
            all.records.append(.profile(id: "c\(number)", bytes: [], at: .at(0)))
        }
        _ = try await journal.commit(all)

        var seen: [String] = []
        var cursor: RecordCursor?
        repeat {
            let page = try await journal.profiles(after: cursor, limit: 50)
            seen += page.elements.map(\.id)
            cursor = page.next
        } while cursor != nil

        #expect(seen == (0..<250).map { "c\($0)" })
    }

    @Test func `of a message stays unsettled until its end is known, which is final`()
        async throws
    {
        let message = Message(
            key: "k",
            run: RunID("a"),
            step: 3,
            channel: "email",
            address: "x@example.org",
            body: [1],
            at: .at(1)
        )
        var later = message
        later.body = [2]
        _ = try await keep(.outboxIntended(message), .outboxIntended(later))
        #expect(try await journal.unsettledMessages().map(\.message) == [message])

        _ = try await keep(.outboxSettled(key: "k", as: .unknown, reference: "", at: .at(2)))
        #expect(try await journal.unsettledMessages().map(\.settlement) == [.unknown])

        _ = try await keep(.outboxSettled(key: "k", as: .sent, reference: "p-9", at: .at(3)))
        _ = try await keep(.outboxSettled(key: "k", as: .refused, reference: "", at: .at(4)))
        #expect(try await journal.unsettledMessages() == [])
        let found = try await journal.outbox("k")
        #expect(found?.settlement == .sent)
        #expect(found?.reference == "p-9")
        #expect(found?.settledAt == .at(3))
    }

    @Test func `of control state is kept, replaced and forgotten`() async throws {
        _ = try await keep(
            .state(kind: "breaker", id: "a", value: [1]),
            .state(kind: "breaker", id: "b", value: []),
            .state(kind: "pause", id: "a", value: [3])
        )
        _ = try await keep(.state(kind: "breaker", id: "a", value: [9]))
        #expect(try await journal.states(of: "breaker") == ["a": [9], "b": []])
        _ = try await keep(.state(kind: "breaker", id: "a", value: nil))
        #expect(try await journal.states(of: "breaker") == ["b": []])
        #expect(try await journal.states(of: "pause") == ["a": [3]])
    }

    @Test func `of a choice belongs to its attempt`() async throws {
        let key = StepKey(step: 2, attempt: 1)
        _ = try await journal.commit(
            batch([.init(opening("a"))], [], [.choice(run: RunID("a"), key: key, bytes: [7])])
        )
        #expect(try await journal.choices(of: RunID("a")) == [key: [7]])
    }

    @Test func `of a window is found by name and time`() async throws {
        _ = try await keep(
            .window(name: "m", start: .at(0), bytes: [0]),
            .window(name: "m", start: .at(60), bytes: [1]),
            .window(name: "m", start: .at(60), bytes: [2]),
            .window(name: "other", start: .at(60), bytes: [3]),
            .window(name: "m", start: .at(120), bytes: [4])
        )
        let found = try await journal.windows(of: "m", from: .at(0), before: .at(120))
        #expect(found.map(\.start) == [.at(0), .at(60)])
        #expect(found.map(\.bytes) == [[0], [2]])
    }

    @Test func `of a dead letter keeps the bytes as they came`() async throws {
        _ = try await keep(.deadLetter(raw: [0xFF, 0], reason: "no JSON", at: .at(1)))
        let found = try await journal.deadLetters().elements
        #expect(found.map(\.raw) == [[0xFF, 0]])
        #expect(found.map(\.reason) == ["no JSON"])
        #expect(try await journal.deadLetterCount() == 1)
    }

    @Test func `of text with NUL and quotes comes back as it was`() async throws {
        let odd = "a\0b'c\"; DROP TABLE runs; -- \u{202E}"
        _ = try await journal.commit(batch([.init(opening(odd, subject: odd))]))
        #expect(try await journal.history(of: RunID(odd))?.row.subject == odd)
    }
}

@Suite struct `A large result` {
    private let key = StepKey(step: 0, attempt: 1)
    private let large = [UInt8](repeating: 0x32, count: Artifact.resultLimit + 1)

    private func journal(in folder: Folder, _ result: [UInt8]) async throws -> Journal {
        let journal = try Journal(at: folder.path())
        let facts: [Fact] = [.succeeded(key, .inline(result))]
        _ = try await journal.commit(
            batch([.init(opening("a"))], [turn("a", facts, state: .ok, closed: 1)])
        )
        return journal
    }

    @Test func `is kept beside the history, and read as if it were in it`() async throws {
        let folder = try Folder()
        let journal = try await journal(in: folder, large)

        #expect(try await journal.load(Artifact(large).payload) == large)
        let facts = try await journal.history(of: RunID("a"))?.facts.map(\.fact)
        #expect(facts?.last == .succeeded(key, .inline(large)))
        let newest = try await journal.newestHistory(of: RunID("a"))?.facts.map(\.fact)
        #expect(newest == facts)
    }

    @Test func `is one that would not fit into a turn, and no smaller one`() async throws {
        let folder = try Folder()
        let journal = try await journal(in: folder, Array(large.dropLast()))
        #expect(try await journal.load(Artifact(Array(large.dropLast())).payload) == nil)
    }

    @Test func `goes with its run`() async throws {
        let folder = try Folder()
        let journal = try await journal(in: folder, large)
        #expect(try await journal.prune(.runs, before: .at(5)) == 1)
        #expect(try await journal.load(Artifact(large).payload) == nil)
    }
}
