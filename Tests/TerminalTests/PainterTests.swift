import Testing

@testable import Screen
@testable import Terminal

@Suite struct `A painter` {
    let theme: Theme

    init() throws { theme = try ThemeShelf(folder: nil).theme(named: "dark") }

    @Test(arguments: UInt64(0)..<40)
    func `makes the terminal show every grid of a random sequence`(seed: UInt64) {
        let depth = ColourDepth.allCases[Int(seed) % ColourDepth.allCases.count]
        var random = Random(seed)
        var capabilities = Capabilities()
        capabilities.depth = depth
        capabilities.erasesWithBackground = seed % 2 == 0
        capabilities.hasSynchronisedOutput = seed % 3 == 0
        let painter = Painter(theme, capabilities)
        let size = Size(columns: 1 + random.next(40), rows: 1 + random.next(6))
        // Terminals that think rare clusters narrower or wider than we do must show the rest right.
        let rareWidth = [nil, 1, 2][random.next(3)]
        var emulator = Emulator(size, rareWidth: rareWidth)
        var shown: Grid?
        var grid = Grid(size)
        for _ in 0..<12 {
            random.change(&grid)
            emulator.apply(painter.paint(from: shown, to: grid))
            expect(emulator, shows: grid, depth, "seed \(seed)")
            if let cursor = grid.cursor { #expect(emulator.cursor == cursor) }
            shown = grid
        }
    }

    @Test(arguments: ColourDepth.allCases)
    func `shows by a double border which pane has the focus where no colour does`(
        depth: ColourDepth
    ) {
        var capabilities = Capabilities()
        capabilities.depth = depth
        var grid = Grid(Size(columns: 20, rows: 4))
        grid.box(Rect(x: 0, y: 0, width: 10, height: 4), title: "a", focused: true)
        grid.box(Rect(x: 10, y: 0, width: 10, height: 4), title: "b")
        let bytes = Painter(theme, capabilities).paint(from: nil, to: grid)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("╔") == (depth <= .mono))
        #expect(text.contains("╭"))
    }

    @Test func `sends nothing when nothing changed`() {
        var random = Random(1)
        var grid = Grid(Size(columns: 120, rows: 36))
        for _ in 0..<40 { random.change(&grid) }
        #expect(Painter(theme, Capabilities()).paint(from: grid, to: grid).isEmpty)
    }

    @Test func `sends under 200 bytes when a clock and one value change`() {
        var old = Grid(Size(columns: 120, rows: 36))
        old.box(Rect(x: 0, y: 2, width: 120, height: 30), title: "Runs")
        old.write("14:32:08Z", column: 100, row: 0, role: .header)
        old.write("   2.91s", column: 60, row: 7, role: .warning, emphasis: .selected)
        var new = old
        new.write("14:32:09Z", column: 100, row: 0, role: .header)
        new.write("   3.02s", column: 60, row: 7, role: .warning, emphasis: .selected)
        var capabilities = Capabilities()
        capabilities.hasSynchronisedOutput = true
        let bytes = Painter(theme, capabilities).paint(from: old, to: new)
        #expect((1..<200).contains(bytes.count), "\(bytes.count) bytes")
    }

    @Test func `wraps a frame so that it appears at once`() {
        var capabilities = Capabilities()
        capabilities.hasSynchronisedOutput = true
        let grid = Grid(Size(columns: 2, rows: 1))
        let bytes = Painter(theme, capabilities).paint(from: nil, to: grid)
        #expect(bytes.starts(with: "\u{1B}[?2026h".utf8))
        #expect(bytes.suffix(8) == Array("\u{1B}[?2026l".utf8))
    }

    @Test func `falls back to ASCII cell by cell`() {
        var capabilities = Capabilities()
        capabilities.glyphs = .ascii
        var grid = Grid(Size(columns: 12, rows: 1))
        grid.write("│▁█漢…→✓é", column: 0, row: 0)
        let bytes = Painter(theme, capabilities).paint(from: nil, to: grid)
        #expect(bytes.allSatisfy { $0 < 0x80 })
        var emulator = Emulator(grid.size)
        emulator.apply(bytes)
        #expect(emulator.row(0).map(\.text).joined() == "|_#??~>??   ")
    }

    @Test func `shows the cursor only where text is typed`() {
        var grid = Grid(Size(columns: 4, rows: 1))
        let painter = Painter(theme, Capabilities())
        grid.cursor = (1, 0)
        #expect(
            !String(decoding: painter.paint(from: nil, to: grid), as: UTF8.self).contains("?25h")
        )
        grid.write("ab", column: 0, row: 0, role: .input)
        #expect(
            String(decoding: painter.paint(from: nil, to: grid), as: UTF8.self).contains("?25h")
        )
    }

    private func expect(
        _ emulator: Emulator,
        shows grid: Grid,
        _ depth: ColourDepth,
        _ comment: Comment
    ) {
        // One expectation a grid: one a cell would take longer than the painting.
        var wrong: [String] = []
        for row in 0..<grid.size.rows {
            let spots = emulator.row(row)
            for column in 0..<grid.size.columns {
                let cell = grid[column, row]
                // Only the cells of a rare cluster itself may look otherwise than planned.
                let isRare = !Cluster.isPredictable(cell.character)
                let left = column > 0 ? grid[column - 1, row].character : " "
                if cell.width == 0, !Cluster.isPredictable(left) { continue }
                let text = cell.width == 0 ? "" : String(cell.character)
                if spots[column].text != text { wrong.append("text at \(column),\(row)") }
                // A wide cluster is painted in the style of its left half.
                guard !isRare, cell.width > 0 else { continue }
                let sequence = theme.style(for: cell.role, cell.emphasis, depth: depth).sequence
                let style = String(decoding: sequence.dropFirst(2).dropLast(), as: UTF8.self)
                let shown = spots[column].style
                if shown != (style == "0" ? "" : style) {
                    wrong.append("style at \(column),\(row)")
                }
            }
        }
        #expect(wrong == [], comment)
    }
}

/// Numbers and grids by seed.
struct Random {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func change(_ grid: inout Grid) {
        let texts = [
            "a", "hello world", "      ", "漢字", "│──│", "👩🏽‍❤️‍💋‍👨🏾", "❤️x", "e\u{301}e", "\u{1B}[2J", "▁▂▃",
        ]
        let (x, y) = (next(grid.size.columns + 4) - 2, next(grid.size.rows))
        let role = Role.allCases[next(Role.allCases.count)]
        let emphasis = Emphasis(rawValue: UInt8(next(32)))
        let rect = Rect(x: x, y: y, width: next(20), height: next(3))
        switch next(6) {
        case 0: grid.fill(rect, with: Cell(" ", role: role, emphasis: emphasis))
        case 1: grid.emphasize(rect, emphasis)
        case 2: grid.cursor = (x, y)
        default:
            let text = texts[next(texts.count)]
            grid.write(text, column: x, row: y, role: role, emphasis: emphasis)
        }
    }
}
