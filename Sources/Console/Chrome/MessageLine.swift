internal import Orchestration
internal import Screen

/// The last line but one: where we are at left, what happened at right; or what is being typed.
struct MessageLine {
    let console: Console

    /// Draws the line; the cursor comes along while something is typed.
    func draw(in grid: inout Grid, row: Int) {
        switch console.mode {
        case .filtering(let editor, let pane, _):
            let ghost = console.completions(of: editor.text, in: pane).first ?? ""
            // A word that is on its way to a known one is not wrong yet.
            let complaint = ghost.isEmpty ? console.complaint(about: editor.text, in: pane) : nil
            let note: Note =
                complaint.map { .complaint($0) }
                ?? .hint("word  ~fuzzy  !not  /re/  field=a,b  p95>2s")
            draw(editor, after: " /", note: note, in: &grid, row: row)
            draw(ghost: String(ghost.dropFirst(editor.text.count)), editor, in: &grid, row: row)
        case .commanding(let palette):
            draw(palette.editor, after: " :", note: .hint(""), in: &grid, row: row)
            drawGhost(palette, in: &grid, row: row)
        case .browsing, .confirming, .picking, .reading, .sharing, .binding:
            drawPlain(in: &grid, row: row)
        }
    }

    /// What is said at the right of what is typed.
    private enum Note {
        /// Where there is room for all of it.
        case hint(String)
        /// As much of it as there is room for.
        case complaint(String)
    }

    private func draw(
        _ editor: LineEditor,
        after prompt: String,
        note: Note,
        in grid: inout Grid,
        row: Int
    ) {
        let width = grid.size.columns
        let start = grid.write(prompt, column: 0, row: row, role: .hintKey, emphasis: .bold)
        let end = grid.write(editor.text, column: start, row: row, role: .input)
        let room = width - end - 3
        switch note {
        case .hint(let text) where Text.width(text) > room: break
        case .hint(let text): grid.write(TextLine(text, .muted), endingAt: width - 1, row: row)
        case .complaint(let text):
            let line = TextLine(Text.clipped(text, to: max(0, room)), .warning)
            grid.write(line, endingAt: width - 1, row: row)
        }
        let before = String(editor.text.prefix(editor.cursor))
        grid.cursor = (min(width - 1, start + Text.width(before)), row)
    }

    /// The rest of the best suggestion, behind what is typed.
    private func drawGhost(_ palette: Palette, in grid: inout Grid, row: Int) {
        let text = palette.editor.text
        let suggestions = console.suggestions(for: text)
        guard !text.isEmpty, suggestions.indices.contains(palette.chosen),
            suggestions[palette.chosen].hasPrefix(text)
        else { return }
        let rest = String(suggestions[palette.chosen].dropFirst(text.count))
        let hint = console.command(named: text)?.argument.rawValue ?? ""
        let ghost = rest.isEmpty && !hint.isEmpty ? " " + hint : rest
        draw(ghost: ghost, palette.editor, in: &grid, row: row)
    }

    /// What tab would add, behind what is typed.
    private func draw(ghost: String, _ editor: LineEditor, in grid: inout Grid, row: Int) {
        guard editor.cursor == editor.text.count else { return }
        let column = 2 + Text.width(editor.text)
        grid.write(ghost, column: column, row: row, role: .placeholder)
    }

    private func drawPlain(in grid: inout Grid, row: Int) {
        let width = grid.size.columns
        if console.past != nil {
            let row = Rect(x: 0, y: row, width: width, height: 1)
            grid.fill(row, with: Cell(" ", role: .past))
        }
        let said = message
        let length = Text.width(said.plain)
        let place = crumbs(length > 0 && console.past != nil ? width - length - 2 : width)
        let at = grid.write(place, column: 0, row: row, limit: width)
        guard length > 0 else { return }
        // What happened matters more than where we are, and less than when.
        let least = console.past == nil ? min(at + 2, width / 3) : at + 2
        guard least < width else { return }
        let column = max(least, width - length)
        // What is covered of where we are ends in a mark, and never touches what is said.
        let isCovered = column < at + 1
        let from = isCovered ? max(0, column - 2) : column
        grid.fill(Rect(x: from, y: row, width: width - from, height: 1), with: .blank)
        if isCovered { grid.write("…", column: from, row: row, role: .muted) }
        grid.write(said, column: column, row: row, limit: width - column)
    }

    private func crumbs(_ width: Int) -> TextLine {
        let list = console.list
        let isPast = console.past != nil
        var line: TextLine =
            isPast
            ? [Span(" \(console.banner(width - 1))", .past, .bold)]
            : [Span(" \(console.breadcrumb)", .breadcrumb)]
        if !isPast, console.place == .models { line = line + console.spanChips }
        for clause in FilterChips.clauses(of: list.filter) {
            line = line + [Span(" "), Span(" \(clause) ", .chip)]
        }
        if !list.marks.isEmpty {
            line = line + [Span("  \(Console.count(ofMarked: list))", .marked)]
        }
        return line
    }

    private var message: TextLine {
        var line: TextLine = []
        if let notice = console.notice {
            let role: Role =
                switch notice.tone {
                case .done: .ok
                case .refused: .warning
                case .hint: .muted
                }
            let mark = notice.tone == .done ? "done: " : ""
            line = [Span(mark + notice.text, role)]
        }
        if let undo = console.undo {
            let left = Figures.shortAge(max(.zero, undo.until - console.now))
            // Beside what was done it is plain what undo means; later it must say so.
            let what = console.notice?.tone == .done ? "undo" : "undo: \(undo.title)"
            line =
                line + [Span("   "), Span("u", .hintKey, .bold), Span(" \(what) (\(left))", .hint)]
        }
        return line.spans.isEmpty ? line : line + [Span(" ")]
    }
}

extension Console {
    /// Where the operator is, in words.
    var breadcrumb: String {
        switch place {
        case .run(let id):
            "runs › \(detail.map { $0.row.workflow + " › " } ?? "")\(id.text)"
        default: place.title.lowercased()
        }
    }
}
