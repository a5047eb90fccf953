import Console
import Orchestration
import Screen
import Testing

@Suite struct `The registry` {
    @Test func `has every verb once`() {
        #expect(
            Registry.shipped.map(\.verb.rawValue).sorted() == Verb.allCases.map(\.rawValue).sorted()
        )
    }

    @Test func `gives no key two meanings and no word two commands`() {
        #expect(Registry().conflicts.isEmpty)
        let words = Registry.shipped.flatMap(\.words)
        #expect(words.count == Set(words).count)
    }

    @Test func `reaches every command by a key or a word`() {
        #expect(Registry.shipped.allSatisfy { !$0.keys.isEmpty || !$0.words.isEmpty })
    }

    @Test func `tells a command line for every action that can be scripted`() {
        let silent = Registry.shipped.filter { $0.group == .act && $0.commandLine.isEmpty }
        #expect(silent.map(\.verb) == [.undo, .suggestion, .again, .orders])
    }

    @Test func `rebinds and unbinds`() {
        let registry = Registry(rebinding: [.cancel: [], .pause: [Key("P")]])
        #expect(registry.verb(for: Key("x")) == nil)
        #expect(registry.verb(for: Key("p")) == nil)
        #expect(registry.verb(for: Key("P")) == .pause)
        var console = Console(actor: "dana", at: Stage.now, registry: registry)
        _ = console.press(Key("x"))
        #expect(console.notice?.text == "x is not bound; ? lists the keys")
    }

    @Test func `names every key so that the name is read back`() {
        for key in `A key`.all + [Key(.character("x"), alt: true), Key(.function(12))] {
            #expect(KeyName.key(named: KeyName.text(key)) == key)
        }
        #expect(KeyName.key(named: "hyper-x") == nil)
        #expect(KeyName.key(named: "") == nil)
        #expect(KeyName.key(named: "F99") == nil)
    }

    @Test func `is what help shows`() {
        var console = Stage.console(size: Size(columns: 200, rows: 90))
        _ = console.press(Key("?"))
        let text = console.view(in: Size(columns: 200, rows: 90), glyphs: .braille).text
        for command in Registry.shipped where !command.keys.isEmpty {
            #expect(text.contains(command.title), "\(command.verb)")
        }
    }
}

@Suite struct `The palette` {
    private func opened(_ text: String) -> Console {
        var console = Stage.console()
        _ = console.press(Key(":"))
        _ = console.type(text)
        return console
    }

    @Test func `completes commands and their arguments`() {
        let console = Stage.console()
        #expect(console.suggestions(for: "th").first == "theme")
        #expect(console.suggestions(for: "theme no") == ["theme nord", "theme mono"])
        #expect(console.suggestions(for: "run 8f220") == ["run r-8f220"])
        #expect(console.suggestions(for: "zzz") == [])
    }

    @Test func `runs commands with arguments`() {
        var console = opened("theme nord")
        #expect(console.press(Key(.enter)) == [.setTheme("nord")])

        console = opened("run r-8f220")
        #expect(console.press(Key(.enter)) == [.fetchRun(RunID("r-8f220"))])
        #expect(console.place == .run(RunID("r-8f220")))

        console = opened("wf welcome")
        _ = console.press(Key(.enter))
        #expect(console.selected == .workflow("welcome"))

        console = opened("q")
        #expect(console.press(Key(.enter)) == [.quit])

        console = opened("dump")
        #expect(console.press(Key(.enter)) == [.dump])
    }

    @Test func `asks before it does what a key would ask about`() {
        var console = opened("reroute copywriter")
        _ = console.press(Key(.enter))
        guard case .confirming(let dialog) = console.mode else {
            Issue.record("it did not ask")
            return
        }
        #expect(dialog.title == "Reroute copywriter")
    }

    @Test func `says what it does not know`() {
        var console = opened("them")
        _ = console.press(Key(.escape), Key(":"))
        _ = console.type("xyzzy foo")
        #expect(console.press(Key(.enter)).isEmpty)
        #expect(console.notice?.text.contains("no command :xyzzy") == true)
    }

    @Test func `recalls what was run`() {
        var console = opened("theme nord")
        _ = console.press(Key(.enter), Key(":"), Key(.up))
        #expect(console.press(Key(.enter)) == [.setTheme("nord")])
    }

    @Test func `writes tables as files that quote what must be quoted`() {
        var console = Stage.console()
        console.visit(.models)
        guard case .write(let name, let text)? = console.press(Key("E")).first else {
            Issue.record("nothing was written")
            return
        }
        #expect(name == "podium-models-20261122T143208Z.csv")
        #expect(text.hasPrefix("model,provider,st,rps,"))
        #expect(text.split(separator: "\r\n").count == Stage.models.count + 1)
    }
}
