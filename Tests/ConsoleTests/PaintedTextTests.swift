import Console
import Orchestration
import Screen
import Testing

@Suite struct `A painted text` {
    private let mark = String(Cluster.mark)

    private func roles(_ text: String) -> [String] {
        PaintedText(text).spans.map { "\($0.text):\($0.role.rawValue)" }
    }

    @Test func `keeps the colours that a program writes into its log`() {
        #expect(
            roles("a \u{1B}[31mred\u{1B}[0m \u{1B}[1;32mgreen\u{1B}[m.")
                == ["a :text", "red:failing", " :text", "green:ok", ".:text"]
        )
        let bold = PaintedText("\u{1B}[1;4mx").spans.first
        #expect(bold?.emphasis == [.bold, .underline])
        #expect(roles("\u{9B}93mx") == ["x:warning"])
    }

    @Test(arguments: [
        "\u{1B}[2J", "\u{1B}[10;10H", "\u{1B}[?1049h", "\u{1B}[38;5;196m", "\u{1B}[7m", "\u{1B}[8m",
        "\u{1B}]0;title\u{7}", "\u{1B}]52;c;AAAA\u{1B}\\", "\u{1B}P+q\u{1B}\\", "\u{9D}0;t\u{9C}",
        "\u{1B}c", "\u{1B}(0", "\u{1B}_x\u{1B}\\", "\u{1B}[31", "\u{1B}",
    ])
    func `takes everything else out whole, and leaves a mark`(sequence: String) {
        let text = PaintedText("a\(sequence)")
        #expect(text.plain == "a" + mark)
        #expect(text.spans.last?.role == .unsafe)
    }

    @Test func `shows what follows a sequence that does not end`() {
        #expect(PaintedText("a\u{1B}[31\nb").plain == "a\(mark)\nb")
        #expect(PaintedText("a\u{1B}[3\u{1B}[31mb").plain == "a\(mark)b")
        #expect(
            PaintedText("a\u{1B}[" + String(repeating: "1", count: 90)).plain.hasPrefix("a\(mark)1")
        )
    }

    @Test func `is the text itself where there is nothing for a terminal in it`() {
        for text in ["", "plain", "Grüße 😀 日本", "100 %"] {
            #expect(PaintedText(text).plain == text)
            #expect(PaintedText(text).spans.count == (text.isEmpty ? 0 : 1))
        }
    }

    @Test func `keeps its colours where it is broken or begins later`() {
        let text = PaintedText("one \u{1B}[31mtwo three\u{1B}[0m four")
        let lines = text.wrapped(to: 8, linesMax: 10)
        #expect(lines.map(\.plain) == ["one two", "three", "four"])
        #expect(lines.map { $0.spans.map(\.role) } == [[.text, .failing], [.failing], [.text]])
        #expect(text.dropping(5).spans.map(\.text) == ["wo three", " four"])
    }

    @Test(arguments: 0..<400) func `never lets a sequence through, whatever is mixed`(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let parts = [
            "\u{1B}", "[", "]", "3", "1", ";", "m", "\u{7}", "\\", "x", " ", "\u{9B}", "P", "?",
            "\u{18}",
        ]
        let text = (0..<30).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
        let painted = PaintedText(text)
        #expect(!painted.plain.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" })
        for width in [1, 7, 80] { #expect(!painted.wrapped(to: width, linesMax: 50).isEmpty) }
    }
}

@Suite struct `A log with colours` {
    @Test func `is drawn in its own colours and found by its words`() {
        var detail = Stage.detail
        detail.log.append(
            .init(at: Stage.ago(1), step: "copy", text: "\u{1B}[32mall\u{1B}[0m \u{1B}[2Jis well")
        )
        var console = Stage.console()
        _ = console.go(to: .run(detail.row.id))
        _ = console.update(.detail(detail, of: detail.row.id))
        let grid = console.view(in: Stage.size, glyphs: .braille)
        #expect(grid.text.contains("all \(Cluster.mark)is well"))
        #expect(grid.cells.contains { $0.role == .ok && $0.character == "a" })
        _ = console.press(Key("L"), Key("/"))
        _ = console.type("well")
        #expect(console.view(in: Stage.size, glyphs: .braille).text.contains("Log 1 of 9"))
    }
}
