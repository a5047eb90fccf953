internal import Console
internal import Engine
internal import Foundation
internal import Gateway
internal import Journal
internal import Orchestration
internal import Screen
internal import Terminal

extension Workbench {
    /// The console of an engine with 100,000 runs: at rest, then with 5,000 events a second, and
    /// the programs it is compared with.
    func console() async throws -> [BenchFigure] {
        var figures = frameFigures()
        let data = folder + "/console"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: false)
        try await fill("console/journal", 100_000)
        let stage = try await stage("console/journal", BenchWorkflows.chain(1))
        let gateway = try await openGateway(to: stage, in: data)
        figures += try await resting(data)
        figures += try await busy(data, stage)
        await gateway.stop()
        try await stage.close()
        return figures
    }

    private func openGateway(to stage: Stage, in data: String) async throws -> GatewayServer {
        let control = EmbeddedControl(
            engine: stage.engine,
            journal: stage.journal,
            board: stage.board
        )
        return try await GatewayServer.open(
            control,
            at: SocketPath(inFolder: data),
            version: Version.text
        )
    }

    /// Our console as one of the programs that are compared.
    private func ours(_ data: String) -> Rival {
        var environment = Rival.terminal
        environment["HOME"] = folder
        return Rival(
            name: "podium",
            path: ThemeShelf.runningExecutable,
            arguments: ["attach", "--data", data],
            landmark: "Overview",
            environment: environment
        )
    }

    // MARK: At rest

    private func resting(_ data: String) async throws -> [BenchFigure] {
        tell("console: at rest, 20 s")
        guard let rest = try await ours(data).rest(for: .seconds(20)) else {
            throw Complaint("the console did not start on a pseudo-terminal")
        }
        var figures = [
            figure("start to first frame", rest.startUp.milliseconds, .milliseconds, 50),
            figure("processor at rest", rest.share * 100, .percent, 1),
            figure("bytes a frame at rest", rest.bytesPerFrame, .bytes, 200),
            figure("memory, 100,000 runs", megabytes(rest.resident), .megabytes, 60),
        ]
        for rival in try Rival.installed(settings: folder) {
            tell("console: beside it \(rival.name), 20 s")
            guard let its = try await rival.rest(for: .seconds(20)) else { continue }
            figures += compare(rest, with: its, of: rival.name)
        }
        return figures
    }

    /// The rival's figures; the ratio is ours to its: under 1 is better.
    private func compare(_ rest: Rest, with its: Rest, of name: String) -> [BenchFigure] {
        func line(_ what: String, _ its: Double, _ ours: Double, _ unit: BenchFigure.Unit)
            -> BenchFigure
        {
            BenchFigure(
                scenario: .console,
                name: "\(name): \(what) (podium's share)",
                value: its,
                unit: unit,
                ratio: its > 0 ? ours / its : nil,
                bar: .ratioAtMost(1)
            )
        }
        return [
            line("start", its.startUp.milliseconds, rest.startUp.milliseconds, .milliseconds),
            line("processor", its.share * 100, rest.share * 100, .percent),
            line("bytes a frame", its.bytesPerFrame, rest.bytesPerFrame, .bytes),
            line("memory", megabytes(its.resident), megabytes(rest.resident), .megabytes),
        ]
    }

    // MARK: Busy

    private func busy(_ data: String, _ stage: Stage) async throws -> [BenchFigure] {
        tell("console: keys while 5,000 events a second arrive")
        guard let program = ours(data).start() else { return [] }
        defer { program.end() }
        _ = await program.drawn("Overview", within: .seconds(5))
        program.type("3")
        try await clock.sleep(for: .seconds(1))
        let feed = Feed(stage, perSecond: 5000)
        let feeding = Task { await feed.run() }
        try await clock.sleep(for: .seconds(3))
        // What was selected has left the list by now: from there a move ends in any row.
        program.type("g")
        try await clock.sleep(for: .milliseconds(500))
        let (begun, used) = (clock.now, program.processorTime)
        let taken = await feed.taken
        let keys = try await keys(Self.keys, to: program)
        let took = begun.duration(to: clock.now)
        let rate = Double(await feed.taken - taken) / took.seconds
        let drawn = program.bursts(since: begun)
        let share = (program.processorTime - used) / took
        feeding.cancel()
        _ = await feeding.value
        let sorted = keys.map(\.took).sorted()
        let missing = Set(1...Self.keys).subtracting(keys.map(\.number)).sorted()
        let silent = missing.prefix(3).map { ", the \($0)th" }.joined()
        guard let p50 = sorted.median, let worst = keys.max(by: { $0.took < $1.took }) else {
            throw Complaint("no key was answered")
        }
        return [
            figure("key to frame, p50", p50, .milliseconds),
            figure("key to frame, p99", sorted[sorted.count * 99 / 100], .milliseconds, 16),
            figure("key to frame, worst of \(sorted.count)", worst.took, .milliseconds),
            figure("  that was \(worst.words)", Double(worst.frames), .count),
            figure("keys without an answer in 2 s\(silent)", Double(missing.count), .count, 0),
            figure("events taken in meanwhile", rate, .perSecond),
            figure("processor, busy", share * 100, .percent),
            figure(
                "bytes a frame, busy",
                Double(drawn.reduce(0) { $0 + $1.bytes }) / Double(max(1, drawn.count)),
                .bytes
            ),
            figure("memory, busy", megabytes(program.memory.resident), .megabytes, 60),
        ]
    }

    /// Presses `j` and `k`, and waits each time until the cursor rests one row further: a frame
    /// with that is the answer, whatever other frames came before it.
    private func keys(_ count: Int, to program: TerminalProgram) async throws -> [PressedKey] {
        var times: [PressedKey] = []
        for number in 0..<count {
            guard let row = program.row else { break }
            let isDown = number / 10 % 2 == 0
            let wanted = row + (isDown ? 1 : -1)
            let pressed = clock.now
            program.type(isDown ? "j" : "k")
            while clock.now - pressed < .seconds(2) {
                // The answer may be written right behind a frame that had begun before the key.
                let drawn = program.bursts(endedSince: pressed)
                if let at = drawn.firstIndex(where: { $0.row == wanted }) {
                    times.append(
                        PressedKey(
                            name: isDown ? "j" : "k",
                            number: number + 1,
                            row: row,
                            frames: at,
                            took: pressed.duration(to: drawn[at].ended).milliseconds
                        )
                    )
                    break
                }
                usleep(100)
            }
            // Not in step with the console's own ticks.
            try await clock.sleep(for: .milliseconds(23 + number * 7 % 40))
        }
        return times
    }

    /// So many keys are pressed.
    private static let keys = 400

    // MARK: Building frames

    /// How long the screens of a busy system take to build, in this process.
    private func frameFigures() -> [BenchFigure] {
        let sizes = [(Size(columns: 120, rows: 36), 2.0), (Size(columns: 300, rows: 90), 5.0)]
        return sizes.flatMap { size, bar in
            let times = BenchScreens.times(size, clock).sorted()
            let name = "\(size.columns)x\(size.rows)"
            return [
                figure("building a frame, \(name), p50", times.median ?? 0, .milliseconds),
                figure(
                    "building a frame, \(name), p99",
                    times.isEmpty ? 0 : times[times.count * 99 / 100],
                    .milliseconds,
                    bar
                ),
            ]
        }
    }

    private func figure(
        _ name: String,
        _ value: Double,
        _ unit: BenchFigure.Unit,
        _ most: Double? = nil
    ) -> BenchFigure {
        BenchFigure(
            scenario: .console,
            name: name,
            value: value,
            unit: unit,
            bar: most.map { .atMost($0) }
        )
    }

    private func megabytes(_ bytes: Int) -> Double { Double(bytes) / 1_000_000 }
}

/// A key, and how long its frame took.
private struct PressedKey {
    let name: String
    let number: Int
    /// The row of the cursor when it was pressed.
    let row: Int
    /// Frames that were drawn before the one that answered it.
    let frames: Int
    let took: Double

    var words: String { "\(name), the \(number)th, in row \(row) of 3 Runs; frames before its own" }
}

/// Gives an engine events, so many a second.
private actor Feed {
    private let stage: Stage
    private let perSecond: Int
    private(set) var taken = 0

    init(_ stage: Stage, perSecond: Int) {
        self.stage = stage
        self.perSecond = perSecond
    }

    /// Until it is cancelled; where the engine is slower than that, as many as it takes.
    func run() async {
        let group = perSecond / 50
        let clock = ContinuousClock()
        var due = clock.now
        while !Task.isCancelled {
            guard (try? await stage.start(group, prefix: "feed-\(taken)")) != nil else { return }
            taken += group
            due = max(due + .milliseconds(20), clock.now - .milliseconds(100))
            try? await clock.sleep(until: due)
        }
    }
}
