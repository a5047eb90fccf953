internal import Orchestration
internal import Screen

/// A confirmation as a box over the panes; on small terminals as the whole body.
struct ConfirmationPane {
    let dialog: Confirmation
    let actor: String
    let now: Instant

    /// A row of the form: a line, and what has the cursor in it.
    private struct Row {
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
        var rows = self.rows(width - 4)
        let most = isFull ? Chrome.body(of: size).height : size.rows - 4
        // Where room is short the air goes first.
        if rows.count + 5 > most {
            rows.removeAll { $0.line.spans.isEmpty }
        }
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
        let first = rows.count <= room ? 0 : min(max(0, focus - room + 1), rows.count - room)
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

    private func rows(_ width: Int) -> [Row] {
        // An order about everything names no object.
        var rows =
            dialog.seen.isEmpty
            ? [] : paragraph("on", objects(width - Self.label - 1), width, .strong)
        if !dialog.about.isEmpty { rows += paragraph("about", dialog.about, width, .text) }
        let actions = dialog.asked
        if dialog.choices.count > 1 {
            for (place, choice) in dialog.choices.enumerated() {
                rows.append(self.row(choice, place))
            }
        }
        rows.append(Row(line: []))
        rows += effects(actions, width).map { Row(line: $0) }
        rows += forecast(actions, width).map { Row(line: $0) }
        rows.append(Row(line: []))
        if !dialog.expected.isEmpty {
            rows += lines(of: [
                Span("To go on, type "), Span(dialog.expected, .failing, .bold),
            ])
            rows.append(entry("name", dialog.typed, .name, width))
        }
        for blank in dialog.choice?.blanks ?? [] {
            let editor = dialog.blanks[blank.kind] ?? LineEditor()
            rows.append(
                entry(blank.label, editor, .blank(blank.kind), width, hint: blank.hint)
            )
        }
        rows.append(entry(remarkLabel, dialog.reason, .reason, width, hint: remarkHint))
        if dialog.reaches.count > 1 { rows.append(reach) }
        if dialog.asksOpenRuns { rows.append(openRuns) }
        rows.append(Row(line: []))
        return rows + commandLines(dialog.actions, width).map { Row(line: $0) }
    }

    private func lines(of line: TextLine) -> [Row] { [Row(line: line)] }

    /// A labelled text, broken at blanks.
    private func paragraph(_ label: String, _ text: String, _ width: Int, _ role: Role) -> [Row] {
        Text.wrapped(text, to: max(1, width - Self.label - 1), linesMax: Self.linesMax)
            .enumerated().map { place, line in
                let line = TextLine(line, role)
                return Row(line: .field(place == 0 ? label : "", line, width: Self.label))
            }
    }

    /// So many lines are given to one text.
    static let linesMax = 3

    private var remarkLabel: String {
        if !dialog.reaches.isEmpty { return "comment" }
        return dialog.verb == .note ? "note" : "reason"
    }

    private var remarkHint: String {
        guard dialog.remark == .required else { return "may be left out" }
        return dialog.verb == .note ? "what others should know" : "required; kept in the audit"
    }

    /// How much of what was seen it is done to.
    private var reach: Row {
        row("scope", dialog.reaches.map(\.title), chosen: dialog.reach, .reach)
    }

    /// What becomes of the runs that are open.
    private var openRuns: Row {
        let count = dialog.asked.first.flatMap { dialog.forecast(of: $0) }?.openRuns
        let runs = count.map { "\(Figures.count($0)) " } ?? ""
        return row(
            "open runs",
            ["\(runs)keep their route", "\(runs)move"],
            chosen: dialog.openRuns == .keep ? 0 : 1,
            .openRuns
        )
    }

