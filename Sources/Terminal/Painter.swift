package import Screen

/// Turns the difference of two grids into the bytes that make one out of the other.
///
/// Pure: it knows no terminal, only what one understands, so tests compare bytes and grids.
/// Between frames the terminal's attributes are normal and the place of its cursor unknown.
///
/// 1. A run of changed cells begins with a placement of the cursor; up to 4 unchanged cells of
///    the same style are sent again rather than jumped over, for a jump costs more.
/// 2. Terminals disagree about the width of rare clusters. Around such a cluster its cells are
///    blanked first and the cursor is placed anew after it: a wrong width spoils no other cell.
/// 3. Nothing changed means no bytes at all.
package struct Painter: Sendable {
    package let capabilities: Capabilities
    private let styles: StyleSheet

    /// A painter for a theme on a terminal.
    package init(_ theme: Theme, _ capabilities: Capabilities) {
        self.capabilities = capabilities
        styles = StyleSheet(theme, depth: capabilities.depth)
    }

    /// The bytes of one frame, for one single write.
    ///
    /// - Parameters:
    ///   - old: What the terminal shows; nil when that is unknown: everything is drawn anew.
    ///   - new: What it shall show.
    /// - Returns: Nothing when they are alike.
    package func paint(from old: Grid?, to new: Grid) -> [UInt8] {
        let old = old?.size == new.size ? old : nil
        var frame = Frame(styles: styles, capabilities: capabilities)
        if old == nil { frame.clear() }
        for row in 0..<new.size.rows { paint(row, from: old, to: new, into: &frame) }
        let hasMoved = old.map { !Self.isSamePlace($0.cursor, new.cursor) } ?? true
        guard hasMoved || !frame.bytes.isEmpty else { return [] }
        frame.finish(cursor: new.cursor, isTyping: isTyping(in: new))
        return frame.bytes
    }

    private func paint(_ row: Int, from old: Grid?, to new: Grid, into frame: inout Frame) {
        let width = new.size.columns
        let start = row * width
        let blankEnd = blankEnd(of: new, row: row)
        /// The column up to which cells are sent again, changed or not.
        var spoiled = -1
        for column in 0..<width {
            let cell = new.cells[start + column]
            guard cell.width > 0 else { continue }
            if let old, column >= spoiled, isSame(old.cells, new.cells, start + column, cell) {
                continue
            }
            if column >= blankEnd {
                frame.erase(cell, column: column, row: row)
                return
            }
            bridge(to: column, row, old, new, &frame)
            let isRare = !Cluster.isPredictable(cell.character)
            frame.send(cell, column: column, row: row, isRare: isRare)
            if isRare { spoiled = column + Int(cell.width) + 1 }
        }
    }

    /// Sends a few unchanged cells of the style in force again, instead of a jump over them.
    private func bridge(
        to column: Int,
        _ row: Int,
        _ old: Grid?,
        _ new: Grid,
        _ frame: inout Frame
    ) {
        guard let at = frame.column(in: row), (1...4).contains(column - at) else { return }
        let start = row * new.size.columns
        let gap = new.cells[(start + at)..<(start + column)]
        let isCheap = gap.allSatisfy { cell in
            cell.width == 1 && frame.isInForce(cell) && cell.character.isASCII
        }
        guard isCheap else { return }
        for (offset, cell) in gap.enumerated() {
            frame.send(cell, column: at + offset, row: row, isRare: false)
        }
    }

    private func isSame(
        _ old: ContiguousArray<Cell>,
        _ new: ContiguousArray<Cell>,
        _ index: Int,
        _ cell: Cell
    ) -> Bool {
        guard old[index] == cell else { return false }
        // The right half has a role of its own only when someone recoloured it: draw both then.
        return cell.width < 2 || old[index + 1] == new[index + 1]
    }

    /// Where the blanks of one style begin that reach to the end of the row.
    private func blankEnd(of grid: Grid, row: Int) -> Int {
        let width = grid.size.columns
        guard capabilities.erasesWithBackground, width > 0 else { return .max }
        let last = grid.cells[row * width + width - 1]
        guard last.character == " ", last.emphasis.isDisjoint(with: [.underline, .reverse]) else {
            return .max
        }
        var column = width
        while column > 0, grid.cells[row * width + column - 1] == last { column -= 1 }
        return width - column > 8 ? column : .max
    }

    private func isTyping(in grid: Grid) -> Bool {
        grid.cursor.map { grid[$0.column, $0.row].role == .input } ?? false
    }

    private static func isSamePlace(
        _ one: (column: Int, row: Int)?,
        _ other: (column: Int, row: Int)?
    ) -> Bool {
        one?.column == other?.column && one?.row == other?.row
    }
}
