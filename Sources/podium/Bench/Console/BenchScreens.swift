internal import Console
internal import Orchestration
internal import Screen

/// A console full to its brim, drawn again and again.
enum BenchScreens {
    /// How long each of many frames of each screen took to build and to turn into bytes, in
    /// milliseconds; before each a newer snapshot came and the operator moved.
    static func times(_ size: Size, _ clock: ContinuousClock) -> [Double] {
        Place.tabs.flatMap { place -> [Double] in
            var console = console(size)
            for effect in console.go(to: place) + console.refresh() { answer(effect, &console) }
            return (0..<60).map { turn in
                let at = Instant(milliseconds: 1_795_357_928_000) + .seconds(turn)
                _ = console.update(.snapshot(snapshot(turn)))
                _ = console.update(.input(.key(Key("j")), at: at))
                let begun = clock.now
                let grid = console.view(in: size, glyphs: .braille)
                let took = begun.duration(to: clock.now)
                precondition(grid.size == size)
                return took.milliseconds
            }
        }
    }

    private static func console(_ size: Size) -> Console {
        var console = Console(
            actor: "bench",
            at: Instant(milliseconds: 1_795_357_928_000),
            size: size
        )
        _ = console.update(.snapshot(snapshot(0)))
        return console
    }

    private static func answer(_ effect: Effect, _ console: inout Console) {
        guard case .fetchRuns(let query) = effect else { return }
        var page = RunPage()
        page.rows = (0..<1000).map { run($0, 0) }
        page.total = 100_000
        _ = console.update(.runs(page, for: query))
    }

    private static func run(_ number: Int, _ turn: Int) -> RunRow {
        let states: [StateWord] = [.run, .wait, .retry, .fail, .ok]
        var row = RunRow()
        row.id = RunID("r-\(number)")
        row.workflow = "flow-\(number % 10)"
        row.subject = "customer-\(number * 7919 % 100_000)"
        row.state = states[(number + turn) % states.count]
        row.step = "step\(number % 6)"
        row.opened = Instant(milliseconds: 1_795_357_000_000) + .seconds(number)
        row.stepsTotal = 6
        row.stepsDone = number % 6
        row.reason = "timeout: no result within 30 s from the upstream that was asked"
        return row
    }

    private static func snapshot(_ turn: Int) -> Snapshot {
        var snapshot = Snapshot()
        snapshot.at = Instant(milliseconds: 1_795_357_928_000) + .seconds(turn)
        snapshot.sequence = UInt64(turn + 1)
        snapshot.totals.running = 5000 + turn
        snapshot.watched = (0..<64).map { run($0, turn) }
        snapshot.models = (0..<20).map { model($0, turn) }
        snapshot.routes = (0..<10).map { route($0) }
        snapshot.events = (0..<256).map { number in
            EventLine(
                at: snapshot.at,
                word: "RTRY",
                object: "flow-\(number % 10)#r-\(number + turn)",
                text: "step draft try 3 of 5, backoff 8 s, cause: upstream timeout 30 s"
            )
        }
        snapshot.workflows = (0..<10).map { number in
            var row = WorkflowRow()
            row.name = "flow-\(number)"
            row.open = 500 + turn
            row.lastOutcomes = Array(repeating: .ok, count: 14)
            row.p95 = .milliseconds(900)
            return row
        }
        snapshot.alerts = (0..<8).map { number in
            var row = AlertRow()
            row.id = "model.errors/model-\(number)"
            row.object = "model-\(number)"
            row.summary = "error rate 6.1 % over 5 % for 5 minutes"
            row.since = snapshot.at - .seconds(number * 60)
            return row
        }
        snapshot.sources = (0..<12).map { number in
            var row = SourceRow()
            row.name = "source-\(number)"
            row.age = .seconds(number * 9)
            row.sla = .seconds(60)
            row.trend = (0..<48).map { Double(($0 + turn) % 9) }
            return row
        }
        return snapshot
    }

    private static func model(_ number: Int, _ turn: Int) -> ModelRow {
        var row = ModelRow()
        row.name = "model-\(number)"
        row.provider = "openai"
        row.state = .ok
        row.p50 = .milliseconds(200 + turn)
        row.p95 = .milliseconds(900 + turn)
        row.p99 = .milliseconds(1800)
        row.rate = 52
        row.errorShare = 0.01
        row.trend = (0..<180).map { Double(($0 * 7 + turn) % 40) / 10 }
        return row
    }

    private static func route(_ number: Int) -> RouteRow {
        var row = RouteRow()
        row.name = "route-\(number)"
        row.policy = "weighted"
        row.targets = (0..<3).map { place in
            var target = TargetRow()
            target.model = "model-\((number + place) % 20)"
            target.state = .ok
            target.share = place == 0 ? 0.8 : 0.1
            return target
        }
        return row
    }
}
