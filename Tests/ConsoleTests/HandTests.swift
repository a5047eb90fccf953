import Orchestration
import Screen
import Testing

@testable import Console

extension Console {
    /// Runs a line behind `:`.
    fileprivate mutating func say(line: String) -> [Effect] {
        _ = press(Key(":"))
        _ = type(line)
        return press(Key(.enter))
    }

    fileprivate var text: String { view(in: size, glyphs: .braille).text }
}

@Suite struct `A dialog in a low terminal` {
    @Test(arguments: 24...30)
    func `shows all that it asks, and reads on to what it tells`(rows: Int) {
        var console = Stage.console(size: Size(columns: 80, rows: rows))
        console.visit(.routing)
        for effect in console.press(Key("R")) { console.answer(effect) }
        let text = console.text
        for asked in ["how ", "for ", "guard ", "reason ", "open runs", "keep their route"] {
            #expect(text.contains(asked), "\(asked) at \(rows)")
        }
        #expect(!text.contains("open runs use"))
        #expect(text.contains("locked") && text.contains("say why"))
        _ = console.press(Key(.pageDown))
        #expect(console.text.contains("CLI "))
    }

    @Test func `names a run as its list does`() {
        var console = Stage.console()
        console.visit(.runs)
        for effect in console.press(Key("j"), Key("x")) { console.answer(effect) }
        guard case .confirming(let dialog) = console.mode,
            let row = Stage.page.rows.first(where: { .run($0.id) == dialog.seen.first?.id })
        else {
            Issue.record("there is no dialog")
            return
        }
        #expect(dialog.seen[0].name.contains(row.subject))
        #expect(dialog.seen[0].name.contains(row.state.rawValue))
    }
}

