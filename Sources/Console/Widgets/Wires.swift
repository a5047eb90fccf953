package import Screen

/// Lines that meet: each cell remembers the directions it joins, and the glyph follows from them.
package struct Wires {
    /// Directions as bits.
    private struct Ends: OptionSet {
        let rawValue: UInt8
        static let up = Ends(rawValue: 1)
        static let right = Ends(rawValue: 2)
        static let down = Ends(rawValue: 4)
        static let left = Ends(rawValue: 8)
    }
    private struct Place: Hashable {
        let column: Int
        let row: Int
    }
    private var cells: [Place: Ends] = [:]

    package init() {}

    /// A line along a row, both ends included.
    package mutating func across(_ row: Int, from: Int, to: Int) {
        guard to > from else { return }
        for column in from...to {
            if column > from { join(column, row, .left) }
            if column < to { join(column, row, .right) }
        }
    }

    /// A line along a column, both ends included.
    package mutating func down(_ column: Int, from: Int, to: Int) {
        let (top, bottom) = (min(from, to), max(from, to))
        guard bottom > top else { return }
        for row in top...bottom {
            if row > top { join(column, row, .up) }
            if row < bottom { join(column, row, .down) }
        }
    }

    /// Draws the lines.
    package func draw(in grid: inout Grid, role: Role = .graphEdge) {
        for (place, ends) in cells {
            let glyph = Self.glyphs[Int(ends.rawValue)]
            grid.put(Cell(glyph, role: role), column: place.column, row: place.row)
        }
    }

    private mutating func join(_ column: Int, _ row: Int, _ end: Ends) {
        cells[Place(column: column, row: row), default: []].formUnion(end)
    }

    /// By the bits of up 1, right 2, down 4, left 8.
    private static let glyphs: [Character] = [
        " ", "│", "─", "└", "│", "│", "┌", "├", "─", "┘", "─", "┴", "┐", "┤", "┬", "┼",
    ]
}
