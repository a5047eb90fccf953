import Testing

@testable import Screen
@testable import Terminal

@Suite struct `A terminal's abilities` {
    @Test(arguments: [
        (["TERM": "xterm-256color", "COLORTERM": "truecolor"], 256, ColourDepth.trueColour),
        (["TERM": "xterm-256color"], 256, .indexed), (["TERM": "xterm"], 8, .sixteen),
        (["TERM": "vt100"], -1, .mono), (["COLORTERM": "truecolor", "NO_COLOR": "1"], 256, .mono),
        (["COLORTERM": "truecolor", "NO_COLOR": ""], 256, .trueColour),
        (["TERM": "tmux-direct"], 16_777_216, .trueColour),
    ])
    func `come from terminfo and environment`(
        environment: [String: String],
        colours: Int,
        depth: ColourDepth
    ) {
        let found = Capabilities(environment: environment, colours: colours, isUTF8: true)
        #expect(found.depth == depth)
    }

    @Test func `are written without the delays that old terminals asked for`() {
        func plain(_ text: String) -> String {
            String(decoding: TerminalSession.withoutDelays(Array(text.utf8)), as: UTF8.self)
        }
        #expect(plain("\u{1B}[5;10H$<5>") == "\u{1B}[5;10H")
        #expect(plain("$<2/*>a$<10>b") == "ab")
        #expect(plain("cost $5 $<") == "cost $5 $<")
    }

    @Test(arguments: [
        ("xterm-ghostty", ["xterm-256color", "xterm"], "xterm-256color"),
        ("alacritty", ["xterm"], "xterm"),
        ("xterm-kitty", ["xterm-kitty", "xterm"], "xterm-kitty"),
        ("vt100", ["vt100", "xterm"], "vt100"), ("frobnicate", ["xterm-256color"], "frobnicate"),
        ("tmux-256color", [], "tmux-256color"),
    ])
    func `are those of an xterm where its kin has no entry`(
        term: String,
        known: [String],
        chosen: String
    ) {
        let choice = TerminalType.choose(term, knows: known.contains)
        #expect(choice.name == chosen && choice.standsIn == (chosen != term))
    }

    @Test func `choose the glyphs by locale and terminal`() {
        func glyphs(_ term: String, isUTF8: Bool) -> Glyphs {
            Capabilities(environment: ["TERM": term], colours: 8, isUTF8: isUTF8).glyphs
        }
        #expect(glyphs("xterm", isUTF8: true) == .braille)
        #expect(glyphs("linux", isUTF8: true) == .blocks)
        #expect(glyphs("xterm", isUTF8: false) == .ascii)
    }

    @Test func `fit colours to fewer ones`() {
        #expect(Colour.rgb(255, 0, 0).fitted(to: .indexed) == .indexed(196))
        #expect(Colour.rgb(128, 128, 128).fitted(to: .indexed) == .indexed(244))
        #expect(Colour.rgb(216, 67, 74).fitted(to: .sixteen) == .ansi(1))
        #expect(Colour.rgb(200, 10, 10).fitted(to: .mono) == .standard)
        #expect((Colour.rgb(0, 0, 0).contrast(with: .rgb(255, 255, 255)) ?? 0) > 20.99)
        #expect(
            abs((Colour.rgb(119, 119, 119).contrast(with: .rgb(255, 255, 255)) ?? 0) - 4.48) < 0.01
        )
    }

    @Test func `include a clipboard that passes through tmux`() {
        #expect(Clipboard.base64(Array("Hello".utf8)) == "SGVsbG8=")
        #expect(Clipboard.base64(Array("abcd".utf8)) == "YWJjZA==")
        #expect(Clipboard.base64([]) == "")
        let plain = Clipboard.sequence(copying: "\u{1B}[2J", environment: [:])
        #expect(plain.map { String(decoding: $0, as: UTF8.self) } == "\u{1B}]52;c;G1sySg==\u{07}")
        let inside = Clipboard.sequence(copying: "a", environment: ["TMUX": "x"]) ?? []
        #expect(inside.starts(with: "\u{1B}Ptmux;\u{1B}\u{1B}]52".utf8))
        let long = String(repeating: "x", count: Clipboard.bytesMax + 1)
        #expect(Clipboard.sequence(copying: long, environment: [:]) == nil)
    }

    @Test func `are never asked for more than thirty frames a second`() {
        let start = ContinuousClock.now
        for cause in [FrameBudget.Cause.news, .key] {
            var budget = FrameBudget(at: start)
            var frames = 0
            for millisecond in 0..<10_000 {
                let now = start + .milliseconds(millisecond)
                guard budget.wait(for: cause, at: now) == .zero else { continue }
                budget.spend(at: now)
                frames += 1
            }
            #expect((290...303).contains(frames), "\(frames) for \(cause)")
        }
    }

    @Test func `show a key at once while news are pouring in`() {
        let start = ContinuousClock.now
        var budget = FrameBudget(at: start)
        for millisecond in 0..<1_000 {
            let now = start + .milliseconds(millisecond)
            if budget.wait(for: .news, at: now) == .zero { budget.spend(at: now) }
            #expect(budget.wait(for: .key, at: now) == .zero)
        }
    }
}
