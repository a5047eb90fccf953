internal import Orchestration

/// A row of a table as a filter sees it: its columns are its fields.
struct FilteredRow<Row>: FilterableRow {
    let table: Table<Row>
    let row: Row
    let moment: Moment

    var searchText: String {
        all.map { $0.content(row, whole).plain }.joined(separator: "  ")
    }

    /// Those of twins too: what is too long for a screen can be looked for all the same.
    private var all: [Column<Row>] { table.columns + table.more }

    /// A name that a screen shows on the first of several rows is the name of each.
    private var whole: Moment {
        var moment = moment
        moment.repeats = true
        return moment
    }

    func field(_ name: String) -> Value? {
        let name = name.lowercased()
        let column = all.first { column in
            column.id == name || column.title.lowercased() == name
        }
        guard let column else { return nil }
        if let value = column.order?(row).value(at: moment.now) { return value }
        let text = column.content(row, whole).plain
        return text == Figures.missing ? .null : .string(text)
    }
}
