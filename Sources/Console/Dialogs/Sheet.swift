package import Screen

/// Lines to read over the panes, until a key closes them.
package struct Sheet: Hashable, Sendable {
    package let title: String
    package let lines: [TextLine]
    package private(set) var first = 0

    package init(title: String, lines: [TextLine]) {
        self.title = title
        self.lines = lines
    }

    /// What a key led to.
    package enum Verdict: Hashable, Sendable { case open, closed, ignored, copied(String) }

    /// Takes a key; `height` lines are shown.
    package mutating func take(_ key: Key, height: Int) -> Verdict {
        let end = max(0, lines.count - max(1, height))
        switch key.code {
        case .escape, .enter, .character("q"): return .closed
        case .down, .character("j"): first = min(end, first + 1)
        case .up, .character("k"): first = max(0, first - 1)
        case .pageDown, .character(" "): first = min(end, first + max(1, height))
        case .pageUp: first = max(0, first - max(1, height))
        case .home, .character("g"): first = 0
        case .end, .character("G"): first = end
        case .character("y"), .character("Y"):
            return .copied(lines.map(\.plain).joined(separator: "\n"))
        default: return .ignored
        }
        return .open
    }
}

extension Console {
    /// Where a sheet lies: over the body, with the panes still to be seen around it where there is
    /// room.
    func sheetRect(of sheet: Sheet, in size: Size) -> Rect {
        let body = Chrome.body(of: size)
        let widest = sheet.lines.map { Text.width($0.plain) }.max() ?? 0
        let width = min(body.width, max(40, min(widest, 110) + 4))
        let height = min(body.height, max(4, sheet.lines.count + 2))
        return Rect(
            x: body.x + (body.width - width) / 2,
            y: body.y + (body.height - height) / 2,
            width: width,
            height: height
        )
    }

    /// Takes a key while a sheet is read.
    mutating func read(_ key: Key, _ sheet: Sheet) -> [Effect] {
        var sheet = sheet
        switch sheet.take(key, height: sheetRect(of: sheet, in: size).height - 2) {
        case .open: mode = .reading(sheet)
        case .closed: mode = .browsing
        case .ignored: say("\(KeyName.text(key)) does nothing here; esc closes this first")
        case .copied(let text): return copy(text, "what is shown")
        }
        return []
    }

    /// Draws a sheet.
    func draw(_ sheet: Sheet, in grid: inout Grid, _ glyphs: Glyphs) {
        let rect = sheetRect(of: sheet, in: grid.size)
        grid.clear(rect)
        grid.box(
            rect,
            title: sheet.title,
            titleRight: "y copies, esc closes",
            focused: true,
            glyphs: glyphs
        )
        let shown = max(0, rect.height - 2)
        for (row, line) in sheet.lines.dropFirst(sheet.first).prefix(shown).enumerated() {
            grid.write(line, column: rect.x + 2, row: rect.y + 1 + row, limit: rect.width - 4)
        }
        grid.scrollbar(
            rect,
            first: sheet.first,
            shown: shown,
            total: sheet.lines.count,
            glyphs: glyphs
        )
    }

    /// Everything known about what is selected.
    mutating func describe() {
        guard let selected else { return }
        let width = min(106, max(20, size.columns - 4))
        let lines = self.lines(about: selected, width: width)
        mode = .reading(Sheet(title: "\(selected.kind) \(selected.name)", lines: lines))
    }

    /// What became of each order of the last batch.
    mutating func showResults() {
        guard let last = finished else { return }
        func line(_ word: String, _ role: Role, _ outcome: Batch.Outcome) -> TextLine {
            let name = Text.padded(outcome.name, to: 24)
            return [Span(word, role), Span(name + "  ", .strong), Span(outcome.text)]
        }
        let done = last.done.map { line("done     ", .ok, $0) }
        let refused = last.refused.map { line("refused  ", .failing, $0) }
        let title = "\(last.done.count) of \(last.count) done"
        mode = .reading(Sheet(title: title, lines: refused + done))
    }

    /// `:keys act.pause = P, F5` binds, nothing behind the sign unbinds, no sign is as shipped.
    mutating func rebind(_ text: String) -> [Effect] {
        let name = text.prefix { $0 != "=" }.split(separator: " ").first.map(String.init) ?? ""
        let wanted = Keymap(parsing: text.contains("=") ? text : "\(name) =")
        guard let verb = Verb(rawValue: name), wanted.problems.isEmpty else {
            let problem = wanted.problems.first ?? "no command is called \(name)"
            let at = "line 1: "
            say(problem.hasPrefix(at) ? String(problem.dropFirst(at.count)) : problem, .refused)
            return []
        }
        let keymap = registry.keymap.replacing(verb, by: text.contains("=") ? text : nil)
        registry = Registry(keymap)
        let keys = (registry[verb]?.keys ?? []).map(KeyName.text).joined(separator: " ")
        let said = "\(name) is on \(keys.isEmpty ? "no key" : keys)"
        let trouble = registry.conflicts(of: verb)
        say(([said] + trouble).joined(separator: "; "), trouble.isEmpty ? .done : .refused)
        return [.keepKeymap(keymap.source)]
    }
}
