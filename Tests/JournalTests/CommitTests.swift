import Journal
import Orchestration
import Testing

@Suite struct `A commit` {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
    }

    @Test func `is there after the journal was opened again`() async throws {
        let key = StepKey(step: 0, attempt: 1)
        _ = try await journal.commit(batch([.init(opening("a", subject: "c7"))]))
        _ = try await journal.commit(
            batch([], [turn("a", [.dispatched(key), .succeeded(key, .inline([9]))], at: 2)])
        )
        try journal.close()

        let again = try await reopened().history(of: RunID("a"))

        #expect(again?.facts.map(\.position) == [1, 2, 3])
        #expect(again?.facts.map(\.at) == [.at(0), .at(2), .at(2)])
        #expect(again?.facts.last?.fact == .succeeded(key, .inline([9])))
        #expect(again?.row.subject == "c7")
    }

    /// Turns of one run and moment share a row, and nobody can tell.
    @Test func `keeps every fact in its order, whosever turns came between`() async throws {
        _ = try await journal.commit(batch([.init(opening("a")), .init(opening("b"))]))
        let keys = (0..<1500).map { StepKey(step: $0, attempt: 1) }
        var turns = keys.flatMap { key in
            [
                turn("a", [.dispatched(key)], at: key.step < 1400 ? 1 : 2),
                turn("b", [.succeeded(key, .inline([7]))], at: 1),
            ]
        }
        turns.insert(turn("a", [], at: 1, state: .retry, step: "s"), at: 20)
        turns.append(turn("b", [.closed(.completed)], at: 1))
        _ = try await journal.commit(batch([], turns))

        let a = try #require(try await journal.history(of: RunID("a")))
        #expect(a.facts.dropFirst().map(\.fact) == keys.map { .dispatched($0) })
        #expect(a.facts.map(\.at).suffix(101) == [.at(1)] + Array(repeating: .at(2), count: 100))
        #expect(a.facts.map(\.position) == Array(1...1501))
        #expect(a.row.state == .retry)
        let b = try #require(try await journal.history(of: RunID("b")))
        #expect(b.facts.count == 1502)
        #expect(b.row.closed == .at(1), "one that ends without a row of its own has ended")
    }

    @Test func `waits for the disk`() async throws {
        #expect(try await journal.synchronous() == 2)
    }

    @Test func `refuses an event that an earlier batch accepted`() async throws {
        let first = try await journal.commit(
            batch([.init(opening("a"), cause: event("7"))])
        )
        let second = try await journal.commit(
            batch([.init(opening("b"), cause: event("7"))], [turn("b", [.closed(.completed)])])
        )

        #expect(first == Committed())
        #expect(
            second.refused == [Refusal(opening: 0, reason: .duplicateEvent(run: RunID("a")))]
        )
        #expect(try await journal.history(of: RunID("b")) == nil)
    }

    @Test func `lets one event start several runs of its batch`() async throws {
        let verdict = try await journal.commit(
            batch([
                .init(opening("a", workflow: "w1"), cause: event("7")),
                .init(opening("b", workflow: "w2"), cause: event("7")),
            ])
        )

        #expect(verdict.refused == [])
        #expect(try await journal.eventCount() == 1)
        #expect(try await journal.unfinished().map(\.run.text) == ["a", "b"])
    }

    @Test func `refuses a second run with the same once-key of a workflow`() async throws {
        _ = try await journal.commit(batch([.init(opening("a", once: "k"))]))
        let verdict = try await journal.commit(
            batch([
                .init(opening("b", once: "k"), cause: event("1")),
                .init(opening("c", workflow: "other", once: "k")),
                .init(opening("d", once: "")),
                .init(opening("e", once: "")),
            ])
        )

        #expect(verdict.refused == [Refusal(opening: 0, reason: .duplicateOnce(RunID("a")))])
        #expect(try await journal.unfinished().map(\.run.text) == ["a", "c", "d", "e"])
        #expect(try await journal.eventCount() == 0, "nothing of a refused opening is written")
    }

    @Test func `refuses a once-key that its own batch used before`() async throws {
        let verdict = try await journal.commit(
            batch([.init(opening("a", once: "k")), .init(opening("b", once: "k"))])
        )
        #expect(verdict.refused == [Refusal(opening: 1, reason: .duplicateOnce(RunID("a")))])
    }

    @Test func `refuses a run whose name is taken`() async throws {
        _ = try await journal.commit(batch([.init(opening("a"))]))
        let verdict = try await journal.commit(batch([.init(opening("a"))]))
        #expect(verdict.refused == [Refusal(opening: 0, reason: .duplicateRun)])
        #expect(try await journal.history(of: RunID("a"))?.facts.count == 1)
    }

    @Test func `drops everything of a refused run`() async throws {
        _ = try await journal.commit(batch([.init(opening("a", once: "k"))]))
        let message = Message(
            key: "m",
            run: RunID("b"),
            step: 0,
            channel: "email",
            address: "x",
            body: [],
            at: .at(1)
        )
        _ = try await journal.commit(
            batch(
                [.init(opening("b", once: "k"))],
                [turn("b", [.dispatched(StepKey(step: 0, attempt: 1))])],
                [
                    .outboxIntended(message),
                    .choice(run: RunID("b"), key: StepKey(step: 0, attempt: 1), bytes: [1]),
                ]
            )
        )
        #expect(try await journal.outbox("m") == nil)
        #expect(try await journal.choices(of: RunID("b")) == [:])
    }

    @Test func `that throws writes nothing and may be made again`() async throws {
        var whole = batch(
            [.init(opening("a"), cause: event("7"))],
            [turn("ghost", [.closed(.completed)])],
            [.profile(id: "p", bytes: [1], at: .at(0))]
        )
        await #expect(throws: JournalError.unknownRun(RunID("ghost"))) {
            try await journal.commit(whole)
        }
        #expect(try await journal.unfinished() == [])
        #expect(try await journal.profile("p") == nil)

        whole.turns = []
        #expect(try await journal.commit(whole) == Committed())
        #expect(try await journal.unfinished().map(\.run.text) == ["a"])
    }

    @Test func `leaves out what is learned of a call whose run is gone`() async throws {
        let late = Record.choice(run: RunID("ghost"), key: StepKey(step: 0, attempt: 1), bytes: [1])
        let kept = Record.state(kind: "k", id: "i", value: [2])
        #expect(try await journal.commit(batch([], [], [late, kept])) == Committed())
        #expect(try await journal.choices(of: RunID("ghost")) == [:])
        #expect(try await journal.states(of: "k", prefixed: "i") == ["i": [2]])
    }

    @Test func `finds control values by how their ids begin, and page by page`() async throws {
        let ids = ["1-a/x", "1-a/y", "1-ab/x", "2"]
        let records = ids.map { Record.state(kind: "k", id: $0, value: Array($0.utf8)) }
        _ = try await journal.commit(batch([], [], records))
        #expect(
            try await journal.states(of: "k", prefixed: "1-a/").keys.sorted() == ["1-a/x", "1-a/y"]
        )
        #expect(try await journal.states(of: "other", prefixed: "1").isEmpty)
        let first = try await journal.states(of: "k", after: "", limit: 3)
        #expect(first.map(\.id) == ["1-a/x", "1-a/y", "1-ab/x"])
        #expect(try await journal.states(of: "k", after: "1-ab/x", limit: 3).map(\.id) == ["2"])
    }

    @Test func `that closes a run takes it off the unfinished, and a later row brings it back`()
        async throws
    {
        _ = try await journal.commit(batch([.init(opening("a")), .init(opening("b"))]))
        _ = try await journal.commit(
            batch([], [turn("a", [.closed(.completed)], at: 5, state: .ok, closed: 5)])
        )
        #expect(try await journal.unfinished().map(\.run.text) == ["b"])

        _ = try await journal.commit(
            batch([], [turn("a", [.labelled(["by": "hand"])], at: 6, state: .retry)])
        )
        #expect(try await journal.unfinished().map(\.run.text) == ["a", "b"])
        #expect(try await journal.history(of: RunID("a"))?.row.state == .retry)
    }

    @Test func `closes a run by its fact where no row says so`() async throws {
        _ = try await journal.commit(batch([.init(opening("a"))]))
        _ = try await journal.commit(batch([], [turn("a", [.closed(.completed)], at: 5)]))
        #expect(try await journal.unfinished() == [])
        #expect(try await journal.history(of: RunID("a"))?.row.closed == .at(5))
    }

    @Test func `shows the newest row of a run that turned twice`() async throws {
        _ = try await journal.commit(
            batch(
                [.init(opening("a"))],
                [
                    turn("a", [.skipped(step: 0)], at: 1, state: .retry, step: "one"),
                    turn("a", [.skipped(step: 1)], at: 2, state: .wait, step: "two"),
                ]
            )
        )
        let row = try await journal.history(of: RunID("a"))?.row
        #expect(row?.state == .wait)
        #expect(row?.step == "two")
    }

    @Test func `is whole though its caller has gone`() async throws {
        let journal = journal
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await journal.commit(batch([.init(opening("a"))]))
        }
        #expect(try await task.value == Committed())
        #expect(try await journal.unfinished().count == 1)
    }

    @Test func `keeps runs in the order they were opened and facts in the order they came`()
        async throws
    {
        let names = (0..<50).map { "run-\(97 * $0 % 50)" }
        for name in names { _ = try await journal.commit(batch([.init(opening(name))])) }
        for round in 0..<5 {
            _ = try await journal.commit(
                batch([], names.reversed().map { turn($0, [.skipped(step: round)]) })
            )
        }

        let found = try await reopenedAfterClose().unfinished()

        #expect(found.map(\.run.text) == names)
        for history in found {
            #expect(history.facts.dropFirst().map(\.fact) == (0..<5).map { .skipped(step: $0) })
        }
    }

    private func reopened() throws -> Journal { try Journal(at: folder.path("test.podium")) }

    private func reopenedAfterClose() throws -> Journal {
        try journal.close()
        return try reopened()
    }
}
