package import Screen

/// The keymap as a form: a command is looked for, then the key that it shall have is pressed.
package struct KeyForm: Hashable, Sendable {
    /// What is typed to find a command.
    package private(set) var search = LineEditor()
    /// The command under the cursor, among those found.
    package private(set) var chosen = 0
    /// The command that waits for its key; nil while one is looked for.
    package private(set) var waiting: Verb?
    /// A key that another command has, and what is asked about it.
    package private(set) var wanted: Key?

    package init() {}

    /// What a key led to.
    package enum Verdict: Hashable, Sendable {
        case open, closed
        /// The command shall have these keys; nil for those it was shipped with.
        case bound(Verb, [Key]?)
    }

    /// The commands whose name, keys or words hold what was typed.
    package func found(in registry: Registry) -> [Command] {
        let needle = search.text.lowercased()
        guard !needle.isEmpty else { return registry.commands }
        return registry.commands.filter { command in
            let keys = command.keys.map(KeyName.text).joined(separator: " ")
            return "\(command.verb.rawValue) \(command.title) \(keys)".lowercased()
                .contains(needle)
        }
    }

    /// Takes a key.
    package mutating func take(_ key: Key, _ registry: Registry) -> Verdict {
        guard let verb = waiting else { return choose(key, registry) }
        if key.code == .escape {
            (waiting, wanted) = (nil, nil)
            return .open
        }
        if let wanted, key.code == .enter {
            (waiting, self.wanted) = (nil, nil)
            return .bound(verb, [wanted])
        }
        // Enter answers the question; it can be bound while there is none.
        if let owner = registry.owner(of: key, beside: verb), owner != verb {
            wanted = key
            return .open
        }
        (waiting, wanted) = (nil, nil)
        return .bound(verb, [key])
    }

    private mutating func choose(_ key: Key, _ registry: Registry) -> Verdict {
        let found = found(in: registry)
        let verb = found.indices.contains(chosen) ? found[chosen].verb : nil
        switch key.code {
        case .escape: return .closed
        case .up: chosen = max(0, chosen - 1)
        case .down: chosen = max(0, min(found.count - 1, chosen + 1))
        case .pageUp: chosen = max(0, chosen - 10)
        case .pageDown: chosen = max(0, min(found.count - 1, chosen + 10))
        case .enter: waiting = verb
        case .delete: if let verb { return .bound(verb, []) }
        case .insert: if let verb { return .bound(verb, nil) }
        case .character("x") where key.control: if let verb { return .bound(verb, []) }
        case .character("r") where key.control: if let verb { return .bound(verb, nil) }
        default: if search.take(key) { chosen = 0 }
        }
        return .open
    }
}

extension Registry {
    /// Who has a key where a command would use it; nil for nobody.
    func owner(of key: Key, beside verb: Verb) -> Verb? {
        let inLines = self[verb]?.scope == .lines
        return commands.first { $0.keys.contains(key) && ($0.scope == .lines) == inLines }?.verb
    }
}

extension Console {
    /// Takes a key while the keymap is a form.
    mutating func bind(_ key: Key, _ form: KeyForm) -> [Effect] {
        var form = form
        switch form.take(key, registry) {
        case .open: mode = .binding(form)
        case .closed: mode = .browsing
        case .bound(let verb, let keys):
            mode = .binding(form)
            guard let keys else { return rebind(verb.rawValue) }
            let names = keys.map(KeyName.text).joined(separator: ", ")
            return rebind("\(verb.rawValue) = \(names)")
        }
        return []
    }

    /// Draws the form over the body.
    func draw(_ form: KeyForm, in grid: inout Grid, _ glyphs: Glyphs) {
        let body = Chrome.body(of: grid.size)
        let width = min(body.width, 84)
        let rect = Rect(
            x: body.x + (body.width - width) / 2,
            y: body.y,
            width: width,
            height: body.height
        )
        let found = form.found(in: registry)
        grid.clear(rect)
        grid.box(
            rect,
            title: "Keymap",
            titleRight: keymapNote(found.count),
            focused: true,
            glyphs: glyphs
        )
        let ask = question(of: form)
        grid.write(ask, column: rect.x + 2, row: rect.y + 1, limit: width - 4)
        if form.waiting == nil {
            let end = Text.width(String(form.search.text.prefix(form.search.cursor)))
            grid.cursor = (min(rect.x + width - 3, rect.x + 10 + end), rect.y + 1)
        }
        let problems = registry.problems.prefix(3)
        for (row, problem) in problems.enumerated() {
            let y = rect.y + 2 + row
            grid.write(problem, column: rect.x + 2, row: y, limit: width - 4, role: .warning)
        }
        let height = max(0, rect.height - 4 - problems.count)
        let first = min(max(0, form.chosen - height + 1), max(0, found.count - height))
        for (row, command) in found.dropFirst(first).prefix(height).enumerated() {
            let y = rect.y + 3 + problems.count + row
            grid.write(line(command), column: rect.x + 3, row: y, limit: width - 5)
            guard first + row == form.chosen else { continue }
            grid.write(">", column: rect.x + 1, row: y, role: .hintKey, emphasis: .bold)
            grid.emphasize(Rect(x: rect.x + 1, y: y, width: width - 2, height: 1), .selected)
        }
    }

    private func keymapNote(_ found: Int) -> String {
        let changed = zip(Registry.shipped, registry.commands).count { $0.keys != $1.keys }
        let problems = registry.problems.count
        return "\(found) commands  \(changed) changed  \(problems) problems"
    }

    private func question(of form: KeyForm) -> TextLine {
        guard let verb = form.waiting else {
            return [Span("find    ", .muted), Span(form.search.text, .input)]
        }
        guard let key = form.wanted else {
            return [Span("press the key for ", .title), Span(verb.rawValue, .strong)]
        }
        let owner = registry.owner(of: key, beside: verb)?.rawValue ?? ""
        return [
            Span("\(KeyName.text(key)) is \(owner)'s: ", .warning),
            Span("enter takes it, another key is that one, esc leaves it"),
        ]
    }

    private func line(_ command: Command) -> TextLine {
        let shipped = Registry.shipped.first { $0.verb == command.verb }?.keys
        let keys = command.keys.map(KeyName.text).joined(separator: " ")
        let was = (shipped ?? []).map(KeyName.text).joined(separator: " ")
        return [
            Span(Text.padded(Text.clipped(command.verb.rawValue, to: 21), to: 23)),
            Span(
                Text.padded(Text.clipped(keys.isEmpty ? "-" : keys, to: 15), to: 17),
                shipped == command.keys ? .hintKey : .warning,
                .bold
            ),
            Span(
                shipped == command.keys ? command.title : "was \(was.isEmpty ? "-" : was)",
                .muted
            ),
        ]
    }
}