@Suite struct `The header` {
    @Test(arguments: 40...200)
    func `keeps what needs a human, and fits`(width: Int) {
        let console = Stage.console(size: Size(columns: width, rows: 24))
        let line = console.text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        #expect(Text.width(line) <= width)
        for kept in ["demo", "fail 3", "alerts 3", "[LIVE"] {
            #expect(line.contains(kept), "\(kept) at \(width)")
        }
        if line.contains("retention") { #expect(line.contains("14:32"), "the clock goes later") }
        if width >= 60 { #expect(line.contains(" SIM "), "what is simulated is never kept quiet") }
    }

    @Test func `tells how far away an engine of another process is`() {
        var console = Stage.console(size: Size(columns: 200, rows: 24))
        #expect(console.text.contains("link ok "))
        _ = console.update(.latency(.milliseconds(12)))
        #expect(console.text.contains("link ok 12ms"))
    }

    @Test(arguments: 10..<40)
    func `is one line with both counts in a terminal of any width`(width: Int) {
        let text = Stage.console(size: Size(columns: width, rows: 8)).text
        #expect(text.contains("fail 3") || text.contains("F3"), "\(width): \(text)")
        #expect(text.contains("alerts 3") || text.contains("A3!"), "\(width): \(text)")
    }
}

@Suite struct `The cell under the cursor` {
    @Test(arguments: Screens.places)
    func `is what y copies, column by column`(place: Place) {
        var console = Stage.console(size: Size(columns: 200, rows: 50))
        console.visit(place)
        // In the graph and in the help left and right go to what stands beside.
        guard console.focus.isList, ![.steps, .help].contains(console.focus),
            console.selected != nil
        else { return }
        #expect(console.press(Key("y")) == [.copy(console.selected?.name ?? "")])
        var seen: Set<String> = []
        for _ in 0..<20 {
            _ = console.press(Key("l"))
            guard let column = console.list.column else {
                Issue.record("no column was chosen")
                return
            }
            seen.insert(column)
            let copied = console.press(Key("y"))
            // The age in a cell is that of the moment at which it is copied.
            var reader = RowReader(
                order: [console.list.order[console.list.index ?? 0]],
                moment: console.moment()
            )
            console.visit(console.focus, &reader)
            let at = reader.titles.firstIndex(of: column)
            #expect(copied == [.copy(at.map { reader.cells[0][$0] } ?? "")])
        }
        #expect(seen.count > 1)
        for _ in 0..<20 { _ = console.press(Key("h")) }
        #expect(console.list.column == nil)
    }
}

@Suite struct `What was said` {
    @Test func `can be read again, the newest first, with its time`() {
        var console = Stage.console()
        _ = console.press(Key("h"), Key("U"))
        _ = console.update(.linkLost(reason: "refused", at: console.now))
        _ = console.update(.linkBack(at: console.now))
        _ = console.say(line: "log")
        guard case .reading(let sheet) = console.mode else {
            Issue.record("nothing can be read")
            return
        }
        let lines = sheet.lines.map(\.plain)
        #expect(lines.first?.contains("the link is back") == true)
        #expect(lines.contains { $0.contains("the link is lost: refused") })
        #expect(lines.allSatisfy { $0.hasPrefix("14:32") || $0.hasPrefix("  ") })
    }

    @Test func `is never more than so much`() {
        var console = Stage.console()
        for number in 0..<2000 { console.say("\(number)", .done) }
        #expect(console.said.count == Said.kept && console.said.last?.text == "1999")
    }

    @Test func `about a key goes with the next one`() {
        var console = Stage.console()
        _ = console.press(.control("c"))
        #expect(console.notice?.text == "ctrl-c is not bound; q quits, and runs go on")
        _ = console.press(Key("j"))
        #expect(console.notice == nil)
    }
}

@Suite struct `A sheet` {
    @Test func `says of a key that is none of its own how to leave`() {
        var console = Stage.console()
        _ = console.press(Key("d"), Key("5"))
        #expect(console.notice?.text == "5 does nothing here; esc closes this first")
        _ = console.press(Key(.escape), Key("5"))
        #expect(console.place == .routing)
    }
}

@Suite struct `The bell` {
    private func alerting(_ severity: Severity, _ number: UInt64) -> Snapshot {
        var snapshot = Stage.snapshot
        var alert = snapshot.alerts[0]
        alert.severity = severity
        alert.id = "new-\(number)"
        alert.state = .firing
        snapshot.alerts.append(alert)
        snapshot.sequence += number
        snapshot.at = snapshot.at + .seconds(Int64(number))
        return snapshot
    }

    @Test func `rings once for a new critical alert, and for no other`() {
        var console = Stage.console()
        #expect(console.update(.snapshot(alerting(.warning, 1))).isEmpty)
        #expect(console.update(.snapshot(alerting(.critical, 2))) == [.bell])
        #expect(console.update(.snapshot(alerting(.critical, 2))).isEmpty, "it is no news")
    }

    @Test func `rings for what the operator wants`() {
        var console = Stage.console()
        _ = console.say(line: "bell all")
        _ = console.update(.snapshot(Stage.snapshot))
        #expect(console.update(.snapshot(alerting(.warning, 1))) == [.bell])
        _ = console.say(line: "bell off")
        #expect(console.update(.snapshot(alerting(.critical, 2))).isEmpty)
        _ = console.say(line: "bell loud")
        #expect(console.notice?.text == "there is no bell loud; there are crit, all, off")
    }

    @Test func `is quiet about what was so when the console opened`() {
        var console = Console(actor: "dana", at: Stage.now)
        #expect(!console.update(.snapshot(alerting(.critical, 1))).contains(.bell))
    }
}

@Suite struct `The form of the keys` {
    private func open(finding text: String) -> Console {
        var console = Stage.console(size: Size(columns: 100, rows: 30))
        _ = console.say(line: "keys")
        _ = console.type(text)
        return console
    }

    @Test func `binds the key that is pressed, at once and in the file`() {
        var console = open(finding: "act.pri")
        #expect(console.text.contains("> act.priority"))
        _ = console.press(Key(.enter))
        #expect(console.text.contains("press the key for act.priority"))
        #expect(console.press(Key(.function(8))) == [.keepKeymap("act.priority = F8\n")])
        #expect(console.registry.verb(for: Key(.function(8))) == .prioritize)
        #expect(console.press(.control("r")) == [.keepKeymap("")], "as it was shipped")
        #expect(console.press(.control("x")) == [.keepKeymap("act.priority = \n")])
        #expect(console.registry.verb(for: Key("P")) == nil)
    }

    @Test func `asks before it takes a key from another command`() {
        var console = open(finding: "act.priority")
        _ = console.press(Key(.enter))
        #expect(console.press(Key("p")).isEmpty)
        #expect(console.text.contains("p is act.pause's"))
        _ = console.press(Key(.escape))
        #expect(console.registry.verb(for: Key("p")) == .pause)
        _ = console.press(Key(.enter), Key("p"))
        #expect(console.press(Key(.enter)) == [.keepKeymap("act.priority = p\n")])
        #expect(console.registry.verb(for: Key("p")) == .prioritize)
    }

    @Test func `does nothing but close on esc, and draws in any size`() {
        for (columns, rows) in [(40, 12), (80, 24), (200, 50)] {
            var console = open(finding: "zoom")
            _ = console.update(
                .input(.resized(Size(columns: columns, rows: rows)), at: console.now)
            )
            #expect(console.text.contains("pane.zoom"))
            #expect(console.press(Key(.escape)).isEmpty)
            #expect(console.mode == .browsing)
        }
    }
}

@Suite struct `A view of somebody else's` {
    private let link = "go podium:models?sort=p95-&grow=2"

    @Test func `is not remembered, though it is resized`() {
        var console = Stage.console(size: Size(columns: 120, rows: 36))
        console.visit(.models)
        let own = console.press(Key(">"))
        _ = console.say(line: link)
        #expect(console.growth[.models] == 2)
        #expect(console.press(Key("<")).isEmpty, "\(own) stays")
        _ = console.say(line: "reset")
        #expect(console.growth[.models] == 1, "as it was left")
        #expect(console.list(of: .models).sort == nil)
        _ = console.say(line: "reset")
        #expect(console.growth[.models] == nil, "as it was shipped")
    }
}

@Suite struct `A list of runs that is read` {
    private func page(_ numbers: Range<Int>) -> RunPage {
        var page = Stage.page
        let row = page.rows[0]
        page.rows = numbers.reversed().map { number in
            var fresh = row
            fresh.id = RunID("n-\(number)")
            return fresh
        }
        page.next = RunCursor(text: "more")
        return page
    }

    @Test func `keeps its rows while the operator moves, though newer ones fill the page`() {
        var book = RunBook()
        guard case .fetchRuns(let query)? = book.ask("", at: Stage.now) else { return }
        book.take(page(0..<100), for: query, at: Stage.now)
        for (step, first) in [30, 60, 90].enumerated() {
            let now = Stage.now + .seconds(Int64(step) * 6 + 6)
            guard case .fetchRuns(let query)? = book.ask("", at: now) else { return }
            book.take(page(first..<(first + 100)), for: query, at: now, isHeld: true)
            #expect(book.rows.last?.id == RunID("n-0"))
            #expect(Set(book.rows.map(\.id)).count == book.rows.count)
        }
        #expect(book.rows.count == 190)
    }
}

@Suite struct `The events of the overview` {
    @Test func `count what ends well, and tell all that does not`() {
        var snapshot = Stage.snapshot
        snapshot.sequence += 1
        snapshot.events = (0..<200).map { number in
            EventLine(
                at: snapshot.at + .milliseconds(Int64(number)),
                word: number == 100 ? "FAIL" : "OK",
                object: "retention#\(number)",
                text: number == 100 ? "copy: refused" : "6/6 steps"
            )
        }
        var console = Stage.console(snapshot, size: Size(columns: 120, rows: 36))
        #expect(console.events.count { $0.word == "OK" } == 1)
        #expect(console.text.contains("199 in 1s, the newest: 6/6 steps"))
        #expect(console.text.contains("copy: refused"))
        console.lists[.events, default: ListState()].filter = "word=OK"
        #expect(console.events.count { $0.word == "OK" } == 199, "a filter shows each")
    }
}

@Suite struct `A twin` {
    @Test func `says in every row what the screen says once`() {
        var console = Stage.console()
        console.visit(.routing)
        let list = console.texts(of: .routing)[0]
        #expect(list.rows.count > Stage.routes.count)
        #expect(list.rows.allSatisfy { !$0[0].isEmpty && !$0[1].isEmpty })
    }
}
