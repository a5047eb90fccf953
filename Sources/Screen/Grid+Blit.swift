extension Grid {
    /// Copies another grid into this one at a place, clipped at the edges.
    ///
    /// A wide cluster that an edge cuts becomes a blank. The other grid's cursor comes along.
    package mutating func blit(_ other: Grid, column: Int, row: Int) {
        // Places a million cells away are as far outside as any.
        let far = -1_000_000...1_000_000
        guard far.contains(column), far.contains(row) else { return }
        let rect = Rect(x: column, y: row, width: other.size.columns, height: other.size.rows)
        let shown = rect.clipped(to: size)
        for y in shown.rows {
            for x in shown.columns {
                var cell = other[x - column, y - row]
                let isCut = cell.width == 2 && x + 1 == shown.x + shown.width
                if cell.width == 0 {
                    guard x == shown.x else { continue }
                    cell.width = 1
                } else if isCut {
                    (cell.character, cell.width) = (" ", 1)
                }
                place(cell, column: x, row: y)
            }
        }
        if let place = other.cursor { cursor = (place.column + column, place.row + row) }
    }

    /// Draws a pane made for a size into a rectangle of this grid.
    package mutating func draw(_ pane: (Size) -> Grid, in rect: Rect) {
        let size = Size(columns: rect.width, rows: rect.height)
        blit(pane(size), column: rect.x, row: rect.y)
    }
}
