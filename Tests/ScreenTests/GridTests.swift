import Testing

@testable import Screen

@Suite struct `A grid` {
    @Test(arguments: UInt64(0)..<100)
    func `stays sound and safe under a hundred hostile texts`(seed: UInt64) {
        var hostile = Hostile(seed: seed)
        var grid = Grid(Size(columns: 1 + hostile.next(24), rows: 1 + hostile.next(3)))
        for _ in 0..<100 {
            let column = hostile.next(grid.size.columns + 8) - 6
            let row = hostile.next(grid.size.rows + 2) - 1
            let text = hostile.text(pieces: 12)
            let limit = hostile.next(3) == 0 ? .max : hostile.next(20)
            let end = grid.write(text, column: column, row: row, limit: limit)
            #expect(grid.isSound, "seed \(seed), \(text.debugDescription) at \(column), \(limit)")
            #expect(end <= max(column, grid.size.columns))
            #expect(limit == .max || end - column <= max(0, limit))
        }
        let control = grid.text.unicodeScalars.first { $0.value < 0x20 && $0 != "\n" }
        #expect(control == nil)
    }

    @Test(arguments: UInt64(0)..<50)
    func `stays sound when wide clusters are overwritten, filled over and copied`(seed: UInt64) {
        var hostile = Hostile(seed: seed)
        var grid = Grid(Size(columns: 13, rows: 2))
        let cells: [Character] = ["漢", "a", "👨‍👩‍👧‍👦", "\u{1B}", "─"]
        for _ in 0..<60 {
            let cell = Cell(cells[hostile.next(cells.count)], width: UInt8(hostile.next(3)))
            let (x, y) = (hostile.next(17) - 2, hostile.next(4) - 1)
            switch hostile.next(4) {
            case 0: grid.put(cell, column: x, row: y)
            case 1: grid.fill(Rect(x: x, y: y, width: hostile.next(6), height: 2), with: cell)
            case 2: grid.write("漢字", column: x, row: y)
            default:
                var other = Grid(Size(columns: 1 + hostile.next(9), rows: 1))
                other.write("漢字x漢", column: hostile.next(3) - 1, row: 0)
                grid.blit(other, column: x, row: y)
            }
            #expect(grid.isSound, "seed \(seed)")
        }
    }

    @Test func `clips at a cluster edge and says so`() {
        #expect(written("ab漢字x", limit: 5) == "ab漢…")
        #expect(written("a漢字x", limit: 5) == "a漢…")
        #expect(written("a漢字", limit: 5) == "a漢字")
        #expect(written("abcdef", limit: 1) == "…")
        #expect(written("abcdef", limit: 0) == "")
        #expect(written("0123456789012345678901234567890", limit: .max) == "0123456789012345678…")
    }

    @Test func `shows a mark for each unsafe cluster and counts it`() {
        var grid = Grid(Size(columns: 20, rows: 1))
        grid.write("a\u{1B}[31mb\u{202E}c\u{200B}d\re", column: 0, row: 0)
        #expect(grid.text == "a·[31mb·c·d·e")
        #expect(grid.unsafeCount == 4)
    }

    @Test func `cuts what stands left of it`() {
        var grid = Grid(Size(columns: 4, rows: 1))
        #expect(grid.write("漢abc", column: -1, row: 0) == 4)
        #expect(grid.text == " abc")
    }

    @Test func `keeps what is drawn when a row is emphasized`() {
        var grid = Grid(Size(columns: 4, rows: 1))
        grid.write("ok", column: 0, row: 0, role: .ok)
        grid.emphasize(Rect(x: 0, y: 0, width: 99, height: 99), .selected)
        #expect(grid[0, 0] == Cell("o", role: .ok, emphasis: .selected))
    }

    @Test func `keeps its cursor inside`() {
        var grid = Grid(Size(columns: 4, rows: 2))
        grid.cursor = (4, 0)
        #expect(grid.cursor == nil)
        grid.cursor = (3, 1)
        #expect(grid.cursor?.column == 3 && grid.cursor?.row == 1)
    }

    @Test func `takes any rectangle, however far away`() {
        var grid = Grid(Size(columns: 3, rows: 3))
        for place in [Int.min, -1, 0, 2, .max] {
            let rect = Rect(x: place, y: place, width: .max, height: .max)
            grid.fill(rect, with: Cell("x"))
            grid.emphasize(rect, .dim)
            grid.write("漢", column: place, row: place)
            grid.blit(Grid(Size(columns: 2, rows: 2)), column: place, row: place)
        }
        #expect(grid.isSound)
    }

    @Test func `knows its roles by ordinal`() {
        #expect(Role.allCases.enumerated().allSatisfy { $0.offset == $0.element.ordinal })
    }

    private func written(_ text: String, limit: Int) -> String {
        var grid = Grid(Size(columns: 20, rows: 1))
        grid.write(text, column: 0, row: 0, limit: limit)
        return grid.text
    }
}
