internal import Engine
internal import Orchestration

extension Workbench {
    /// Many small runs at once: how many steps become durable in a second.
    func graph() async throws -> [BenchFigure] {
        let stage = try await stage("graph", BenchWorkflows.graph())
        let (rates, shares, runs) = try await graph(on: stage)
        try await stage.close()
        try await verify(stage, runs)
        return graphFigures(rates, shares, .graph)
    }

    func graphFigures(_ rates: [Double], _ shares: [Double], _ scenario: BenchScenario)
        -> [BenchFigure]
    {
        let (rate, share) = (rates.median ?? 0, shares.median ?? 0)
        return [
            BenchFigure(
                scenario: scenario,
                name: "durable steps, median of \(rates.count)",
                value: rate,
                unit: .stepsPerSecond,
                ratio: share,
                bar: .atLeast(30_000)
            ),
            BenchFigure(
                scenario: scenario,
                name: "durable steps, best of \(rates.count)",
                value: rates.max() ?? 0,
                unit: .stepsPerSecond,
                ratio: shares.max(),
                bar: .ratioAtLeast(0.25)
            ),
        ]
    }

    /// As many rows as there is to keep, one for each event, run and result of a step.
    static func rows(runs: Int, steps: Int) -> Int { runs * (2 + steps) }

    /// Nine rounds of 500 runs after two to warm up, each paired with as many bare rows.
    func graph(on stage: Stage) async throws -> (
        rates: [Double], shares: [Double], runs: [RunID]
    ) {
        var rates: [Double] = []
        var shares: [Double] = []
        var runs: [RunID] = []
        for round in -2..<9 {
            let (took, started) = try await graphRound(round, on: stage)
            runs += started
            let bare = try await self.bare(Self.rows(runs: 500, steps: 6))
            guard round >= 0 else { continue }
            rates.append(3000 / took.seconds)
            shares.append(bare / took)
        }
        return (rates, shares, runs)
    }

    /// 500 runs started at once, from the first event to the last commit.
    func graphRound(_ round: Int, on stage: Stage) async throws -> (Duration, [RunID]) {
        var runs: [RunID] = []
        let took = try await time {
            runs = try await stage.start(500, prefix: "\(round)")
            await stage.engine.idle()
        }
        return (took, runs)
    }

    /// One run after another: nothing to share a commit with.
    func chain() async throws -> [BenchFigure] {
        let stage = try await stage("chain", BenchWorkflows.chain(6))
        let (rounds, count) = (15, 20)
        var runs = try await one(10, prefix: "warm", on: stage)
        let before = await stage.engine.commits
        var (times, ratios): ([Double], [Double]) = ([], [])
        for round in 0..<rounds {
            let first = await stage.engine.commits
            let took = try await time {
                runs += try await one(count, prefix: "run-\(round)", on: stage)
            }
            let commits = await stage.engine.commits - first
            // Right after it: what a commit costs changes from one second to the next.
            let bare = try await bare(commits, perCommit: 1)
            times.append(took.milliseconds / Double(count))
            ratios.append(took / bare)
        }
        let commits = await stage.engine.commits - before
        try await stage.close()
        try await verify(stage, runs)
        return [
            BenchFigure(
                scenario: .chain,
                name: "one run of six steps, median of \(rounds)",
                value: times.median ?? 0,
                unit: .milliseconds,
                ratio: ratios.median,
                bar: .ratioAtMost(1.5)
            ),
            BenchFigure(
                scenario: .chain,
                name: "commits a run: its opening and six steps",
                value: Double(commits) / Double(rounds * count),
                unit: .count,
                bar: .atMost(7)
            ),
        ]
    }

    private func one(_ count: Int, prefix: String, on stage: Stage) async throws -> [RunID] {
        var runs: [RunID] = []
        for number in 0..<count {
            runs += try await stage.start(1, prefix: "\(prefix)-\(number)")
            await stage.engine.idle()
        }
        return runs
    }

    /// One run with many steps at once: the rate, and what each costs while it waits.
    ///
    /// What the first run of any workflow costs once, in tables of types and pages of SQLite, is paid
    /// by a run of twenty steps before.
    func wide(_ width: Int, as scenario: BenchScenario) async throws -> [BenchFigure] {
        _ = try await wideRound(20, "\(scenario.rawValue)-first")
        let rounds = max(1, min(9, 10_000 / width))
        var (rates, shares, bytes): ([Double], [Double], [Double]) = ([], [], [])
        for round in 0..<rounds {
            let (took, waiting) = try await wideRound(width, "\(scenario.rawValue)-\(round)")
            let bare = try await bare(Self.rows(runs: 1, steps: width + 1))
            rates.append(Double(width + 1) / took.seconds)
            shares.append(bare / took)
            bytes.append(Double(waiting) / Double(width))
        }
        return [
            BenchFigure(
                scenario: scenario,
                name: "durable steps of one run, median of \(rounds)",
                value: rates.median ?? 0,
                unit: .stepsPerSecond,
                ratio: shares.median,
                bar: .ratioAtLeast(0.25)
            ),
            BenchFigure(
                scenario: scenario,
                name: "heap of a waiting step, median of \(rounds)",
                value: bytes.median ?? 0,
                unit: .bytes,
                bar: .atMost(1000)
            ),
        ]
    }

    /// One such run: how long it took once its steps were let go, and the heap that waited.
    private func wideRound(_ width: Int, _ name: String) async throws -> (Duration, Int) {
        let performer = HeldPerformer()
        let stage = try await stage(name, BenchWorkflows.wide(width), performer)
        let before = ProcessFigures.now
        let runs = try await stage.start(1, prefix: name)
        while performer.began == 0 { await Task.yield() }
        let waiting = ProcessFigures.now.heapBytes - before.heapBytes
        let took = await time {
            performer.open()
            await stage.engine.idle()
        }
        try await stage.close()
        try await verify(stage, runs)
        return (took, waiting)
    }
}
