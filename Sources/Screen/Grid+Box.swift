extension Grid {
    /// Draws a border along the edge of a rectangle, with titles in its upper line.
    ///
    /// ```text
    /// ╭─ Runs 41 ─────────── sort: risk ─╮
    /// ╰──────────────────────────────────╯
    /// ```
    /// The right title goes first when there is no room for both; the left one is clipped.
    /// - Parameters:
    ///   - rect: The rectangle, its border included; nothing is drawn when it is below 2×2.
    ///   - title: What the box holds.
    ///   - titleRight: How it is sorted, which keys act on it, what is hidden.
    ///   - focused: Whether keys go to this box.
    ///   - glyphs: Round corners, square ones, or ASCII; ASCII shows focus by `=`.
    ///   - border: The role of the border where it is not a pane's: `dialog` over a dialog.
    package mutating func box(
        _ rect: Rect,
        title: String = "",
        titleRight: String = "",
        focused: Bool = false,
        glyphs: Glyphs = .braille,
        border: Role? = nil
    ) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        frame(
            rect,
            BoxLines(glyphs, focused: focused),
            role: border ?? (focused ? .borderFocused : .border)
        )
        let emphasis: Emphasis = focused ? .bold : []
        let room = rect.width - 6
        guard room > 0 else { return }
        var left = 0
        if !title.isEmpty {
            left =
                write(
                    " " + Text.clipped(title, to: room) + " ",
                    column: rect.x + 2,
                    row: rect.y,
                    role: border == .dialog ? .dialogTitle : .title,
                    emphasis: emphasis
                ) - rect.x - 1
        }
        let width = Text.width(titleRight)
        guard width > 0, left + width + 1 <= room else { return }
        write(" \(titleRight) ", column: rect.x + room + 2 - width, row: rect.y, role: .muted)
    }

    /// Draws a horizontal line that joins the border left and right of it.
    package mutating func divider(_ rect: Rect, row: Int, glyphs: Glyphs = .braille) {
        guard rect.width >= 2, row > rect.y, row < rect.y + rect.height - 1 else { return }
        let isAscii = glyphs == .ascii
        for column in rect.x..<(rect.x + rect.width) {
            put(Cell(isAscii ? "-" : "─", role: .border), column: column, row: row)
        }
        put(Cell(isAscii ? "+" : "├", role: .border), column: rect.x, row: row)
        put(Cell(isAscii ? "+" : "┤", role: .border), column: rect.x + rect.width - 1, row: row)
    }

    private mutating func frame(_ rect: Rect, _ lines: BoxLines, role: Role) {
        let right = rect.x + rect.width - 1
        let bottom = rect.y + rect.height - 1
        let inside = rect.clipped(to: size)
        // Each line is one cell many times, and known to be narrow: it is not judged anew each time.
        let horizontal = Cell(lines.horizontal, role: role)
        for row in [rect.y, bottom] where row >= 0 && row < size.rows {
            for column in inside.columns { place(horizontal, column: column, row: row) }
        }
        let vertical = Cell(lines.vertical, role: role)
        for column in [rect.x, right] where column >= 0 && column < size.columns {
            for row in inside.rows { place(vertical, column: column, row: row) }
        }
        put(Cell(lines.topLeft, role: role), column: rect.x, row: rect.y)
        put(Cell(lines.topRight, role: role), column: right, row: rect.y)
        put(Cell(lines.bottomLeft, role: role), column: rect.x, row: bottom)
        put(Cell(lines.bottomRight, role: role), column: right, row: bottom)
    }
}

/// The glyphs of a border.
private struct BoxLines {
    let horizontal: Character
    let vertical: Character
    let topLeft: Character
    let topRight: Character
    let bottomLeft: Character
    let bottomRight: Character

    init(_ glyphs: Glyphs, focused: Bool) {
        switch glyphs {
        case .braille:
            (horizontal, vertical) = ("─", "│")
            (topLeft, topRight, bottomLeft, bottomRight) = ("╭", "╮", "╰", "╯")
        case .blocks:
            (horizontal, vertical) = ("─", "│")
            (topLeft, topRight, bottomLeft, bottomRight) = ("┌", "┐", "└", "┘")
        case .ascii:
            (horizontal, vertical) = (focused ? "=" : "-", "|")
            (topLeft, topRight, bottomLeft, bottomRight) = ("+", "+", "+", "+")
        }
    }
}
