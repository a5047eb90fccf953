internal import Engine
internal import Journal
internal import Orchestration

extension Workbench {
    /// A journal as years leave it; nothing may be slow in it.
    func million() async throws -> [BenchFigure] {
        let count = 1_000_000
        try await fill("million", count)
        let start = clock.now
        let stage = try await stage("million", BenchWorkflows.graph())
        let opened = start.duration(to: clock.now)
        let (slowest, filter) = try await slowestPage(of: stage.journal, runs: count)
        let (slower, runs) = try await graphInTurn(on: stage)
        let total = try await stage.journal.tallies().reduce(0) { $0 + $1.count }
        try await stage.close()
        try await verify(stage, runs)
        guard total == count + runs.count else {
            throw Complaint("the journal has \(total) runs, not \(count + runs.count)")
        }
        return [
            figure("to open it and start", opened, atMost: 100),
            figure("slowest page: \(filter)", slowest, atMost: 50),
            BenchFigure(
                scenario: .million,
                name: "graph, slower than in an empty one",
                value: slower,
                unit: .percent,
                bar: .atMost(10)
            ),
        ]
    }

    /// Rounds of the graph on a full journal and on an empty one, in turn: what the machine does
    /// meanwhile, and what filling has done to the heap, is the same for both.
    /// - Returns: By how much the full one is slower, in the middle of the rounds, in percent.
    private func graphInTurn(on full: Stage) async throws -> (slower: Double, runs: [RunID]) {
        let empty = try await stage("empty", BenchWorkflows.graph())
        var ratios: [Double] = []
        var runs: [RunID] = []
        for round in -2..<21 {
            let (base, _) = try await graphRound(round, on: empty)
            let (took, started) = try await graphRound(round, on: full)
            runs += started
            if round >= 0 { ratios.append(took / base) }
        }
        try await empty.close()
        return (max(0, ((ratios.median ?? 1) - 1) * 100), runs)
    }

    private func figure(_ name: String, _ time: Duration, atMost bar: Double) -> BenchFigure {
        BenchFigure(
            scenario: .million,
            name: name,
            value: time.milliseconds,
            unit: .milliseconds,
            ratio: time / bareRow,
            bar: .atMost(bar)
        )
    }

    /// Finished runs of ten workflows, each with an event, an opening, and one turn with all that
    /// followed.
    func fill(_ name: String, _ count: Int) async throws {
        let journal = try Journal(at: folder + "/\(name).db")
        for first in stride(from: 0, to: count, by: 2000) {
            var batch = Batch()
            for number in first..<min(count, first + 2000) { FinishedRun(number).add(to: &batch) }
            _ = try await journal.commit(batch)
            if first % 100_000 == 0 { tell("\(name): \(first) of \(count) runs written") }
        }
        try journal.close()
    }

    /// The slowest of the first pages, the next ones, and one from the middle, of every filter.
    private func slowestPage(of journal: Journal, runs: Int) async throws -> (Duration, String) {
        var slowest = (Duration.zero, "")
        for filter in FinishedRun.filters {
            for cursor in [nil, RunCursor(text: "r" + String(runs / 2, radix: 36))] {
                var query = RunQuery()
                query.filter = filter
                query.after = cursor
                for _ in 0..<3 {
                    let start = clock.now
                    let page = try await RunLister(journal).page(query)
                    let took = start.duration(to: clock.now)
                    if took > slowest.0 { slowest = (took, filter.isEmpty ? "no filter" : filter) }
                    guard let next = page.next else { break }
                    query.after = next
                }
            }
        }
        return slowest
    }
}

/// One of many runs that ended long ago: 97 of 100 well, two failed, one cancelled.
struct FinishedRun: Sendable {
    private let number: Int

    init(_ number: Int) { self.number = number }

    /// What operators look for: common, rare and absent, along an index and without one.
    static let filters = [
        "", "st=ok", "st=fail", "st=canc", "!st=ok", "wf=flow-3", "wf=flow-3 st=fail",
        "subject=c-4711", "step=step4", "c-4711", "nothing-like-it", "wf=flow-3 c-4711",
        "st=fail timeout", "st=fail wf=flow-3 nothing", "took>2s", "took>1h", "~fl3", "/c-4[0-9]9/",
        "st=ok or st=fail", "subject=nobody", "st=run", "st=wait",
    ]

    private var id: RunID { RunID("m-" + String(number, radix: 32)) }
    private var opened: Instant { .epoch + .seconds(number * 30) }

    private var outcome: (word: StateWord, outcome: Outcome, reason: String) {
        switch number % 100 {
        case 7, 56:
            let failure = Failure(.timeout, "no result within 30 s")
            return (.fail, .failed(step: 3, failure), "timeout: no result within 30 s")
        case 13: return (.cancelled, .cancelled(reason: "by hand"), "by hand")
        default: return (.ok, .completed, "")
        }
    }

    func add(to batch: inout Batch) {
        let end = outcome
        let opening = Opening(
            workflow: "flow-\(number % 10)",
            version: "1",
            input: .inline(Array(#"{"id":"\#(number)"}"#.utf8)),
            subject: "c-\(number * 7919 % 100_000)"
        )
        var row = RunRow()
        row.workflow = opening.workflow
        row.state = end.word
        row.stepsTotal = 6
        row.stepsDone = end.word == .ok ? 6 : 3
        row.step = end.word == .ok ? "" : "step4"
        row.reason = end.reason
        row.closed = opened + .milliseconds(number % 5000)
        row.versionSeen = 14
        let cause = Event(type: "fill", id: "\(number)", time: opened, received: opened)
        let first = Turn(run: id, at: opened, facts: [.opened(opening)], row: row)
        batch.openings.append(Batch.Start(first, cause: cause))
        var rest = Turn(run: id, at: opened, facts: [])
        let result = Payload.inline([UInt8](repeating: 32, count: 200))
        for step in 0..<row.stepsDone {
            let key = StepKey(step: step, attempt: 1)
            rest.facts += [.dispatched(key), .succeeded(key, result)]
        }
        rest.facts.append(.closed(end.outcome))
        rest.row = row
        batch.turns.append(rest)
    }
}
