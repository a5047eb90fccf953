internal import Orchestration
internal import Screen

extension Console {
    /// Takes what came from the terminal.
    mutating func take(_ input: Input) -> [Effect] {
        switch input {
        case .resized(let size):
            self.size = size
            return []
        case .focus: return []
        case .key(let key): return press(key)
        case .pasted(let text):
            paste(text)
            return []
        case .mouse(let mouse): return click(mouse)
        }
    }

    /// A key means what the mode says; outside browsing no command key is live.
    private mutating func press(_ key: Key) -> [Effect] {
        switch mode {
        case .browsing: return browse(key)
        case .filtering(let editor, let pane, let before):
            return type(key, editor, pane, before)
        case .commanding(let palette): return command(key, palette)
        case .confirming(let dialog): return confirm(key, dialog)
        case .picking(let picker): return pick(key, picker)
        case .reading(let sheet): return read(key, sheet)
        case .binding(let form): return bind(key, form)
        case .sharing(let draft): return share(key, draft)
        }
    }

    private mutating func browse(_ key: Key) -> [Effect] {
        if awaitsDirection {
            awaitsDirection = false
            if turn(toward: key) { return [] }
        }
        // What could not be done, and what a key means, is said about the key before this one.
        if notice?.tone != .done { notice = nil }
        guard let verb = registry.verb(for: key, inLines: focus.isLog) else {
            say("\(KeyName.text(key)) is not bound; \(advice(for: key))")
            return []
        }
        return perform(verb)
    }

    /// The key that a hand wants which knows other programs.
    private func advice(for key: Key) -> String {
        key == .control("c") ? "q quits, and runs go on" : "? lists the keys"
    }

    /// Text that was pasted is never read as keys.
    private mutating func paste(_ text: String) {
        switch mode {
        case .browsing, .picking, .reading, .sharing, .binding:
            say("pasted text is ignored here; press / or : first")
        case .filtering(var editor, let pane, let before):
            editor.insert(text)
            mode = .filtering(editor, pane: pane, before: before)
            narrow(pane, to: editor.text)
        case .commanding(var palette):
            palette.paste(text)
            mode = .commanding(palette)
        case .confirming(var dialog):
            dialog.paste(text, at: now)
            mode = .confirming(dialog)
        }
    }

    // MARK: Filter

    private mutating func type(_ key: Key, _ editor: LineEditor, _ pane: PaneID, _ before: String)
        -> [Effect]
    {
        switch key.code {
        case .character("n") where key.control: return find(editor.text, in: pane, before)
        case .escape:
            mode = .browsing
            narrow(pane, to: before)
        case .enter:
            if let complaint = complaint(about: editor.text, in: pane) {
                say(complaint, .refused)
                return []
            }
            mode = .browsing
            search = editor.text
        case .down where pane.isList: lists[pane]?.move(by: 1, at: now)
        case .up where pane.isList: lists[pane]?.move(by: -1, at: now)
        case .tab:
            guard let whole = completions(of: editor.text, in: pane).first else { break }
            mode = .filtering(LineEditor(whole), pane: pane, before: before)
            narrow(pane, to: whole)
        default:
            var editor = editor
            guard editor.take(key) else { return [] }
            mode = .filtering(editor, pane: pane, before: before)
            narrow(pane, to: editor.text)
        }
        return pane == .runs && complaint(about: lists[.runs]?.filter ?? "", in: .runs) == nil
            ? fetchFilteredRuns() : []
    }

    /// Looks for what was typed without hiding the rest: the list is as before, and the cursor
    /// stands on a match.
    private mutating func find(_ text: String, in pane: PaneID, _ before: String) -> [Effect] {
        if let complaint = complaint(about: text, in: pane) {
            say(complaint, .refused)
            return []
        }
        mode = .browsing
        search = text
        narrow(pane, to: before)
        if text.isEmpty {
            say("type what to look for first")
        } else {
            land()
        }
        return pane == .runs ? fetchFilteredRuns() : []
    }

    /// Filters a list as it is typed; a filter lifts the hold on the order.
    mutating func narrow(_ pane: PaneID, to filter: String) {
        guard lists[pane]?.filter != filter else { return }
        if pane == .runs { readsAll = false }
        lists[pane, default: ListState()].filter = filter
        lists[pane]?.release()
        lists[pane]?.offset = 0
        guard pane.isList else {
            offsets[pane] = nil
            return
        }
        arrange(pane)
        if lists[pane]?.index == nil { lists[pane]?.select(at: 0) }
    }

    /// The runs list filters in the engine.
    mutating func fetchFilteredRuns() -> [Effect] {
        let filter = lists[.runs]?.filter ?? ""
        if let past { return refreshPast(past) }
        guard runs.isBlank(for: filter) else { return [] }
        return runs.ask(filter, at: now).map { [$0] } ?? []
    }

    // MARK: Palette

    private mutating func command(_ key: Key, _ palette: Palette) -> [Effect] {
        var palette = palette
        let before = previewed(of: palette)
        switch palette.take(
            key,
            suggestions: suggestions(for: palette.editor.text),
            goesOn: goesOn
        ) {
        case .open:
            mode = .commanding(palette)
            let after = previewed(of: palette)
            return after == before ? [] : [.setTheme(after ?? theme)]
        case .closed:
            mode = .browsing
            return before == nil ? [] : [.setTheme(theme)]
        case .run(let line):
            mode = .browsing
            // What is looked at is what is meant, though its name is not typed to its end.
            return run(before.map { "theme \($0)" } ?? line)
        }
    }

    /// The theme that is looked at while it is being chosen.
    private func previewed(of palette: Palette) -> String? {
        guard palette.editor.text.hasPrefix("theme ") else { return nil }
        let lines = suggestions(for: palette.editor.text)
        let line = lines.indices.contains(palette.chosen) ? lines[palette.chosen] : ""
        let name = String(line.dropFirst("theme ".count))
        return themes.contains(name) ? name : nil
    }

    // MARK: Dialogs

    private mutating func confirm(_ key: Key, _ dialog: Confirmation) -> [Effect] {
        var dialog = dialog
        let before = dialog.asked
        switch dialog.take(key, at: now) {
        case .open:
            mode = .confirming(dialog)
            return dialog.asked == before ? [] : previews(of: dialog)
        case .closed:
            mode = .browsing
            say("nothing was done")
            return []
        case .confirmed:
            mode = .browsing
            return order(dialog)
        }
    }

    private mutating func pick(_ key: Key, _ picker: Picker) -> [Effect] {
        var picker = picker
        switch picker.take(key, at: now) {
        case .open: mode = .picking(picker)
        case .closed: mode = .browsing
        case .chose(let id): return chose(id, of: picker)
        }
        return []
    }
}
