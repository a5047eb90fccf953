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

    /// Writes the list as a file.
    mutating func export(_ format: String) -> [Effect] {
        if let reason = obstacle(to: .export) {
            say(reason, .refused)
            return []
        }
        // A name in a file is a name: what is simulated has a column of its own.
        let bare = Moment(now: moment().now, glyphs: .blocks, repeats: true)
        var reader = RowReader(order: list.order, moment: bare)
        if focus.isLog {
            let lines = lineText(of: focus, focus.rawValue)
            (reader.titles, reader.cells) = (lines.columns, lines.rows)
        } else {
            visit(focus.master, &reader)
        }
        let stamp = Figures.stamp(now).filter { $0 != ":" && $0 != "-" }
        let name = "podium-\(focus.master.rawValue)-\(stamp)"
        switch format {
        case "csv": return [.write(name: name + ".csv", text: reader.csv)]
        case "json": return [.write(name: name + ".json", text: reader.json)]
        default:
            say("\(format) is not a format; there are csv and json", .refused)
            return []
        }
    }
}

/// Reads a table as plain text.
struct RowReader: TableVisitor {
    let order: [ListState.Entry]
    let moment: Moment
    var titles: [String] = []
    var cells: [[String]] = []

    init(order: [ListState.Entry], moment: Moment) {
        self.order = order
        self.moment = moment
    }

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        titles = table.columns.map(\.id)
        cells = order.compactMap { entry in
            guard rows.indices.contains(entry.index) else { return nil }
            return table.columns.map { $0.content(rows[entry.index], moment).plain }
        }
    }

    /// RFC 4180.
    var csv: String {
        ([titles] + cells).map { row in
            row.map(Self.quoted).joined(separator: ",")
        }.joined(separator: "\r\n") + "\r\n"
    }

    /// An array of objects of strings.
    var json: String {
        let rows = cells.map { row in
            "{"
                + zip(titles, row).map { "\(Self.string($0)): \(Self.string($1))" }
                .joined(separator: ", ") + "}"
        }
        return "[\n  " + rows.joined(separator: ",\n  ") + "\n]\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
