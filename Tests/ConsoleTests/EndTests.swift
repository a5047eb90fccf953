import Console
import Orchestration
import Screen
import Testing

@Suite struct `The end of a list` {
    /// Pages of runs, oldest numbers last, until there are no more.
    private func page(_ query: RunQuery, of total: Int) -> RunPage {
        let from = query.after.flatMap { Int($0.text) } ?? 0
        let until = min(total, from + query.limit)
        var page = RunPage()
        page.rows = (from..<until).map { number in
            var row = RunRow()
            row.id = RunID("r-\(number)")
            row.workflow = "retention"
            row.opened = Stage.ago(Int64(number))
            return row
        }
        page.next = until < total ? RunCursor(text: String(until)) : nil
        page.total = total
        return page
    }

    private func answer(_ effects: [Effect], _ console: inout Console, of total: Int) -> Int {
        var (open, asked) = (effects, 0)
        while let effect = open.popLast() {
            guard case .fetchRuns(let query) = effect else { continue }
            asked += 1
            open += console.update(.runs(page(query, of: total), for: query))
        }
        return asked
    }

    @Test func `is that of the whole query, however much of it was read`() {
        var console = Stage.console()
        _ = answer(console.go(to: .runs), &console, of: 3_250)
        let asked = answer(console.press(Key("G")), &console, of: 3_250)
        #expect(console.selected == .run(RunID("r-3249")))
        #expect(asked == 4)
        #expect(console.notice?.text == "the end: 3,250 rows")
    }

    @Test func `is not read beyond what a console should hold, and says so`() {
        var console = Stage.console()
        _ = answer(console.go(to: .runs), &console, of: 1_000_000)
        _ = answer(console.press(Key("G")), &console, of: 1_000_000)
        #expect(console.notice?.text.contains("and there are more") == true)
        #expect(console.selected == .run(RunID("r-10099")))
    }

    @Test func `is let go by any other move, and by esc`() {
        for key in [Key("k"), Key(.escape)] {
            var console = Stage.console()
            _ = answer(console.go(to: .runs), &console, of: 3_250)
            let effects = console.press(Key("G"))
            _ = console.press(key)
            let asked = answer(effects, &console, of: 3_250)
            #expect(asked == 1)
            #expect(console.place == .runs)
        }
    }

    @Test func `of the audit is asked for, and how many there are is said`() {
        var console = Stage.console()
        func entries(_ count: Int) -> [AuditEntry] {
            (0..<count).map { number in
                AuditEntry(
                    id: Int64(900 - number),
                    at: Stage.ago(Int64(number)),
                    actor: "dana",
                    via: "cli",
                    action: "note",
                    object: "run r-1",
                    change: "",
                    reason: "",
                    result: "ok"
                )
            }
        }
        _ = console.go(to: .audit)
        _ = console.update(.audit(entries(200)))
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("Audit 200 of 900"))
        var effects = console.press(Key("G"))
        #expect(effects == [.fetchAudit(limit: 400)])
        effects = console.update(.audit(entries(400)))
        #expect(effects == [.fetchAudit(limit: 800)])
        effects = console.update(.audit(entries(800)))
        #expect(effects == [.fetchAudit(limit: 1_600)])
        _ = console.update(.audit(entries(900)))
        #expect(console.selected == .audit(1))
        #expect(console.notice?.text == "the end: 900 rows")
    }
}
