import Console
import Orchestration
import Screen
import Testing

@Suite struct `The list of runs` {
    @Test func `asks the engine for what the filter says`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("/"))
        let effects = console.type("st=fail")
        let filters = effects.compactMap { effect -> String? in
            guard case .fetchRuns(let query) = effect else { return nil }
            return query.filter
        }
        #expect(filters.last == "st=fail")
    }

    @Test func `drops the answer to a question that is no longer asked`() {
        var console = Stage.console()
        let asked = console.go(to: .runs)
        guard case .fetchRuns(let old)? = asked.first else {
            Issue.record("nothing was asked")
            return
        }
        _ = console.press(Key("/"))
        _ = console.type("zz")
        _ = console.update(.runs(Stage.page, for: old))
        #expect(!console.view(in: Stage.size, glyphs: .braille).text.contains("r-71000"))
    }

    @Test func `reads on before its end is reached, and says how much it shows`() {
        var console = Stage.console()
        console.visit(.runs)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("Runs 100 of 9,881"))

        let effects = console.press(Key("G"))

        guard case .fetchRuns(let query)? = effects.first else {
            Issue.record("no further page was asked for")
            return
        }
        #expect(query.after == RunCursor(text: "100"))
        var page = RunPage()
        page.rows = [Stage.run("r-older", .ok, "c-1", "send", 99_999, 7, reason: "") { _ in }]
        page.total = 9_881
        _ = console.update(.runs(page, for: query))
        _ = console.press(Key("G"))
        #expect(console.selected == .run(RunID("r-older")))
    }
}

@Suite struct `A filter that few runs pass` {
    @Test func `is read on with until a page is full, and nothing is called absent before`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("/"))
        var effects = console.type("subject=o-1")
        _ = console.press(Key(.enter))
        var pages = 0
        while case .fetchRuns(let query)? = effects.last, pages < 3 {
            pages += 1
            var page = RunPage()
            page.next = RunCursor(text: "below \(pages)")
            effects = console.update(.runs(page, for: query))
            let text = console.view(in: Stage.size, glyphs: .braille).text
            #expect(text.contains("looking for subject=o-1"))
        }
        #expect(pages == 3)
        guard case .fetchRuns(let query)? = effects.last else { return }
        #expect(query.after == RunCursor(text: "below 3"))
        #expect(console.update(.runs(RunPage(), for: query)).isEmpty)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("nothing matches subject=o-1"))
    }
}

extension `A filter that few runs pass` {
    @Test func `keeps what was found while it is looked for again`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("/"))
        var effects = console.type("subject=o-1")
        _ = console.press(Key(.enter))
        var asked = 0
        for turn in 0..<8 {
            guard case .fetchRuns(let query)? = effects.last else {
                // What took several questions is not asked at every tick.
                effects = console.update(.tick(console.now + .seconds(16)))
                continue
            }
            asked += 1
            var page = RunPage()
            if query.after == nil { page.next = RunCursor(text: "below") }
            if query.after != nil { page.rows = Array(Stage.page.rows.prefix(2)) }
            effects = console.update(.runs(page, for: query))
            let text = console.view(in: Stage.size, glyphs: .braille).text
            #expect(turn == 0 || text.contains(Stage.page.rows[1].id.text), "turn \(turn)")
        }
        #expect(asked > 3)
    }
}

@Suite struct `A list that thousands of runs come into` {
    /// A console on the runs, and its answer to the next refresh: a page of newer runs only.
    private func flooded(afterMoving isMoving: Bool) throws -> (Console, RunPage) {
        var console = Stage.console()
        console.visit(.runs)
        var page = Stage.page
        page.rows = (0..<100).map { number in
            var row = Stage.page.rows[0]
            row.id = RunID("new-\(number)")
            return row
        }
        page.next = RunCursor(text: "further")
        page.total = 90_000
        if isMoving { _ = console.press(Key("j"), Key("j")) }
        for effect in console.update(.tick(console.now + .seconds(3))) {
            if case .fetchRuns(let query) = effect {
                _ = console.update(.runs(page, for: query))
            }
        }
        return (console, page)
    }

    @Test func `stands still while the operator moves, and the selection with it`() throws {
        let (console, _) = try flooded(afterMoving: true)
        #expect(console.selected == .run(RunID("r-8f224")))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("r-8f224"))
        #expect(text.contains("of 90,000"))
        #expect(!text.contains("new-0"))
    }

    @Test func `shows the newest where nobody moves`() throws {
        let (console, _) = try flooded(afterMoving: false)
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("new-0"))
        #expect(!text.contains("r-8f224"))
    }
}

