import Testing

@testable import Screen

@Suite struct `Text` {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한글", 4), ("ᄀ", 2), ("👨‍👩‍👧‍👦", 2),
        ("👩🏽‍❤️‍💋‍👨🏾", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1), ("1️⃣", 2), ("─│╭⡇█▁→✓…", 9), ("ｆｕ", 4),
        ("🫩", 2), ("क", 1), ("\t", 1), ("\r\n", 1), ("\u{202E}", 1), ("\u{1F1E6}", 1),
    ])
    func `is measured by cluster`(text: String, width: Int) {
        #expect(Screen.Text.width(text) == width)
    }

    @Test(arguments: [
        "\u{1B}", "\u{9B}", "\u{7F}", "\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{AD}",
        "\u{202E}",
        "\u{2069}", "\u{E000}", "\u{10FFFD}", "\u{FFFE}", "\u{301}", "\u{FE0F}", "\u{1F1E6}",
        "\u{3164}",
        "👨\u{200D}", "a\u{200D}", "a\u{FE0F}", "\u{E0041}", "\u{2028}", "\u{0378}", "1\u{200D}",
    ])
    func `hides what may not reach a terminal`(text: String) {
        #expect(Screen.Text.safe(text) == "·")
    }

    @Test(arguments: UInt64(0)..<200)
    func `clipped, padded and wrapped keeps its promises on hostile input`(seed: UInt64) {
        var hostile = Hostile(seed: seed)
        let text = hostile.text(pieces: 30)
        let width = hostile.next(30)
        let clipped = Screen.Text.clipped(text, to: width)
        #expect(Screen.Text.width(clipped) <= width)
        #expect(Screen.Text.safe(clipped) == clipped)
        #expect(Screen.Text.width(Screen.Text.padded(text, to: width, .trailing)) == width)
        let lines = Screen.Text.wrapped(text, to: width, linesMax: 4)
        #expect(lines.count <= 4)
        #expect(lines.allSatisfy { Screen.Text.width($0) <= width && Screen.Text.safe($0) == $0 })
    }

    @Test(arguments: UInt64(0)..<200)
    func `clipped is what a grid shows`(seed: UInt64) {
        var hostile = Hostile(seed: seed)
        let text = hostile.text(pieces: 10)
        let width = 1 + hostile.next(20)
        var grid = Grid(Size(columns: 30, rows: 1))
        grid.write(text, column: 0, row: 0, limit: width)
        var other = Grid(Size(columns: 30, rows: 1))
        other.write(Screen.Text.clipped(text, to: width), column: 0, row: 0)
        #expect(grid.text == other.text, "\(text.debugDescription) to \(width)")
    }

    @Test func `wraps at blanks, and inside long words`() {
        #expect(
            Screen.Text.wrapped("one two three", to: 7) == ["one two", "three"]
        )
        #expect(Screen.Text.wrapped("abcdefgh ij", to: 3) == ["abc", "def", "gh", "ij"])
        #expect(Screen.Text.wrapped("a\n\nb", to: 3) == ["a", "", "b"])
        #expect(Screen.Text.wrapped("", to: 3) == [""])
        #expect(Screen.Text.wrapped("one two three", to: 3, linesMax: 2) == ["one", "tw…"])
    }

    @Test func `is padded to either side`() {
        #expect(Screen.Text.padded("ab", to: 5) == "ab   ")
        #expect(Screen.Text.padded("ab", to: 5, .trailing) == "   ab")
        #expect(Screen.Text.padded("ab", to: 5, .centred) == " ab  ")
        #expect(Screen.Text.padded("漢字", to: 3) == "漢…")
    }
}
