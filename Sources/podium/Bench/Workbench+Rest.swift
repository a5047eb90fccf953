internal import Engine
internal import Foundation
internal import Journal
internal import Orchestration

extension Workbench {
    /// Ten seconds in which nothing happens.
    func idle() async throws -> [BenchFigure] {
        let stage = try await stage("idle", BenchWorkflows.graph())
        await stage.engine.idle()
        let tidying = ProgramPages.giveBackAfterStart()
        defer { tidying.cancel() }
        // Threads of the pool that starting has used end after five idle seconds.
        try await clock.sleep(for: .seconds(7))
        let before = ProcessFigures.now
        try await clock.sleep(for: .seconds(10))
        let after = ProcessFigures.now
        try await stage.close()
        return [
            BenchFigure(
                scenario: .idle,
                // A timer of ours, and libdispatch's own look at its pool, which nothing turns off.
                name: "wake-ups of all threads",
                value: Double(after.wakeUps - before.wakeUps) / 10,
                unit: .perSecond,
                bar: .atMost(2.5)
            ),
            BenchFigure(
                scenario: .idle,
                name: "memory",
                value: Double(after.residentBytes) / 1_000_000,
                unit: .megabytes,
                bar: .atMost(40)
            ),
        ]
    }

    /// A process that died with 10,000 runs half done, and the next one.
    func recovery() async throws -> [BenchFigure] {
        let count = 10_000
        let runs = try await leave(count)
        let performer = HeldPerformer()
        performer.open()
        let start = clock.now
        let stage = try await stage("recovery", BenchWorkflows.chain(6), performer)
        while performer.firstBegan == nil { await Task.yield() }
        let first = performer.firstBegan.map { start.duration(to: $0) } ?? .zero
        await stage.engine.idle()
        let all = start.duration(to: clock.now)
        try await stage.close()
        try await verify(stage, runs)
        return [
            BenchFigure(
                scenario: .recovery,
                name: "to the first attempt, of \(count) runs",
                value: first.milliseconds,
                unit: .milliseconds,
                ratio: first / bareRow / Double(count),
                bar: .atMost(1000)
            ),
            BenchFigure(
                scenario: .recovery,
                name: "to the end of the last run",
                value: all.milliseconds,
                unit: .milliseconds,
                ratio: all / bareRow / Double(count * 6)
            ),
        ]
    }

    /// Opens runs whose attempts never end, then drops the engine as a crash would.
    private func leave(_ count: Int) async throws -> [RunID] {
        let performer = HeldPerformer()
        let stage = try await stage("recovery", BenchWorkflows.chain(6), performer)
        var runs: [RunID] = []
        for group in 0..<10 {
            runs += try await stage.start(count / 10, prefix: "left-\(group)")
        }
        try stage.journal.close()
        return runs
    }
}