    /// Ways beside each other, one of them chosen.
    private func row(
        _ name: String,
        _ titles: [String],
        chosen: Int,
        _ field: Confirmation.Field
    ) -> Row {
        let hasFocus = dialog.focus == field
        let ways = titles.enumerated().flatMap { place, title -> [Span] in
            let isChosen = place == chosen
            return [
                Span(isChosen ? "(•) " : "( ) ", isChosen ? .hintKey : .muted),
                Span(title, isChosen ? .strong : .text, isChosen && hasFocus ? .selected : []),
                Span("   "),
            ]
        }
        let label = Figures.padded(name, to: Self.label) + " "
        return Row(line: TextLine([Span(label, hasFocus ? .title : .muted)] + ways), field: field)
    }

    /// What it is about: as many names as there is room for, and how many more there are.
    private func objects(_ width: Int) -> String {
        // The narrower of two ways concerns the first of what was seen.
        let isNarrow = dialog.choice.map { $0.schedule == nil } ?? false
        let all = dialog.seen.prefix(
            isNarrow ? max(1, dialog.asked.count) : dialog.seen.count
        )
        let names = all.prefix(12).map { seen in
            seen.version.map { "\(seen.name) (version \($0))" } ?? seen.name
        }
        let picked = dialog.picked.isEmpty ? "" : dialog.picked + ": "
        func text(_ count: Int) -> String {
            let more = all.count - count
            return picked + names.prefix(count).joined(separator: ", ")
                + (more > 0 ? " and \(Figures.count(more)) more" : "")
        }
        let fitting = (1...max(1, names.count)).last { count in
            Text.wrapped(text(count), to: max(1, width)).count <= Self.linesMax
        }
        return text(fitting ?? 1)
    }

    private func row(_ choice: Confirmation.Choice, _ place: Int) -> Row {
        let isChosen = place == dialog.chosen
        let hasFocus = isChosen && dialog.focus == .choices
        let line = TextLine.field(
            place == 0 ? "how" : "",
            [
                Span(isChosen ? "(•) " : "( ) ", isChosen ? .hintKey : .muted),
                Span(choice.title, isChosen ? .strong : .text, hasFocus ? .selected : []),
            ],
            width: Self.label
        )
        return Row(line: line, field: isChosen ? .choices : nil)
    }

    private func entry(
        _ label: String,
        _ editor: LineEditor,
        _ field: Confirmation.Field,
        _ width: Int,
        hint: String = ""
    ) -> Row {
        let hasFocus = dialog.focus == field
        let room = max(1, width - Self.label - 1)
        // The end of a long text is what is being typed.
        let shown =
            editor.text.count > room - 1 ? String(editor.text.suffix(room - 1)) : editor.text
        let entered: Span =
            shown.isEmpty && !hint.isEmpty
            ? Span(Text.padded(hint, to: room), .placeholder)
            : Span(Text.padded(shown, to: room), .input, hasFocus ? .bold : .dim)
        let line: TextLine = [
            Span(Figures.padded(label, to: Self.label) + " ", hasFocus ? .title : .muted), entered,
        ]
        return Row(
            line: line,
            field: field,
            editor: LineEditor(shown),
            indent: Self.label + 1
        )
    }

    private func drawButtons(in grid: inout Grid, _ rect: Rect) {
        let y = rect.y + rect.height - 2
        let left = rect.x + 2 + Self.label + 1
        let obstacle = dialog.obstacle
        // What cannot be done says why at once, louder where it was tried.
        if let why = obstacle {
            let isTried = dialog.focus == .confirm || !dialog.complaint.isEmpty
            grid.write(
                why,
                column: left,
                row: y - 1,
                limit: max(0, rect.x + rect.width - left - 2),
                role: isTried ? .warning : .muted
            )
        }
        let isDangerous = dialog.risk == .high && obstacle == nil
        let next = button("Back", .back, column: left, row: y, .button, in: &grid)
        let role: Role = obstacle != nil ? .muted : isDangerous ? .critical : .button
        let end = button(dialog.buttonTitle, .confirm, column: next + 2, row: y, role, in: &grid)
        let note = obstacle == nil ? "tab moves, enter chooses" : "locked"
        grid.write(
            note,
            column: end + 2,
            row: y,
            limit: max(0, rect.x + rect.width - end - 4),
            role: .muted
        )
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
