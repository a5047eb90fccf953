internal import Orchestration
internal import Screen

/// A confirmation as a box over the panes; on small terminals as the whole body.
struct ConfirmationPane {
    let dialog: Confirmation
    let actor: String
    let now: Instant

    /// A row of the form: a line, and what has the cursor in it.
    struct Row {
        let line: TextLine
        var field: Confirmation.Field?
        var editor: LineEditor?
        /// Where the editor's text begins.
        var indent = 0
    }

    /// Cells of a label.
    static let label = 11

    /// Draws the dialog.
    func draw(in grid: inout Grid, _ glyphs: Glyphs) {
        let size = grid.size
        let isFull = size.columns < 100 || size.rows < 24
        let width = isFull ? size.columns : 84
        let most = isFull ? Chrome.body(of: size).height : size.rows - 4
        var rows = self.rows(width - 4)
        // Where room is short, what is asked comes before what is told, and the air goes.
        if rows.count + 5 > most { rows = shortRows(width - 4) }
        let height = isFull ? most : min(most, rows.count + 5)
        let rect = Rect(
            x: (size.columns - width) / 2,
            y: isFull ? 2 : max(2, (size.rows - height) / 2),
            width: width,
            height: height
        )
        grid.clear(rect)
        grid.box(
            rect,
            title: dialog.title,
            titleRight: dialog.risk == .high ? "high impact" : "esc goes back",
            focused: true,
            glyphs: glyphs
        )
        if dialog.risk == .high {
            recolourBorder(of: rect, in: &grid)
        }
        draw(rows, in: &grid, rect, glyphs)
        drawButtons(in: &grid, rect)
    }

    /// What cannot be undone is framed as such.
    private func recolourBorder(of rect: Rect, in grid: inout Grid) {
        let (right, bottom) = (rect.x + rect.width - 1, rect.y + rect.height - 1)
        for edge in [
            Rect(x: rect.x, y: rect.y, width: rect.width, height: 1),
            Rect(x: rect.x, y: bottom, width: rect.width, height: 1),
            Rect(x: rect.x, y: rect.y, width: 1, height: rect.height),
            Rect(x: right, y: rect.y, width: 1, height: rect.height),
        ] {
            grid.recolour(edge, .failing)
        }
    }

    private func draw(_ rows: [Row], in grid: inout Grid, _ rect: Rect, _ glyphs: Glyphs) {
        let room = max(0, rect.height - 5)
        // The field with the focus stays in sight where the form is longer than the box.
        let focus = rows.lastIndex { $0.field == dialog.focus } ?? 0
        let last = max(0, rows.count - room)
        let first = min(max(0, focus - room + 1) + dialog.scrolled, last)
        for (place, row) in rows.dropFirst(first).prefix(room).enumerated() {
            let y = rect.y + 1 + place
            grid.write(row.line, column: rect.x + 2, row: y, limit: rect.width - 4)
            guard let editor = row.editor, row.field == dialog.focus else { continue }
            let before = Text.width(String(editor.text.prefix(editor.cursor)))
            grid.cursor = (min(rect.x + rect.width - 3, rect.x + 2 + row.indent + before), y)
        }
        guard rows.count > room else { return }
        let body = Rect(x: rect.x, y: rect.y, width: rect.width, height: room + 2)
        grid.scrollbar(body, first: first, shown: room, total: rows.count, glyphs: glyphs)
    }

    private func drawButtons(in grid: inout Grid, _ rect: Rect) {
        let y = rect.y + rect.height - 2
        let left = rect.x + 2 + Self.label + 1
        let obstacle = dialog.obstacle
        let isDangerous = dialog.risk == .high && obstacle == nil
        let next = button("Back", .back, column: left, row: y, .button, in: &grid)
        // Back is what one comes to first: until the other has the focus, only it looks like a button.
        let role: Role = obstacle != nil ? .muted : isDangerous ? .critical : .dialog
        let end = button(dialog.buttonTitle, .confirm, column: next + 2, row: y, role, in: &grid)
        let room = max(0, rect.x + rect.width - end - 4)
        let note = obstacle.map { "locked: \($0)" } ?? "tab moves, enter chooses"
        let fits = Text.width(note) <= room
        let short = fits || obstacle == nil ? note : "locked"
        grid.write(short, column: end + 2, row: y, limit: room, role: .muted)
        // What cannot be done says why at once, and louder where it was tried.
        let isTried = dialog.focus == .confirm || !dialog.complaint.isEmpty
        let why = dialog.complaint.isEmpty ? obstacle ?? "" : dialog.complaint
        guard isTried || !fits else { return }
        let limit = max(0, rect.x + rect.width - left - 2)
        let tone: Role = isTried ? .warning : .muted
        grid.write(why, column: left, row: y - 1, limit: limit, role: tone)
    }

    /// Draws a button; the one with the focus is reversed and has the cursor.
    private func button(
        _ title: String,
        _ field: Confirmation.Field,
        column: Int,
        row: Int,
        _ role: Role,
        in grid: inout Grid
    ) -> Int {
        let hasFocus = dialog.focus == field
        if hasFocus { grid.cursor = (column, row) }
        return grid.write(
            "[ \(title) ]",
            column: column,
            row: row,
            role: hasFocus ? .buttonDefault : role,
            emphasis: hasFocus ? .bold : []
        )
    }
}
