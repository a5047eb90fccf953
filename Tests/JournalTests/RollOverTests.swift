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
}
