import Orchestration
import Screen
import Testing

@testable import Console

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

    @Test func `is bound anew while the console runs, keeps comments, and tells conflicts`() {
        let file = Keymap(parsing: "# mine\nact.note = F9 # notes\n\nact.cancel = ctrl-k\n")
        var console = Console(actor: "dana", at: Stage.now, registry: Registry(file))
        func say(_ line: String) -> [Effect] {
            _ = console.press(Key(":"))
            _ = console.type(line)
            return console.press(Key(.enter))
        }
        let kept = "# mine\nact.note = F9 # notes\n\nact.cancel = F7, ctrl-k\n"
        #expect(say("keys act.cancel = F7, ctrl-k") == [.keepKeymap(kept)])
        #expect(console.notice?.text == "act.cancel is on F7 ctrl-k")
        #expect(console.registry.verb(for: Key(.function(7))) == .cancel)

        #expect(say("keys act.pause = F7") == [.keepKeymap(kept + "act.pause = F7\n")])
        #expect(
            console.notice?.text
                == "act.pause is on F7; F7 is wanted by act.pause and act.cancel; act.pause has it"
        )
        #expect(say("keys act.pause") == [.keepKeymap(kept)])
        #expect(console.registry.verb(for: Key("p")) == .pause)
        #expect(say("keys act.note =").count == 1)
        #expect(console.registry.verb(for: Key("n")) == .nextLine)

        let before = console.registry.keymap
        for wrong in ["keys act.nope = F7", "keys act.note = hyper-x", "keys = F7", "keys nope"] {
            #expect(say(wrong).isEmpty, "\(wrong)")
        }
        #expect(console.registry.keymap == before)
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

@Suite struct `Help` {
    private func text(of console: Console) -> String {
        console.view(in: Size(columns: 120, rows: 36), glyphs: .braille).text
    }

    @Test func `is searched by key, word, meaning and twin, and esc shows all again`() {
        var console = Stage.console(size: Size(columns: 120, rows: 36))
        _ = console.press(Key("?"), Key("/"))
        _ = console.type("throttle")
        _ = console.press(Key(.enter))
        #expect(text(of: console).contains("let it begin no faster"))
        #expect(text(of: console).contains("podium throttle --workflow"))
        #expect(!text(of: console).contains("next pane"))
        _ = console.press(Key(.escape), Key("/"))
        _ = console.type("xyzzy")
        #expect(text(of: console).contains("nothing matches xyzzy"))
        _ = console.press(Key(.escape))
        #expect(console.place == .help && text(of: console).contains("next pane"))
    }

    @Test func `clips none of its titles on a screen of 120 columns`() {
        var console = Stage.console(size: Size(columns: 120, rows: 120))
        _ = console.press(Key("?"))
        let text = console.view(in: Size(columns: 120, rows: 120), glyphs: .braille).text
        for command in Registry.shipped {
            #expect(text.contains(command.title), "\(command.title)")
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
        guard case .dump(let name)? = console.press(Key(.enter)).first else {
            Issue.record("nothing was written")
            return
        }
        #expect(name.hasPrefix("podium-screen-2026") && name.hasSuffix("Z.txt"))

        console = opened("dump /tmp/a b.txt")
        #expect(console.press(Key(.enter)) == [.dump(name: "/tmp/a b.txt")])
    }

    @Test func `export to a path that is given, or to a name of the moment`() {
        func written(_ line: String) -> String? {
            var console = opened(line)
            guard case .write(let name, _)? = console.press(Key(.enter)).first else { return nil }
            return name
        }
        #expect(written("export json /tmp/runs.json") == "/tmp/runs.json")
        #expect(written("export csv")?.hasSuffix(".csv") == true)
        #expect(written("export yaml /tmp/x") == nil)
    }

    @Test func `are completed with a blank where they go on`() {
        var console = opened("them")
        _ = console.press(Key(.tab))
        _ = console.type("nord")
        #expect(console.press(Key(.enter)) == [.setTheme("nord")])
    }

    @Test func `takes a filter where it takes a name`() {
        var console = opened("run st=fail")
        _ = console.press(Key(.enter))
        #expect(console.place == .runs && console.list(of: .runs).filter == "st=fail")

        console = opened("wf !welcome")
        _ = console.press(Key(.enter))
        #expect(console.place == .workflows && console.list(of: .workflows).filter == "!welcome")
        #expect(!console.list(of: .workflows).order.isEmpty)
        #expect(!console.list(of: .workflows).order.map(\.id).contains(.workflow("welcome")))

        console = opened("model nope=1")
        _ = console.press(Key(.enter))
        #expect(console.notice?.text.contains("there are model") == true)
        #expect(console.place == .overview)
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
