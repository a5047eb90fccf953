internal import Engine
internal import Orchestration

extension Workbench {
    /// One choice among ten targets, and one finished call taken in.
    func routing() -> [BenchFigure] {
        var project = Project()
        project.models = (0..<10).map {
            ModelCard(name: "model-\($0)", kind: .rules([]), version: "1")
        }
        let targets = project.models.map { Route.Target(model: $0.name) }
        project.routes = [Route(name: "r", policy: .leastLatency, targets: targets)]
        let board = Switchboard(project: project, seed: 1, at: .epoch)
        let telemetry = Telemetry()
        let rounds = 100_000
        var now = Instant.epoch
        warm(board, project.models.map(\.name), &now)
        let choosing = perRound(rounds) { _ in
            precondition(board.choose(RoutedCall(route: "r"), at: now).candidates.count == 10)
        }
        let noting = perRound(rounds) { number in
            now = now + .milliseconds(1)
            note(board, "model-\(number % 10)", at: now)
        }
        let record = CallRecord(model: "model-1", route: "r", took: .milliseconds(80))
        let metering = perRound(rounds) { _ in telemetry.record(record, at: now) }
        let streams = project.models.map { streamed($0.name) }
        let streaming = perRound(rounds) { number in
            now = now + .milliseconds(1)
            telemetry.record(streams[number % 10], at: now)
        }
        return [
            figure(.routing, "a choice among ten targets", choosing, .microseconds, atMost: 20),
            figure(.routing, "a call's end, for the breaker", noting, .nanoseconds, atMost: 1000),
            figure(.routing, "an observation of a call", metering, .nanoseconds, atMost: 200),
            figure(
                .routing,
                "an observation of a streamed call, ten models in turn",
                streaming,
                .nanoseconds,
                atMost: 1000
            ),
        ]
    }

    private func streamed(_ model: String) -> CallRecord {
        var record = CallRecord(model: model, route: "r", took: .milliseconds(80))
        record.firstToken = .milliseconds(20)
        (record.tokensIn, record.tokensOut, record.cost) = (60, 30, .micros(12))
        return record
    }

    private func warm(_ board: Switchboard, _ models: [String], _ now: inout Instant) {
        for model in models {
            for _ in 0..<20 {
                now = now + .milliseconds(7)
                note(board, model, at: now)
            }
        }
    }

    private func note(_ board: Switchboard, _ model: String, at now: Instant) {
        guard let ticket = board.begin(model, route: "r", at: now) else { return }
        board.end(model, CallReport(.answered, total: .milliseconds(80)), ticket, at: now)
    }

    /// Each detector fed a million values that wander a little and never drift far.
    func drift() -> [BenchFigure] {
        let values = BenchValues.unit(1_000_000)
        var adwin = Adwin()
        var hinkley = PageHinkley()
        var ewma = Ewma(mean: 0.5, spread: 0.29)
        var errors = ErrorDrift()
        var sketch = LogSketch()
        var scores = ScoreMonitor(reference: ScoreReference(scores: Array(values.prefix(2000))))
        let times: [(String, Duration)] = [
            ("Page-Hinkley", perRound(values.count) { _ = hinkley.add(values[$0]) }),
            ("EWMA chart", perRound(values.count) { _ = ewma.add(values[$0]) }),
            ("error drift", perRound(values.count) { _ = errors.add(isError: values[$0] > 0.9) }),
            ("quantile sketch", perRound(values.count) { sketch.add(values[$0]) }),
            ("score monitor", perRound(values.count) { scores.add(values[$0]) }),
            ("ADWIN", perRound(values.count) { _ = adwin.add(values[$0]) }),
        ]
        precondition(sketch.count == values.count && scores.count == 1000)
        return times.map { name, time in
            BenchFigure(
                scenario: .drift,
                name: "observations, \(name)",
                value: 1 / time.seconds,
                unit: .perSecond,
                ratio: bareRow / time,
                bar: .atLeast(1_000_000)
            )
        }
    }

    private func perRound(_ rounds: Int, _ work: (Int) -> Void) -> Duration {
        let start = clock.now
        for round in 0..<rounds { work(round) }
        return start.duration(to: clock.now) / rounds
    }

    private func figure(
        _ scenario: BenchScenario,
        _ name: String,
        _ time: Duration,
        _ unit: BenchFigure.Unit,
        atMost bar: Double
    ) -> BenchFigure {
        let scale: Duration = unit == .microseconds ? .microseconds(1) : .nanoseconds(1)
        return BenchFigure(
            scenario: scenario,
            name: name,
            value: time / scale,
            unit: unit,
            ratio: time / bareRow,
            bar: .atMost(bar)
        )
    }
}

/// Numbers for detectors: the same in every run.
enum BenchValues {
    /// So many from 0 to 1.
    static func unit(_ count: Int) -> [Double] {
        var random = SplitMix(seed: 4711)
        return (0..<count).map { _ in random.unit() }
    }
}
