import Testing

@testable import Screen

@Suite struct `A widget` {
    @Test func `is a box with its titles in the border`() {
        var grid = Grid(Size(columns: 30, rows: 3))
        grid.box(Rect(grid.size), title: "Runs 41", titleRight: "sort: risk", glyphs: .blocks)
        #expect(
            grid.text == """
                ┌─ Runs 41 ───── sort: risk ─┐
                │                            │
                └────────────────────────────┘
                """
        )
    }

    @Test func `drops the right title first and clips the left one`() {
        var grid = Grid(Size(columns: 14, rows: 2))
        grid.box(
            Rect(grid.size),
            title: "Running 41",
            titleRight: "sort",
            focused: true,
            glyphs: .ascii
        )
        #expect(grid.text == "+= Running… =+\n+============+")
    }

    @Test func `is a sparkline whose gaps are blanks and whose spikes stay`() {
        #expect(Sparkline.text([0, 1, nil, 7, .nan, .infinity], width: 6) == "▁▂ █  ")
        #expect(Sparkline.text([7, 0], width: 4, glyphs: .ascii) == "  #_")
        #expect(Sparkline.text([0, 9, 0, 0, 0, nil], width: 2) == "█▁")
        #expect(Sparkline.text([5, 6, 7], width: 3, scale: .fitted) == "▁▅█")
        #expect(Sparkline.text([-1, 0.5, 9], width: 3, scale: .fixed(0, 1)) == "▁▅█")
        #expect(Sparkline.text([0, 0], width: 2) == "▁▁")
    }

    @Test(arguments: 1...400) func `has axes whose ends are easily read`(number: Int) {
        for value in [Double(number), Double(number) / 1_000_000, Double(number) * 37_000] {
            let top = Ruler.ceiling(of: value)
            #expect(top >= value * (1 - 1e-9) && top <= value * 1.6)
            let step = Ruler.timeStep(over: value, count: 8)
            #expect(step > 0 && value / step <= 8.001 && value / step >= 1.5)
        }
        #expect(Ruler.ceiling(of: 6.01) == 8 && Ruler.timeStep(over: 5.2, count: 8) == 1)
        #expect(Ruler.timeStep(over: .infinity, count: 8) == 1 && Ruler.ceiling(of: -1) == -1)
    }

    @Test func `is a meter that never shows the unknown as empty`() {
        #expect(meter(0.5, .ascii) == "[####....]")
        #expect(meter(0.75, .braille) == "━━━━━━━╸──")
        #expect(meter(7, .braille) == "━━━━━━━━━━")
        #expect(meter(nil, .braille) == "    -")
        #expect(meter(.nan, .ascii) == "    -")
    }

    @Test func `is a chart with axis, gap and threshold`() {
        var grid = Grid(Size(columns: 30, rows: 7))
        Chart(
            [Chart.Series([0, 1, 2, nil, nil, 4, 4])],
            threshold: 2,
            labels: ["14:17", "14:32"]
        ) { "\(Int($0))s" }.draw(in: &grid, Rect(grid.size), glyphs: .ascii)
        #expect(
            grid.text == """
                4s +                    ******
                   |
                2s +------***-----------------
                   |  ****
                0s +**
                   +--------------------------
                    14:17                14:32
                """
        )
    }

    @Test(arguments: 0...40, Glyphs.allCases)
    func `draws at every size and in every glyph set`(width: Int, glyphs: Glyphs) {
        let chart = Chart(
            [
                Chart.Series([nil, 1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .nan]),
                Chart.Series([], role: .chartSecond, isArea: true),
                Chart.Series([3], role: .chartThird, isArea: true),
            ],
            threshold: .infinity,
            labels: ["a", "漢字", "", "\u{1B}"]
        ) { "\($0)" }
        for height in 0...12 {
            var grid = Grid(Size(columns: width, rows: height))
            let rect = Rect(grid.size)
            chart.draw(in: &grid, rect, glyphs: glyphs)
            chart.draw(in: &grid, Rect(x: -3, y: 2, width: 60, height: 60), glyphs: glyphs)
            grid.box(rect, title: "漢字漢字", titleRight: "r", focused: height > 3, glyphs: glyphs)
            grid.divider(rect, row: 2, glyphs: glyphs)
            grid.scrollbar(rect, first: height, shown: 3, total: 9, glyphs: glyphs)
            grid.meter(0.4, column: -2, row: 1, width: width, glyphs: glyphs)
            grid.sparkline(
                [1, nil, 1e300, -1e300],
                column: 1,
                row: 1,
                width: width,
                glyphs: glyphs
            )
            #expect(grid.isSound)
            #expect(glyphs != .ascii || grid.shown(with: .ascii).text.allSatisfy(\.isASCII))
        }
    }

    private func meter(_ share: Double?, _ glyphs: Glyphs) -> String {
        var grid = Grid(Size(columns: 10, rows: 1))
        grid.meter(share, column: 0, row: 0, width: 10, glyphs: glyphs)
        return grid.text
    }
}
