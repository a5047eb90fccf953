import Console
import Orchestration
import Screen
import Testing

@Suite struct `The help` {
    private func help(on place: Place = .runs) -> Console {
        var console = Stage.console()
        console.visit(place)
        _ = console.press(Key("?"))
        return console
    }

    @Test func `runs the command that is chosen, where the operator came from`() {
        var console = help()
        _ = console.press(Key("/"))
        _ = console.type("sort by a column")
        _ = console.press(Key(.enter), Key(.enter))
        #expect(console.place == .runs)
        guard case .picking = console.mode else {
            Issue.record("the columns are not offered")
            return
        }
    }

    @Test func `asks for what a command needs`() {
        var console = help()
        _ = console.press(Key("/"))
        _ = console.type("change the theme")
        _ = console.press(Key(.enter), Key(.enter))
        guard case .commanding(let palette) = console.mode else {
            Issue.record("nothing is asked")
            return
        }
        #expect(palette.editor.text == "theme ")
    }

    @Test func `says why a command does nothing there`() {
        var console = help(on: .audit)
        _ = console.press(Key("/"))
        _ = console.type("models: time span")
        _ = console.press(Key(.enter), Key(.enter))
        #expect(console.place == .audit)
        #expect(console.notice?.text == "windows are those of 4 Models")
    }

    @Test func `never does what is dangerous without asking`() {
        var console = help()
        _ = console.press(Key("/"))
        _ = console.type("cancel")
        let effects = console.press(Key(.enter), Key(.enter))
        #expect(effects.allSatisfy { if case .perform = $0 { false } else { true } })
    }

    @Test func `is searched by key, word and text`() {
        for search in ["ctrl-t", ":terminate", "terminate", "risk=high"] {
            var console = help()
            _ = console.press(Key("/"))
            _ = console.type(search)
            let text = console.view(in: Stage.size, glyphs: .braille).text
            #expect(text.contains("ctrl-t"), "\(search)")
        }
    }

    @Test(arguments: [(80, 24), (120, 36), (200, 50)])
    func `has a cursor that reaches every command`(columns: Int, rows: Int) {
        var console = Stage.console(size: Size(columns: columns, rows: rows))
        _ = console.press(Key("?"), Key("g"))
        var seen: Set<String> = []
        for _ in 0..<200 {
            seen.insert(console.selected?.name ?? "")
            let grid = console.view(in: console.size, glyphs: .braille)
            #expect(grid.cursor != nil)
            _ = console.press(Key("j"))
        }
        #expect(seen.count == Registry().commands.count)
    }
}

@Suite struct `The chips of a filter` {
    @Test func `are one for each clause`() {
        var console = Stage.console(size: Size(columns: 160, rows: 40))
        console.visit(.runs)
        _ = console.press(Key("/"))
        _ = console.type("st=fail and wf=retention \"a b\"")
        _ = console.press(Key(.enter))
        let grid = console.view(in: console.size, glyphs: .braille)
        let row = grid.size.rows - 2
        let chips = (0..<grid.size.columns).filter { grid[$0, row].role == .chip }
        let gaps = zip(chips, chips.dropFirst()).filter { $1 - $0 > 1 }.count
        #expect(gaps == 2)
        #expect(grid.text.contains("st=fail"))
    }
}
