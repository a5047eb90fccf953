internal import Orchestration

extension Console {
    /// The text of every row of a list, in the order shown.
    func rowTexts(of pane: PaneID) -> [String] {
        var reader = RowReader(order: list(of: pane).order, moment: moment())
        visit(pane, &reader)
        return reader.cells.map { $0.joined(separator: "  ") }
    }

    /// What a list remembers.
    func list(of pane: PaneID) -> ListState { lists[pane] ?? ListState() }

    /// Copies the cell under the cursor, or the name of what is selected.
    mutating func copyName() -> [Effect] {
        if let cell { return copy(cell.text, "\(cell.column): \(cell.text)") }
        guard let selected else { return [] }
        return copy(selected.name, selected.name)
    }

    /// Copies the row, or the text of a pane that has no rows.
    mutating func copyRow() -> [Effect] {
        guard focus.isList else {
            let text = lines(of: focus, width: 10_000).map(\.plain).joined(separator: "\n")
            return copy(text, "the pane")
        }
        guard let index = list.index else {
            say("there is nothing to copy here", .refused)
            return []
        }
        let texts = rowTexts(of: focus)
        return texts.indices.contains(index) ? copy(texts[index], "the row") : []
    }

    /// A list for a file.
    ///
    /// A name in a file is a name: what is simulated has a column of its own.
    private func exported(_ pane: PaneID, _ order: [ListState.Entry]) -> ListText {
        let bare = Moment(now: moment().now, glyphs: .blocks, repeats: true)
        var reader = RowReader(order: order, moment: bare)
        visit(pane, &reader)
        return reader.text(named: pane.plainName, ids: order.map(\.id))
    }

    /// Puts a text on the clipboard, and says that it did or why it cannot.
    mutating func copy(_ text: String, _ what: String) -> [Effect] {
        guard text.utf8.count <= Self.copiedMax else {
            say("\(what) is too long for the clipboard; E or :dump writes a file", .refused)
            return []
        }
        say("copied \(what) by OSC 52, which the terminal must allow", .done)
        return [.copy(text)]
    }

    /// Terminals drop longer sequences whole.
    static let copiedMax = 74_994

    /// Writes the list as a file: `csv`, or `json /tmp/runs.json`.
    mutating func export(_ text: String) -> [Effect] {
        let format = String(text.prefix { $0 != " " })
        let path = text.dropFirst(format.count).description.trimmingBlanks
        if let reason = obstacle(to: .export) {
            say(reason, .refused)
            return []
        }
        let rows =
            focus.isLog ? lineText(of: focus, focus.rawValue) : exported(focus.master, list.order)
        let name = path.isEmpty ? fileName(focus.master.rawValue, format) : path
        switch format {
        case "csv": return [.write(name: name, text: rows.csv + "\r\n")]
        case "json": return [.write(name: name, text: rows.json.prettyJSON + "\n")]
        default:
            say("\(format) is not a format; write :export csv or :export json FILE", .refused)
            return []
        }
    }

    /// Writes the screen as a file.
    func dump(_ path: String) -> [Effect] {
        let path = path.trimmingBlanks
        return [.dump(name: path.isEmpty ? fileName("screen", "txt") : path)]
    }

    /// A name that no other moment's file has.
    private func fileName(_ what: String, _ ending: String) -> String {
        let stamp = Figures.stamp(now).filter { $0 != ":" && $0 != "-" }
        return "podium-\(what)-\(stamp).\(ending)"
    }
}
