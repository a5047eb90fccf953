import Journal
import Orchestration
import Testing

@Suite struct `A history that rolled over` {
    let folder: Folder
    let journal: Journal

    init() throws {
        folder = try Folder()
        journal = try Journal(at: folder.path())
    }

    /// Recovery reads no more than is needed to go on, and nothing is gone for those who want all.
    @Test func `is read from its newest opening by recovery, and whole by people`() async throws {
        let again = Opening(workflow: "w", version: "1", input: .inline([]), carried: [1, 2])
        let keys = (1...4).map { StepKey(step: $0, attempt: 1) }
        _ = try await journal.commit(batch([.init(opening("a")), .init(opening("b"))]))
        _ = try await journal.commit(
            batch(
                [],
                [
                    turn("a", [.dispatched(keys[0])], at: 1), turn("a", [.opened(again)], at: 1),
                    turn("a", [.dispatched(keys[1])], at: 1),
                    turn("b", [.dispatched(keys[2])], at: 1),
                ]
            )
        )
        _ = try await journal.commit(batch([], [turn("a", [.dispatched(keys[3])], at: 2)]))

        let open = try await journal.unfinished()
        let newest: [Fact] = [.opened(again), .dispatched(keys[1]), .dispatched(keys[3])]
        #expect(open.first?.facts.map(\.fact) == newest)
        #expect(open.last?.facts.count == 2, "one that never rolled over is read whole")
        #expect(try await journal.newestHistory(of: RunID("a"))?.facts.map(\.fact) == newest)
        #expect(try await journal.newestHistory(of: RunID("none")) == nil)
        let all = try #require(try await journal.history(of: RunID("a")))
        #expect(all.facts.count == 5)
        #expect(all.facts.map(\.position) == [1, 2, 3, 4, 5])
    }

    private func rolled(_ byte: UInt8) -> Opening {
        Opening(workflow: "w", version: "1", input: .inline([]), carried: [byte])
    }

    /// An open run of years: it rolled over at 10, 20 and 30, and goes on since.
    private func old() async throws {
        _ = try await journal.commit(batch([.init(opening("a")), .init(opening("b"))]))
        var turns: [Turn] = []
        for number in 1...3 {
            let at = Int64(number * 10)
            let key = StepKey(step: number, attempt: 1)
            turns += [
                turn("a", [.dispatched(key)], at: at - 5),
                turn("a", [.opened(rolled(UInt8(number)))], at: at),
                turn("b", [.dispatched(key)], at: at),
            ]
        }
        turns.append(turn("a", [.skipped(step: 9)], at: 35))
        _ = try await journal.commit(batch([], turns))
    }

    @Test(arguments: [(0, 0), (10, 0), (11, 1), (21, 2), (31, 3), (99, 3)])
    func `is let go of once the one that goes on from it is old enough`(
        before: Int64,
        gone: Int
    ) async throws {
        try await old()
        let whole = try #require(try await journal.history(of: RunID("a"))).facts.map(\.fact)
        let newest = try await journal.newestHistory(of: RunID("a"))?.facts.map(\.fact)
        let unfinished = try await journal.unfinished().map { $0.facts.map(\.fact) }
        #expect(try await journal.prunable(.histories, before: .at(before)) == gone)

        #expect(try await journal.prune(.histories, before: .at(before)) == gone)

        let kept = try #require(try await journal.history(of: RunID("a"))).facts.map(\.fact)
        #expect(kept == Array(whole.dropFirst(gone * 2)), "what is left begins with an opening")
        #expect(try await journal.newestHistory(of: RunID("a"))?.facts.map(\.fact) == newest)
        #expect(try await journal.unfinished().map { $0.facts.map(\.fact) } == unfinished)
        #expect(try await journal.history(of: RunID("b"))?.facts.count == 4)
        #expect(try await journal.prune(.histories, before: .at(before)) == 0)
        try await journal.check()
    }

    @Test func `is let go of in steps`() async throws {
        try await old()
        var steps: [Int] = []
        repeat {
            steps.append(try await journal.prune(.histories, before: .at(99), limit: 2))
        } while steps.last == 2
        #expect(steps == [2, 1])
    }
}
