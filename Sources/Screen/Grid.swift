/// A rectangle of cells that panes draw into.
///
/// Drawing is total: whatever falls outside is clipped, whatever is unsafe is replaced, and
/// nothing throws. All text from outside passes through here, so hostile text ends here.
///
/// Invariants, whatever is drawn:
/// 1. every character is safe to send to a terminal;
/// 2. a cell of width 2 is followed, in its row, by a cell of width 0, and no other cell is 0.
package struct Grid: Hashable, Sendable {
    package let size: Size
    /// Row after row.
    package private(set) var cells: ContiguousArray<Cell>
    /// The clusters that were unsafe and are shown as marks.
    package private(set) var unsafeCount = 0
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

    /// Puts one cell, measuring its character anew; a wide one that does not fit becomes `…`.
    package mutating func put(_ cell: Cell, column: Int, row: Int) {
        guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return }
        var cell = cell
        switch Cluster(cell.character) {
        case .safe(let width) where column + width <= size.columns: cell.width = UInt8(width)
        case .safe: (cell.character, cell.width) = (Cluster.ellipsis, 1)
        case .unsafe:
            (cell.character, cell.width) = (Cluster.mark, 1)
            unsafeCount += 1
        }
        place(cell, column: column, row: row)
    }

    /// Fills a rectangle with one cell.
    package mutating func fill(_ rect: Rect, with cell: Cell) {
        let rect = rect.clipped(to: size)
        let width = Text.width(of: cell.character)
        if cell == .blank {
            for row in rect.rows {
                for column in rect.columns { place(.blank, column: column, row: row) }
            }
            return
        }
        for row in rect.rows {
            var column = rect.x
            while column + width <= rect.x + rect.width {
                put(cell, column: column, row: row)
                column += width
            }
        }
    }

    /// Adds emphasis to every cell of a rectangle, keeping what is drawn: selection, dimming.
    package mutating func emphasize(_ rect: Rect, _ emphasis: Emphasis) {
        let rect = rect.clipped(to: size)
        for row in rect.rows {
            for column in rect.columns {
                cells[row * size.columns + column].emphasis.formUnion(emphasis)
            }
        }
    }

    /// Gives every cell of a rectangle another role, keeping what is drawn.
    package mutating func recolour(_ rect: Rect, _ role: Role) {
        let rect = rect.clipped(to: size)
        for row in rect.rows {
            for column in rect.columns { cells[row * size.columns + column].role = role }
        }
    }

    /// Gives the cells of one role in a rectangle another.
    package mutating func recolour(_ rect: Rect, _ from: Role, as role: Role) {
        let rect = rect.clipped(to: size)
        for row in rect.rows {
            for column in rect.columns where cells[row * size.columns + column].role == from {
                cells[row * size.columns + column].role = role
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

    /// Counts a cluster that was replaced by a mark.
    mutating func countUnsafe() { unsafeCount += 1 }

    /// Stores a cell that is measured, safe and inside, and mends what it cuts in half.
    mutating func place(_ cell: Cell, column: Int, row: Int) {
        let index = row * size.columns + column
        if cells[index].width != 1 { split(index, column) }
        if cell.width == 2 {
            if cells[index + 1].width != 1 { split(index + 1, column + 1) }
            var half = cell
            (half.character, half.width) = (" ", 0)
            cells[index + 1] = half
        }
        cells[index] = cell
    }

    /// Turns the other half of a wide cluster into a blank, for this half is to be overwritten.
    private mutating func split(_ index: Int, _ column: Int) {
        let other = cells[index].width == 0 ? index - 1 : index + 1
        for half in [index, other] {
            cells[half].character = " "
            cells[half].width = 1
        }
    }
}
