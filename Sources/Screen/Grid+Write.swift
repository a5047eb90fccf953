extension Grid {
    /// Writes text from a place to the right, clipped at `limit` cells or the edge.
    ///
    /// - Parameters:
    ///   - text: Any text; control, bidi, zero-width and private-use characters become `·`.
    ///   - column: Where it begins; what would stand left of the grid is cut.
    ///   - row: The line.
    ///   - limit: The greatest number of cells; text that is longer ends in `…`.
    ///   - role: What the text means.
    ///   - emphasis: How it stands out.
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
        guard row >= 0, row < size.rows, limit > 0, column < size.columns, column > -limitOfOffset
        else { return column }
        let end = column + min(limit, size.columns - column)
        let cell = Cell(" ", role: role, emphasis: emphasis)
        if column >= 0, text.utf8.count <= end - column, text.isPlain {
            return write(plain: text, column: column, row: row, cell: cell)
        }
        return write(clusters: text, from: column, to: end, row: row, cell: cell)
    }

    /// Columns left of the grid from which text is still looked at; further left it is nothing.
    private var limitOfOffset: Int { 1_000_000 }

    /// The fast path: a byte is a character is a cell.
    private mutating func write(plain text: String, column: Int, row: Int, cell: Cell) -> Int {
        var cell = cell
        var at = column
        for byte in text.utf8 {
            cell.character = Character(Unicode.Scalar(byte))
            place(cell, column: at, row: row)
            at += 1
        }
        return at
    }

    private mutating func write(
        clusters text: String,
        from column: Int,
        to end: Int,
        row: Int,
        cell: Cell
    ) -> Int {
        var cell = cell
        var at = column
        // The last cluster edge that leaves a cell for the ellipsis.
        var edge = column
        for character in text {
            let width = measure(character, into: &cell)
            if at + width > end { return cut(from: edge, to: at, row: row, cell: cell) }
            if at >= 0 {
                place(cell, column: at, row: row)
            } else if at + width > 0 {
                (cell.character, cell.width) = (" ", 1)
                place(cell, column: 0, row: row)
            }
            at += width
            if at < end { edge = at }
        }
        return at
    }

    /// Judges a character, fills the cell with what may be shown, and tells its width.
    private mutating func measure(_ character: Character, into cell: inout Cell) -> Int {
        switch Cluster(character) {
        case .safe(let width):
            (cell.character, cell.width) = (character, UInt8(width))
            return width
        case .unsafe:
            (cell.character, cell.width) = (Cluster.mark, 1)
            countUnsafe()
            return 1
        }
    }

    /// Ends cut text: the ellipsis at the last edge, and a blank where half a cluster would be.
    private mutating func cut(from edge: Int, to at: Int, row: Int, cell: Cell) -> Int {
        var cell = cell
        (cell.character, cell.width) = (Cluster.ellipsis, 1)
        for column in max(0, edge)..<max(0, edge, at, edge + 1) {
            place(cell, column: column, row: row)
            cell.character = " "
        }
        return max(at, edge + 1)
    }
}
