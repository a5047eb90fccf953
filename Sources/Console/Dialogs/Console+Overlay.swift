internal import Orchestration
internal import Screen

extension Console {
    /// What lies over the panes: a dialog, a short list, the palette's suggestions.
    func drawOverlay(in grid: inout Grid, _ glyphs: Glyphs) {
        switch mode {
        case .browsing, .filtering: break
        case .commanding(let palette): drawSuggestions(palette, in: &grid, glyphs)
        case .confirming(let dialog):
            ConfirmationPane(dialog: dialog, actor: actor, now: now).draw(in: &grid, glyphs)
        case .picking(let picker): draw(picker, in: &grid, glyphs)
        case .reading(let sheet): draw(sheet, in: &grid, glyphs)
        case .binding(let form): draw(form, in: &grid, glyphs)
        case .sharing(let draft): draw(draft, in: &grid, glyphs)
        }
    }

    private func drawSuggestions(_ palette: Palette, in grid: inout Grid, _ glyphs: Glyphs) {
        let all = suggestions(for: palette.editor.text)
        guard !all.isEmpty || !palette.editor.text.contains(" ") else { return }
        let height = min(10, max(1, all.count), max(1, grid.size.rows - 7))
        let first = max(0, min(palette.chosen - height + 1, all.count - height))
        let width = min(grid.size.columns, 64)
        let bottom = grid.size.rows - Chrome.footer(of: grid.size)
        let rect = Rect(x: 0, y: bottom - height - 2, width: width, height: height + 2)
        grid.clear(rect)
        grid.box(
            rect,
            title: "Commands",
            titleRight: "\(all.count) match",
            focused: true,
            glyphs: glyphs
        )
        if all.isEmpty {
            let none = "no command is like that; ? lists all"
            grid.write(none, column: 3, row: rect.y + 1, limit: width - 4, role: .muted)
        }
        for (row, line) in all.dropFirst(first).prefix(height).enumerated() {
            let isChosen = first + row == palette.chosen
            drawSuggestion(line, isChosen, rect, row, in: &grid)
        }
    }

    private func drawSuggestion(
        _ line: String,
        _ isChosen: Bool,
        _ rect: Rect,
        _ row: Int,
        in grid: inout Grid
    ) {
        let y = rect.y + 1 + row
        let command = self.command(named: String(line.prefix { $0 != " " }))
        let usage = line.contains(" ") ? line : "\(line) \(command?.argument.rawValue ?? "")"
        grid.write(isChosen ? "> " : "  ", column: rect.x + 1, row: y, role: .hintKey)
        grid.write(
            ":" + usage,
            column: rect.x + 3,
            row: y,
            limit: 22,
            role: isChosen ? .strong : .text
        )
        let note = line.contains(" ") ? "" : command?.title ?? ""
        grid.write(note, column: rect.x + 26, row: y, limit: rect.width - 34, role: .muted)
        let key = command?.keyName ?? ""
        grid.write(TextLine(key, .hintKey), endingAt: rect.x + rect.width - 2, row: y)
        guard isChosen else { return }
        grid.emphasize(Rect(x: rect.x + 1, y: y, width: rect.width - 2, height: 1), .selected)
    }

    private func draw(_ picker: Picker, in grid: inout Grid, _ glyphs: Glyphs) {
        let size = grid.size
        let height = min(picker.options.count + 2, max(3, size.rows - 4))
        let width = min(40, size.columns)
        let rect = Rect(
            x: (size.columns - width) / 2,
            y: max(0, (size.rows - height) / 2),
            width: width,
            height: height
        )
        grid.clear(rect)
        grid.box(rect, title: picker.title, titleRight: "enter  esc", focused: true, glyphs: glyphs)
        let shown = height - 2
        let first = max(0, picker.chosen - shown + 1)
        for (row, option) in picker.options.dropFirst(first).prefix(shown).enumerated() {
            let (y, isChosen) = (rect.y + 1 + row, first + row == picker.chosen)
            grid.write(isChosen ? "> " : "  ", column: rect.x + 1, row: y, role: .hintKey)
            grid.write(option.title, column: rect.x + 3, row: y, limit: width - 16, role: .text)
            grid.write(TextLine(option.note, .muted), endingAt: rect.x + width - 2, row: y)
            guard isChosen else { continue }
            grid.emphasize(Rect(x: rect.x + 1, y: y, width: width - 2, height: 1), .selected)
            grid.cursor = (rect.x + 1, y)
        }
    }
}

extension Grid {
    /// Blanks a rectangle before something is drawn over what was there.
    mutating func clear(_ rect: Rect) { fill(rect, with: .blank) }
}
