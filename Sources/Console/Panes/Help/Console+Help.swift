internal import Orchestration
internal import Screen

/// The help is a list of all commands: enter runs the one that is chosen.
extension Console {
    /// The commands in the order of their groups.
    var commandRows: [Command] {
        Command.Group.allCases.flatMap { group in registry.commands.filter { $0.group == group } }
    }

    /// Whether all commands are seen at a glance; a search or an order makes a table of them.
    var helpsAtAGlance: Bool {
        let list = list(of: .help)
        return list.filter.isEmpty && list.sort == nil && list.hidden.isEmpty
    }

    /// Draws all commands in columns; false where a table is wanted.
    func drawHelp(_ frame: Frame, in grid: inout Grid, _ glyphs: Glyphs) -> Bool {
        guard helpsAtAGlance else { return false }
        let inner = frame.rect.inside
        let pane = HelpPane(of: registry, width: inner.width - 2)
        grid.box(
            frame.rect,
            title: title(of: .help),
            titleRight: note(of: .help),
            focused: hasFocus(.help),
            glyphs: glyphs
        )
        let chosen = chosenCommand.flatMap { pane[$0] }
        let first = firstLine(of: pane, inner.height, showing: chosen)
        for (row, line) in pane.lines.dropFirst(first).prefix(inner.height).enumerated() {
            grid.write(line, column: inner.x + 1, row: inner.y + row, limit: inner.width - 2)
        }
        grid.scrollbar(
            frame.rect,
            first: first,
            shown: inner.height,
            total: pane.lines.count,
            glyphs: glyphs
        )
        if let chosen { point(at: chosen, of: pane, from: first, inner, in: &grid) }
        return true
    }

    /// The cursor on a command.
    private func point(
        at entry: HelpPane.Entry,
        of pane: HelpPane,
        from first: Int,
        _ inner: Rect,
        in grid: inout Grid
    ) {
        let (x, y) = (inner.x + entry.column * pane.columnWidth, inner.y + entry.row - first)
        grid.write(">", column: x, row: y, role: .hintKey, emphasis: .bold)
        let cells = Rect(x: x, y: y, width: pane.columnWidth - 1, height: 1)
        grid.emphasize(cells, .selected)
        if hasFocus(.help) { grid.cursor = (x, y) }
    }

    /// The first line shown, so that the chosen command is among them.
    private func firstLine(of pane: HelpPane, _ height: Int, showing entry: HelpPane.Entry?) -> Int
    {
        let end = max(0, pane.lines.count - height)
        guard let entry, entry.row >= height else { return 0 }
        return min(end, entry.row - height + 1)
    }

    private var chosenCommand: Verb? {
        let list = list(of: .help)
        guard list.index != nil, case .command(let verb)? = list.selection else { return nil }
        return verb
    }

    /// To the command in the column beside.
    mutating func moveAcrossHelp(by step: Int) {
        guard let verb = chosenCommand, let rect = frames(in: size).first?.rect,
            let next = HelpPane(of: registry, width: rect.inside.width - 2)
                .neighbour(of: verb, by: step)
        else { return }
        lists[.help]?.select(.command(next))
    }

    /// Runs a command where the operator came from: there is what it is about.
    mutating func run(_ verb: Verb) -> [Effect] {
        guard let command = registry[verb] else { return [] }
        let effects = before.isEmpty ? go(to: .overview) : travel(.earlier)
        if let word = command.words.first, command.keys.isEmpty, command.argument != .none {
            mode = .commanding(Palette(history: history, text: word + " "))
            return effects
        }
        return effects + perform(verb)
    }

    /// Everything about a command.
    func commandLines(_ command: Command, _ width: Int) -> [TextLine] {
        let keys = command.keys.map(KeyName.text).joined(separator: " ")
        let words = command.words.map { ":\($0) \(command.argument.rawValue)" }
        let lines: [TextLine] = [
            .field("does", TextLine(command.title, .strong)),
            .field("keys", RunWords.orMissing(keys)),
            .field("typed", RunWords.orMissing(words.joined(separator: "  "))),
            .field("id", command.verb.rawValue),
            .field("works on", command.scope.nouns),
            .field("risk", TextLine(command.risk.rawValue, command.risk.role)),
            .field("undo", RunWords.orMissing(command.inverse)),
        ]
        let now = obstacle(to: command.verb).map { "not here: \($0)" }
        return lines + Paragraph.field("shell", RunWords.orMissing(command.commandLine), width)
            + (now.map { Paragraph.field("now", $0, width, role: .warning) } ?? [])
    }
}
