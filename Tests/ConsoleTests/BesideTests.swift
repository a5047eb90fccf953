import Console
import Orchestration
import Screen
import Testing

@Suite struct `Two screens side by side` {
    private func console(_ columns: Int = 200, _ rows: Int = 50) -> Console {
        Stage.console(size: Size(columns: columns, rows: rows))
    }

    private func show(_ screen: String, beside console: inout Console) {
        _ = console.press(Key(":"))
        _ = console.type("beside \(screen)")
        for effect in console.press(Key(.enter)) { console.answer(effect) }
    }

    @Test(arguments: ["alerts", "models", "routing", "runs", "audit", "timeline", "sources"])
    func `each have a half, and one of them the focus`(screen: String) throws {
        var console = console()
        show(screen, beside: &console)
        let grid = console.view(in: console.size, glyphs: .braille)
        try GoldenScreens.expect(grid, "beside-\(screen)")
        let focused = (0..<grid.size.columns).filter { column in
            (0..<grid.size.rows).contains { grid[column, $0].role == .borderFocused }
        }
        #expect((focused.max() ?? .max) < 100)
    }

    @Test func `change the focus by ctrl-w, by a number and by a click`() {
        var console = console()
        show("alerts", beside: &console)
        #expect(console.place == .overview)
        _ = console.press(
            Key(.character("w"), control: true),
            Key("l"),
            Key(.character("w"), control: true),
            Key("l")
        )
        #expect(console.place == .alerts && console.beside?.place == .overview)
        #expect(console.beside?.side == .left)
        _ = console.press(Key("1"))
        #expect(console.place == .overview && console.beside?.place == .alerts)
        let click = Mouse(.left, column: 150, row: 10)
        _ = console.update(.input(.mouse(click), at: console.now))
        #expect(console.place == .alerts)
    }

    @Test func `keep the focused one's keys to themselves`() {
        var console = console()
        console.visit(.runs)
        show("alerts", beside: &console)
        _ = console.press(Key("j"), Key("j"))
        #expect(console.place == .runs)
        #expect(console.selected?.kind == "run")
    }

    @Test func `become one again, by the same key`() {
        var console = console()
        _ = console.press(Key("6"), Key("|"))
        #expect(console.beside?.place == .overview)
        _ = console.press(Key("|"))
        #expect(console.beside == nil && console.place == .alerts)
    }

    @Test func `need room, and say so`() {
        var console = console(120, 36)
        _ = console.press(Key("|"))
        #expect(console.beside == nil)
        #expect(console.notice?.text == "two screens need 160 columns; here are 120")
    }

    @Test func `are one while the terminal is too narrow, and two again after`() {
        var console = console()
        show("alerts", beside: &console)
        _ = console.update(.input(.resized(Size(columns: 100, rows: 40)), at: console.now))
        let grid = console.view(in: console.size, glyphs: .braille)
        #expect(!grid.text.contains("Alert model.errors"))
        _ = console.update(.input(.resized(Size(columns: 200, rows: 50)), at: console.now))
        #expect(console.view(in: console.size, glyphs: .braille).text.contains("Alerts 3 to do"))
    }
}
