internal import Orchestration

/// A row of a table as a filter sees it: its columns are its fields.
struct FilteredRow<Row>: FilterableRow {
    let table: Table<Row>
    let row: Row
    let moment: Moment

    var searchText: String {
        table.columns.map { $0.content(row, moment).plain }.joined(separator: "  ")
    }

    func field(_ name: String) -> Value? {
        let name = name.lowercased()
        let column = table.columns.first { column in
            column.id == name || column.title.lowercased() == name
        }
        guard let column else { return nil }
        if let value = column.order?(row).value(at: moment.now) { return value }
        let text = column.content(row, moment).plain
        return text == Figures.missing ? .null : .string(text)
    }
}