@Suite struct `A frozen screen` {
    @Test func `keeps its moment while time goes on, and travels through those kept`() {
        var console = Stage.console()
        for step in 1...5 {
            var next = Stage.snapshot
            next.sequence += UInt64(step)
            next.at = Stage.now + .seconds(Int64(step) * 5)
            next.totals.failed = step * 10
            _ = console.update(.snapshot(next))
            if step == 3 { _ = console.press(Key("Z")) }
        }
        #expect(console.snapshot?.totals.failed == 30)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("[FROZEN"))

        _ = console.press(Key(","))
        #expect(console.snapshot?.totals.failed == 20)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("[PAST"))
        _ = console.press(Key("."), Key("."), Key("."))
        #expect(console.snapshot?.totals.failed == 30)
        _ = console.press(Key("Z"))
        #expect(console.snapshot?.totals.failed == 50)
        #expect(console.isLive)
    }
}

@Suite struct `A lost link` {
    @Test func `keeps the data, counts its age and asks for nothing`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.update(.linkLost(reason: "refused", at: console.now))
        for second in 1...20 {
            #expect(console.update(.tick(Stage.now + .seconds(Int64(second)))).isEmpty)
        }
        let text = console.view(in: Size(columns: 200, rows: 50), glyphs: .braille).text
        #expect(text.contains("link LOST 20s"))
        #expect(text.contains("r-8f220"))

        _ = console.update(.linkBack(at: Stage.now + .seconds(21)))
        #expect(!console.update(.tick(Stage.now + .seconds(22))).isEmpty)
    }
}

@Suite struct `The figures` {
    @Test func `say what is missing`() {
        #expect(Figures.latency(nil) == "-")
        #expect(Figures.percent(nil) == "-")
        #expect(Figures.short(.nan) == "-")
        #expect(Figures.age(nil) == "-")
    }

    @Test(arguments: [
        (Duration.milliseconds(38), "38ms"), (.milliseconds(999), "999ms"),
        (.milliseconds(1_400), "1.40s"), (.seconds(61), "61.0s"), (.seconds(125), "2m05s"),
    ])
    func `write latencies short`(duration: Duration, text: String) {
        #expect(Figures.latency(duration) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (9_881, "9,881"), (-1_234_567, "-1,234,567"),
    ])
    func `group thousands`(number: Int, text: String) {
        #expect(Figures.count(number) == text)
    }

    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00Z"), (-1_000, "1969-12-31T23:59:59Z"),
        (951_782_400_000, "2000-02-29T00:00:00Z"), (1_795_357_928_000, "2026-11-22T14:32:08Z"),
    ])
    func `stamp moments in UTC`(milliseconds: Int64, text: String) {
        #expect(Figures.stamp(Instant(milliseconds: milliseconds)) == text)
    }

    @Test func `trap on nothing`() {
        for edge in [Int64.min, -1, 0, 1, .max] {
            _ = Figures.stamp(Instant(milliseconds: edge))
            _ = Figures.age(.milliseconds(edge))
            _ = Figures.elapsed(.milliseconds(edge))
            _ = Figures.latency(.milliseconds(edge))
            _ = Figures.count(Int(edge))
        }
        for edge in [Double.infinity, -.infinity, .nan, 1e308, -1e308, .leastNonzeroMagnitude] {
            _ = (Figures.number(edge), Figures.short(edge), Figures.percent(edge))
        }
    }
}

@Suite struct `A graph` {
    @Test(arguments: UInt64(0)..<200)
    func `gives every step a place and every edge a way`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let steps = (0..<Int.random(in: 1...14, using: &random)).map { index in
            StepSketch(
                name: "s\(index)",
                kind: "call",
                after: (0..<index).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
            )
        }
        let layout = GraphLayout(steps)

        for (index, step) in steps.enumerated() {
            let place = layout.lane(of: .step(index))
            #expect(place != nil, "seed \(seed)")
            for before in step.after {
                let other = layout.lane(of: .step(before))
                #expect((other?.layer ?? 99) < (place?.layer ?? 0), "seed \(seed)")
            }
        }
        let nodes = layout.layers.flatMap { $0.compactMap { $0 } }
        #expect(nodes.count == Set(nodes).count)
        let arrivals = layout.links.count { $0.arrives }
        #expect(arrivals == steps.reduce(0) { $0 + $1.after.count })
    }

    @Test func `that is no graph is drawn without a trap`() {
        let odd = [
            StepSketch(name: "a", kind: "call", after: [0, 1, 99, -3]),
            StepSketch(name: "b", kind: "call", after: [0, 0, 0]),
        ]
        var detail = Stage.detail
        detail.steps = odd.map { sketch in
            var step = StepDetail()
            step.sketch = sketch
            return step
        }
        detail.criticalPath = [7, -1]
        var console = Stage.console()
        console.visit(.run(detail.row.id))
        _ = console.update(.detail(detail, of: detail.row.id))
        _ = console.view(in: Stage.size, glyphs: .braille)
    }
}
