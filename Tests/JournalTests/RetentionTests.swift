import Journal
import Orchestration
import Testing

@Suite struct `Pruning` {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
    }

    @Test func `lets go of runs that ended before, in steps, with all that is theirs`()
        async throws
    {
        let large = Artifact([UInt8](repeating: 7, count: 10_000))
        let shared = Artifact([UInt8](repeating: 8, count: 10_000))
        var fill = Batch()
        fill.records = [.artifact(large, at: .at(0)), .artifact(shared, at: .at(0))]
        for number in 0..<10 {
            let key = StepKey(step: 0, attempt: 1)
            fill.openings.append(.init(opening("r\(number)", once: "k\(number)")))
            let payload = number == 0 ? large.payload : shared.payload
            let facts: [Fact] = [.succeeded(key, payload)]
            fill.turns.append(
                number < 8
                    ? turn("r\(number)", facts, state: .ok, closed: Int64(number))
                    : turn("r\(number)", facts, state: .run)
            )
            fill.records.append(.choice(run: RunID("r\(number)"), key: key, bytes: [1]))
        }
        _ = try await journal.commit(fill)

        var steps: [Int] = []
        repeat {
            steps.append(try await journal.prune(.runs, before: .at(5), limit: 2))
        } while steps.last == 2

        #expect(steps == [2, 2, 1])
        #expect(try await journal.history(of: RunID("r4")) == nil)
        #expect(try await journal.history(of: RunID("r5"))?.facts.count == 2)
        #expect(try await journal.choices(of: RunID("r0")) == [:])
        #expect(try await journal.load(large.payload) == nil, "only a pruned run had it")
        #expect(try await journal.load(shared.payload) != nil, "a kept run has it")
        #expect(try await journal.unfinished().map(\.run.text) == ["r8", "r9"])
        #expect(try await journal.tallies().reduce(0) { $0 + $1.count } == 5)
        #expect(try await journal.commit(batch([.init(opening("x", once: "k0"))])) == Committed())
        try await journal.check()
    }

    @Test func `keeps what is younger and what is unsettled`() async throws {
        var fill = Batch()
        for number in 0..<6 {
            let message = Message(
                key: "\(number)",
                run: RunID("a"),
                step: 0,
                channel: "c",
                address: "",
                body: [],
                at: .at(0)
            )
            fill.records += [
                .event(event("\(number)", at: Int64(number))),
                .deadLetter(raw: [], reason: "", at: .at(Int64(number))),
                .window(name: "m", start: .at(Int64(number)), bytes: []),
                .outboxIntended(message),
            ]
        }
        for (key, settlement) in [("0", Settlement.sent), ("1", .unknown), ("2", .refused)] {
            fill.records.append(
                .outboxSettled(key: key, as: settlement, reference: "", at: .at(1))
            )
        }
        _ = try await journal.commit(fill)

        #expect(try await journal.prune(.events, before: .at(4)) == 4)
        #expect(try await journal.prune(.deadLetters, before: .at(4)) == 4)
        #expect(try await journal.prune(.windows, before: .at(4)) == 4)
        #expect(try await journal.prune(.messages, before: .at(4)) == 2)

        #expect(try await journal.events().elements.map(\.id) == ["4", "5"])
        #expect(try await journal.unsettledMessages().map(\.message.key) == ["1", "3", "4", "5"])
        #expect(try await journal.prune(.events, before: .at(4)) == 0)
    }
}
