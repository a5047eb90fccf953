/// A rectangle of cells that panes draw into.
///
/// Drawing is total: whatever falls outside is clipped, whatever is unsafe is replaced, and
/// nothing throws. All text from outside passes through here, so hostile text ends here.
package struct Grid: Hashable, Sendable {
    package let size: Size
    /// Row after row.
    package private(set) var cells: ContiguousArray<Cell>
    /// Where the hardware cursor rests, for screen readers and Braille displays.
    package var cursor: (column: Int, row: Int)? {
        get { cursorCell.map { ($0 % max(1, size.columns), $0 / max(1, size.columns)) } }
        set {
            cursorCell = newValue.flatMap { place in
                guard place.column >= 0, place.column < size.columns, place.row >= 0,
                    place.row < size.rows
                else { return nil }
                return place.row * size.columns + place.column
            }
        }
    }
    private var cursorCell: Int?

    /// A grid of blanks.
    package init(_ size: Size) {
        self.size = size
        cells = ContiguousArray(repeating: .blank, count: size.columns * size.rows)
    }

    /// The cell at a place; blank outside.
    package subscript(column: Int, row: Int) -> Cell {
        guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return .blank }
        return cells[row * size.columns + column]
    }

    /// Writes text from a place to the right, clipped at `limit` cells or the edge.
    ///
    /// - Parameters:
    ///   - text: Any text; control, bidi, zero-width and private-use characters become `·`.
    ///   - limit: The greatest number of cells; text that is longer ends in `…`.
    /// - Returns: The column after the last cell written.
    @discardableResult
    package mutating func write(
        _ text: String,
        column: Int,
        row: Int,
        limit: Int = .max,
        role: Role = .text,
        emphasis: Emphasis = []
    ) -> Int {
        var at = column
        guard row >= 0, row < size.rows else { return at }
        for character in text.prefix(max(0, min(limit, size.columns - column))) {
            if at >= 0 {
                cells[row * size.columns + at] = Cell(character, role: role, emphasis: emphasis)
            }
            at += 1
        }
        return at
    }

    /// Puts one cell.
    package mutating func put(_ cell: Cell, column: Int, row: Int) {
        guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return }
        cells[row * size.columns + column] = cell
    }

    /// Fills a rectangle with one cell.
    package mutating func fill(_ rect: Rect, with cell: Cell) {
        for row in max(0, rect.y)..<max(max(0, rect.y), min(size.rows, rect.y + rect.height)) {
            for column in max(
                0,
                rect.x
            )..<max(max(0, rect.x), min(size.columns, rect.x + rect.width)) {
                cells[row * size.columns + column] = cell
            }
        }
    }

    /// Adds emphasis to every cell of a rectangle, keeping what is drawn: selection, dimming.
    package mutating func emphasize(_ rect: Rect, _ emphasis: Emphasis) {
        for row in max(0, rect.y)..<max(max(0, rect.y), min(size.rows, rect.y + rect.height)) {
            for column in max(
                0,
                rect.x
            )..<max(max(0, rect.x), min(size.columns, rect.x + rect.width)) {
                cells[row * size.columns + column].emphasis.formUnion(emphasis)
            }
        }
    }

    /// The text of the grid, one line a row, trailing blanks cut: what golden screens hold.
    package var text: String {
        (0..<size.rows).map { row in
            var line = ""
            for column in 0..<size.columns where self[column, row].width > 0 {
                line.append(self[column, row].character)
            }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
