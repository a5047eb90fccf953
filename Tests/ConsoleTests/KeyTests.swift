import Console
import Orchestration
import Screen
import Testing

@Suite struct `A key` {
    static let all: [Key] =
        (0x20...0x7e).compactMap { Unicode.Scalar($0).map { Key(Character($0)) } }
        + "abcdefghijklmnopqrstuvwxyz".map { Key(.character($0), control: true) }
        + [
            .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left,
            .right, .home, .end, .pageUp, .pageDown, .function(1),
        ].map { Key($0) }

    /// The size of the tests of all keys.
    private var size: Size { Size(columns: 80, rows: 24) }
    private var told: Size { Size(columns: 80, rows: 12) }

    @Test(arguments: Screens.places)
    func `answers on every screen, after every other key`(place: Place) {
        for first in [nil, Key(":"), Key("/"), Key("Z"), Key("x"), Key("O"), Key("r")] {
            var before = Stage.console(size: size)
            before.visit(place)
            for effect in first.map({ before.press($0) }) ?? [] { before.answer(effect) }
            // A key that was refused leaves all as it was: then the other keys are those after none.
            if first != nil, before.mode == .browsing, before.isLive { continue }
            for key in Self.all {
                var console = before
                for effect in console.press(key, key) { console.answer(effect) }
                // What a key could not do is told in one line, and what is typed stands in one:
                // neither needs all panes around it.
                let isTold = console.mode == before.mode && console.notice?.tone == .refused
                _ = console.view(in: isTold || console.isTyping ? told : size, glyphs: .braille)
            }
        }
    }

    @Test(arguments: Screens.places)
    func `that does nothing says why`(place: Place) {
        var first = Stage.console()
        first.visit(place)
        let before = first.view(in: Stage.size, glyphs: .braille)
        for key in Self.all {
            var console = first
            let effects = console.press(key)
            let after = console.view(in: Stage.size, glyphs: .braille)
            let isMove = Self.moves.contains(key)
            #expect(!effects.isEmpty || before != after || isMove, "\(KeyName.text(key))")
        }
    }

    /// At an end of a list there is nowhere to go, and nothing to say about it.
    static let moves: Set<Key> = Set(
        Registry.shipped.filter {
            [.up, .down, .top, .bottom, .halfDown, .halfUp, .pageDown, .pageUp, .left, .right]
                .contains($0.verb)
        }
        .flatMap(\.keys)
    ).union([Key(.tab), Key(.backTab), Key("."), Key("z"), Key("f")])

    @Test func `is no command while a filter is typed`() {
        var console = Stage.console()
        console.visit(.alerts)
        _ = console.press(Key("/"))

        let effects = console.type("axspruq")

        #expect(effects.isEmpty)
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("/axspruq"))
    }

    @Test func `never quits but q`() {
        for place in Screens.places {
            var first = Stage.console()
            first.visit(place)
            for key in Self.all where key != Key("q") {
                var console = first
                #expect(!console.press(key, key, key).contains(.quit))
            }
        }
        var console = Stage.console()
        #expect(console.press(Key("q")) == [.quit])
    }

    @Test func `pasted is text, never a command`() {
        var console = Stage.console()
        console.visit(.runs)
        #expect(console.update(.input(.pasted("q\nx\ny"), at: console.now)).isEmpty)
        #expect(console.place == .runs)
    }

    @Test func `suspends, redraws and toggles the mouse`() {
        var console = Stage.console()
        #expect(console.press(Key(.character("z"), control: true)) == [.suspend])
        #expect(console.press(Key(.character("l"), control: true)) == [.redraw])
        #expect(console.press(Key("M")) == [.captureMouse(.off)])
        #expect(console.press(Key("M")) == [.captureMouse(.on)])
    }

    @Test func `copies what is selected`() {
        var console = Stage.console()
        console.visit(.runs)
        #expect(console.press(Key("j"), Key("y")) == [.copy("r-8f220")])
    }
}

@Suite struct `A click` {
    @Test func `on a tab goes there, on a row selects, again opens`() {
        var console = Stage.console()
        func click(_ column: Int, _ row: Int) -> Input {
            .mouse(Mouse(.left, column: column, row: row))
        }
        let column = TabPlaces.column(of: "3 Runs", in: console)
        for effect in console.update(.input(click(column, 1), at: console.now)) {
            console.answer(effect)
        }
        #expect(console.place == .runs)

        _ = console.update(.input(click(10, 6), at: console.now))
        #expect(console.selected == .run(RunID("r-8f224")))

        _ = console.update(.input(click(10, 6), at: console.now))
        #expect(console.place == .run(RunID("r-8f224")))
    }

    @Test func `anywhere traps nothing`() {
        for place in Screens.places {
            var console = Stage.console()
            console.visit(place)
            for row in -1...37 {
                for column in stride(from: -1, through: 121, by: 3) {
                    for button in [Mouse.Button.left, .wheelDown, .wheelUp, .right] {
                        let mouse = Mouse(button, column: column, row: row)
                        _ = console.update(.input(.mouse(mouse), at: console.now))
                    }
                }
            }
        }
    }
}

/// Finds a tab on the drawn screen, as an eye would.
enum TabPlaces {
    static func column(of label: String, in console: Console) -> Int {
        let text = console.view(in: console.size, glyphs: .braille).text
        let line = Array(text.split(separator: "\n", omittingEmptySubsequences: false)[1])
        return line.indices.first { line[$0...].starts(with: label) } ?? -1
    }
}

extension Console {
    /// Whether a filter or a command is being typed.
    fileprivate var isTyping: Bool {
        switch mode {
        case .filtering, .commanding: true
        case .browsing, .confirming, .picking, .reading, .sharing, .binding: false
        }
    }
}
