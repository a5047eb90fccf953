import Console
import Foundation
import Orchestration
import Screen
import Testing

@Suite struct `A console on production` {
    private func console() -> Console {
        var snapshot = Stage.snapshot
        snapshot.environment.name = "prod-eu"
        var console = Stage.console(snapshot)
        console.visit(.runs)
        return console
    }

    private func run(_ line: String, in console: inout Console) -> [Effect] {
        _ = console.press(Key(":"))
        _ = console.type(line)
        return console.press(Key(.enter))
    }

    @Test func `only looks, and says what lifts that`() {
        var console = console()
        #expect(console.access == .readOnly)
        for key in ["p", "r", "x", "R"] as [Character] {
            #expect(console.press(Key(key)).isEmpty)
            #expect(console.mode == .browsing)
        }
        #expect(console.press(Key("p")).isEmpty)
        #expect(console.notice?.text == "read-only; :rw 15m REASON lets you act for that long")
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("prod-eu  RO"))
    }

    @Test func `acts for a while with a reason, which every order carries`() throws {
        var console = console()
        _ = run("rw 15m", in: &console)
        #expect(console.access == .readOnly)
        _ = run("rw 15m stuck on the provider", in: &console)
        _ = console.press(Key("j"))
        guard case .perform(let draft)? = console.press(Key("p")).first else {
            Issue.record("nothing was ordered")
            return
        }
        #expect(draft.reason.hasSuffix("[rw: stuck on the provider]"))
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("RW 14m"))
    }

    @Test func `looks again when the time is over, and closes a dialog that is open`() {
        var console = console()
        _ = run("rw 1m stuck", in: &console)
        _ = console.press(Key("j"), Key("x"))
        guard case .confirming = console.mode else {
            Issue.record("no dialog opened")
            return
        }
        _ = console.update(.tick(console.now + .seconds(61)))
        #expect(console.access == .readOnly)
        #expect(console.mode == .browsing)
    }
}

@Suite struct `A keymap file` {
    @Test func `binds, unbinds and tells what is wrong with its line`() {
        let keymap = Keymap(
            parsing: """
                # mine
                act.pause = P, F5
                act.cancel =
                act.puase = p
                act.retry = hyper-r
                nonsense
                go.help = Z
                """
        )
        #expect(keymap.bindings[.pause] == [Key("P"), Key(.function(5))])
        #expect(keymap.bindings[.cancel] == [])
        #expect(keymap.problems.map { String($0.prefix(7)) } == ["line 4:", "line 5:", "line 6:"])
        #expect(keymap.problems[0].contains("did you mean act.pause?"))
        let registry = Registry(keymap)
        #expect(registry.verb(for: Key("x")) == nil)
        #expect(registry.problems.last == "Z is wanted by go.help and time.freeze; go.help has it")
    }

    @Test(arguments: UInt64(0)..<200)
    func `traps on nothing`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let bytes = (0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        _ = Keymap(parsing: String(decoding: bytes, as: UTF8.self))
    }

    @Test func `shows itself behind the word keys`() {
        var console = Console(
            actor: "dana",
            at: Stage.now,
            size: Stage.size,
            registry: Registry(Keymap(parsing: "act.pause = Q\nact.stop = S"))
        )
        _ = console.update(.snapshot(Stage.snapshot))
        #expect(console.notice?.text == "the keymap has 1 problems; :keys shows them")
        _ = console.press(Key(":"))
        _ = console.type("keys")
        _ = console.press(Key(.enter))
        let text = console.view(in: Stage.size, glyphs: .braille).text
        #expect(text.contains("no command is called act.stop"))
        _ = console.type("act.pause")
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("was p"))
        _ = console.press(Key(.escape))
        #expect(console.mode == .browsing)
    }
}

@Suite struct `A link` {
    @Test(arguments: UInt64(0)..<100)
    func `is read back as it was written`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func word() -> String {
            let letters = Array("abz09 =&%?/é→\"'~>")
            return String(
                (0..<Int(random.unit() * 9)).map { _ in letters[Int(random.unit() * 16)] }
            )
        }
        var locator = Locator(Screens.places[Int(random.unit() * Double(Screens.places.count))])
        locator.filter = word()
        locator.select = word()
        locator.sort = ["", "elapsed-", "run"][Int(random.unit() * 3)]
        locator.hidden = random.unit() < 0.5 ? ["st", "why"] : []
        locator.at = random.unit() < 0.5 ? Stage.now : nil
        #expect(Locator(parsing: locator.text) == locator)
    }

    @Test(arguments: ["", "podium:", "podium:nowhere", "podium:runs?x=1", "podium:runs?filter=%G1"])
    func `that is none is refused`(text: String) {
        #expect(Locator(parsing: text) == nil)
    }

    @Test func `shows the same view in another console`() throws {
        var one = Stage.console()
        one.visit(.alerts)
        _ = one.press(Key("/"))
        _ = one.type("sev=warn")
        _ = one.press(Key(.enter), Key("j"))
        var other = Stage.console()
        _ = other.press(Key(":"))
        _ = other.update(.input(.pasted("go " + one.locator.text), at: other.now))
        _ = other.press(Key(.enter))
        #expect(other.locator == one.locator)
        #expect(other.selected == one.selected)
    }

    @Test func `is what a kept view is made of`() throws {
        var console = Stage.console()
        console.visit(.alerts)
        _ = console.press(Key("/"))
        _ = console.type("sev=warn")
        _ = console.press(Key(.enter), Key("&"))
        _ = console.type("night")
        guard case .keepViews(let text)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was kept")
            return
        }
        #expect(text == "night podium:alerts?filter=sev%3Dwarn\n")
        #expect(Console.views(parsing: text)["night"]?.filter == "sev=warn")
    }
}

@Suite struct `A theme` {
    @Test func `is looked at while it is chosen, and taken off again by escape`() {
        var console = Stage.console()
        _ = console.press(Key(":"))
        let looks = console.type("theme no")
        #expect(looks.last == .setTheme("nord"))
        #expect(console.press(Key(.escape)) == [.setTheme(nil)])
        _ = console.press(Key(":"))
        _ = console.type("theme no")
        #expect(console.press(Key(.enter)).last == .setTheme("nord"))
    }
}
