internal import Orchestration

extension Console {
    /// A dialog for the order or the columns of the focused list.
    func picker(for verb: Verb) -> Mode {
        let pane = focus.master
        var reader = ColumnReader()
        visit(pane, &reader)
        let state = list(of: pane)
        switch verb {
        case .sort: return .picking(sortPicker(pane, reader, state))
        default: return .picking(columnPicker(pane))
        }
    }

    private func sortPicker(_ pane: PaneID, _ reader: ColumnReader, _ state: ListState) -> Picker {
        var options = [
            Picker.Option(id: "", title: reader.ordering, note: state.sort == nil ? "now" : "")
        ]
        for column in reader.columns where column.isSortable {
            let note =
                state.sort?.column == column.id
                ? (state.sort?.descending == true ? "descending" : "ascending") : ""
            options.append(Picker.Option(id: column.id, title: column.title, note: note))
        }
        return Picker(
            .sort,
            for: pane,
            title: "Sort",
            options: options,
            chosen: options.firstIndex { !$0.note.isEmpty } ?? 0,
            opened: now
        )
    }

    private func columnPicker(_ pane: PaneID) -> Picker {
        let options = columnOptions(pane)
        return Picker(.columns, for: pane, title: "Columns", options: options, opened: now)
    }

    /// Every column with what became of it: one that is not hidden may have no room.
    private func columnOptions(_ pane: PaneID) -> [Picker.Option] {
        let frame = frames(in: size).first { $0.pane == pane }
        var reader = ColumnReader()
        reader.hidden = list(of: pane).hidden
        reader.width = frame.map { $0.rect.inside.width - TablePane.gutter }
        visit(pane, &reader)
        return reader.columns.map { column in
            let note: ColumnNote =
                reader.hidden.contains(column.id)
                ? .hidden : reader.fitting?.contains(column.id) ?? true ? .shown : .noRoom
            return Picker.Option(id: column.id, title: column.title, note: note.rawValue)
        }
    }

    /// What the dialog says of a column.
    private enum ColumnNote: String {
        case shown, hidden
        case noRoom = "no room"
    }

    /// Applies a choice: sorting closes the dialog, columns stay open for the next.
    mutating func chose(_ id: String, of picker: Picker) -> [Effect] {
        switch picker.purpose {
        case .orders: return steer(id)
        case .quit:
            mode = .browsing
            return id == "quit" ? [.quit] : []
        case .sort:
            mode = .browsing
            sort(picker.pane, by: id)
            return rememberHabit()
        case .columns:
            var picker = picker
            guard let at = picker.options.firstIndex(where: { $0.id == id }) else { return [] }
            let hidden = ColumnNote.hidden.rawValue
            if picker.options[at].note == hidden {
                lists[picker.pane]?.hidden.remove(id)
            } else if picker.options.count(where: { $0.note != hidden }) > 1 {
                lists[picker.pane]?.hidden.insert(id)
            } else {
                return []
            }
            picker.options = columnOptions(picker.pane)
            mode = .picking(picker)
            return rememberHabit()
        }
    }

    /// Sorts by a column; the same again turns it round, the empty id is the list's own order.
    private mutating func sort(_ pane: PaneID, by id: String) {
        let was = lists[pane]?.sort
        let descending = was?.column == id ? was?.descending == false : true
        lists[pane, default: ListState()].sort =
            id.isEmpty ? nil : ListState.Sort(column: id, descending: descending)
        lists[pane]?.release()
        arrange(pane)
        settle(pane)
    }
}

/// Reads which columns a table has.
struct ColumnReader: TableVisitor {
    struct Entry {
        let id: String
        let title: String
        let isSortable: Bool
    }
    var columns: [Entry] = []
    var ordering = ""
    /// What the operator took off the list.
    var hidden: Set<String> = []
    /// Cells there are for columns; nil where the list is not on the screen.
    var width: Int?
    /// The columns there is room for; nil where that was not asked.
    private(set) var fitting: Set<String>?

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        ordering = table.ordering
        fitting = width.map { width in
            Set(table.fitted(into: width, hidden: hidden).slots.map { table.columns[$0.index].id })
        }
        columns = table.columns.filter { !$0.title.isEmpty }.map {
            Entry(id: $0.id, title: $0.title, isSortable: $0.order != nil)
        }
    }
}
