import Console
import Orchestration
import Screen
import Testing

@Suite struct `A console of many engines` {
    private func command(_ line: String, _ console: inout Console) -> [Effect] {
        _ = console.press(Key(":"))
        _ = console.type(line)
        return console.press(Key(.enter))
    }

    private func text(_ console: Console) -> String {
        console.view(in: Stage.size, glyphs: .braille).text
    }

    @Test func `goes to another only when that has answered`() {
        var console = Stage.console()
        console.visit(.workflows)
        #expect(command("ctx prod-eu", &console) == [.attach("prod-eu")])
        #expect(console.context == "demo")
        #expect(text(console).contains("Workflows"))

        _ = console.update(.arrived(at: "prod-eu", Stage.europe))
        #expect(console.context == "prod-eu")
        #expect(console.place == .workflows)
        #expect(console.access == .readOnly)
        let grid = console.view(in: Stage.size, glyphs: .braille)
        #expect(grid.text.contains(" prod-eu "))
        #expect(grid[0, Stage.size.rows - 5].role == .productionFrame)
        #expect(grid.text.contains("this is prod-eu; read-only"))
    }

    @Test func `stays where it is when the other says nothing`() {
        var console = Stage.console()
        _ = command("ctx night", &console)
        _ = console.update(.turnedAway(from: "night", reason: "no engine answers there"))
        #expect(console.context == "demo")
        #expect(text(console).contains("still demo: night cannot be gone to"))
        #expect(console.snapshot?.sequence == Stage.snapshot.sequence)
    }

    @Test func `can leave an engine that is gone`() {
        var console = Stage.console()
        _ = console.update(.linkLost(reason: "refused", at: Stage.now))
        #expect(command("ctx prod-eu", &console) == [.attach("prod-eu")])
        _ = console.update(.arrived(at: "prod-eu", Stage.europe))
        #expect(console.link == .up)
        #expect(!console.isStale)
    }

    @Test func `takes nothing of one engine to another but the operator's habits`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key(" "), Key("Z"))
        _ = command("rate 5s", &console)
        _ = command("ctx prod-eu", &console)
        _ = console.update(.arrived(at: "prod-eu", Stage.europe))
        #expect(console.subjects.count <= 1)
        #expect(console.isLive)
        #expect(console.undo == nil)
        #expect(console.snapshot?.environment.name == "prod-eu")
        #expect(command("ctx demo", &console) == [.attach("demo")])
    }

    @Test func `leaves no engine in the middle of a question or an order`() {
        var console = Stage.console()
        console.visit(.runs)
        _ = console.press(Key("j"), Key("x"))
        #expect(console.stay != nil)
        _ = console.update(.tick(console.now + .seconds(1)))
        _ = console.press(Key(.escape))
        #expect(console.stay == nil)
        #expect(!console.press(Key("p")).isEmpty)
        #expect(console.stay?.contains("not answered yet") == true)
    }

    @Test func `shows what is wrong in all of them, and in those that are named`() {
        var console = Stage.console()
        for effect in command("ctx", &console) { console.answer(effect) }
        #expect(console.place == .contexts)
        let all = text(console)
        #expect(all.contains("prod-eu"))
        #expect(all.contains("LOST"))
        for effect in command("ctx prod-eu,night", &console) { console.answer(effect) }
        let lines = text(console).split(separator: "\n").filter { $0.contains("scribe-a") }
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.contains("prod-eu") })
        #expect(text(console).contains("ctx=prod-eu,night"))
    }

    @Test func `opens a row of another engine there, and acts on none from here`() {
        var console = Stage.console()
        for effect in command("ctx prod-eu,night", &console) { console.answer(effect) }
        _ = console.press(Key("a"))
        #expect(text(console).contains("enter goes to its engine"))
        #expect(console.press(Key(.enter)) == [.attach("prod-eu")])
        _ = console.update(.arrived(at: "prod-eu", Stage.europe))
        #expect(console.place == .alerts)
        #expect(console.selected == .alert("model.errors/scribe-a"))
    }

    @Test func `says which there are when a name is wrong`() {
        var console = Stage.console()
        #expect(command("ctx mars", &console).isEmpty)
        #expect(text(console).contains("there is no context mars; there are demo, prod-eu, night"))
    }
}
