extension Grid {
    /// Draws how much of something is used, as a bar of exactly `width` cells.
    ///
    /// ```text
    /// ━━━━━━━━━━━━━━╸─────    [##############......] in ASCII
    /// ```
    /// - Parameters:
    ///   - share: 0...1, clamped; nil or not finite is unknown and drawn as `-`, never as empty.
    ///   - column: Where it begins.
    ///   - row: The line.
    ///   - width: Cells, brackets included.
    ///   - role: Of the filled part; the rest is a border's.
    ///   - glyphs: Lines, or ASCII.
    /// - Returns: The column after it.
    @discardableResult
    package mutating func meter(
        _ share: Double?,
        column: Int,
        row: Int,
        width: Int,
        role: Role = .chart,
        glyphs: Glyphs = .braille
    ) -> Int {
        guard width > 0 else { return column }
        guard let share, share.isFinite else {
            let unknown = Text.padded("-", to: width, .centred)
            return write(unknown, column: column, row: row, role: .noData)
        }
        let filled = min(1, max(0, share))
        guard glyphs == .ascii, width > 2 else {
            // Half cells: a change of 1 in 2 × width is seen.
            let halves = Int((filled * Double(width * 2)).rounded())
            let bar = String(repeating: "━", count: halves / 2) + (halves % 2 == 1 ? "╸" : "")
            let at = write(bar, column: column, row: row, role: role)
            let rest = String(repeating: "─", count: width - Text.width(bar))
            return write(rest, column: at, row: row, role: .border)
        }
        let cells = Int((filled * Double(width - 2)).rounded())
        var at = write("[", column: column, row: row, role: .border)
        at = write(String(repeating: "#", count: cells), column: at, row: row, role: role)
        let rest = String(repeating: ".", count: width - 2 - cells) + "]"
        return write(rest, column: at, row: row, role: .border)
    }

    /// Draws where a window on a long list stands, along the right border of a box.
    ///
    /// - Parameters:
    ///   - rect: The box; its right border is drawn over when not all is shown.
    ///   - first: The first item shown, 0-based.
    ///   - shown: How many are shown.
    ///   - total: How many there are.
    ///   - glyphs: A heavy line, or `#`.
    package mutating func scrollbar(
        _ rect: Rect,
        first: Int,
        shown: Int,
        total: Int,
        glyphs: Glyphs = .braille
    ) {
        let track = rect.height - 2
        guard track > 1, shown > 0, total > shown, first >= 0 else { return }
        let length = max(1, Int(Double(track) * Double(shown) / Double(total)))
        let share = min(1, Double(first) / Double(total - shown))
        let top = rect.y + 1 + Int((Double(track - length) * share).rounded())
        let bar = Cell(glyphs == .ascii ? "#" : "┃", role: .muted)
        for row in top..<(top + length) { put(bar, column: rect.x + rect.width - 1, row: row) }
    }
}
