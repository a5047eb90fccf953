internal import Orchestration
internal import Screen

/// The cell under the cursor: a column of the selected row.
extension Console {
    /// Moves the cursor to the next column that is shown; left of the first is the whole row.
    mutating func moveColumn(by step: Int) {
        let pane = focus
        guard let frame = frames(in: size).first(where: { $0.pane == pane }) else { return }
        var reader = ShownColumns(
            width: frame.rect.inside.width - TablePane.gutter,
            hidden: list.hidden
        )
        visit(pane, &reader)
        let place = reader.columns.firstIndex { $0.id == list.column } ?? -1
        let next = min(max(-1, place + step), reader.columns.count - 1)
        let column = reader.columns.indices.contains(next) ? reader.columns[next] : nil
        lists[pane]?.column = column?.id
        guard let column else { return say("the whole row: y copies its name, Y all of it") }
        say("\(column.title.isEmpty ? column.id : column.title): y copies this cell")
    }

    /// The text of the cell under the cursor, with its column; nil where no column was chosen.
    var cell: (column: String, text: String)? {
        let list = self.list
        guard focus.isList, let column = list.column, let index = list.index else { return nil }
        var reader = RowReader(order: [list.order[index]], moment: moment())
        visit(focus, &reader)
        guard let place = reader.titles.firstIndex(of: column), let row = reader.cells.first else {
            return nil
        }
        return (column, row[place])
    }
}

/// The columns of a table that fit a width, in order.
struct ShownColumns: TableVisitor {
    let width: Int
    let hidden: Set<String>
    var columns: [(id: String, title: String)] = []

    init(width: Int, hidden: Set<String>) { (self.width, self.hidden) = (width, hidden) }

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        columns = table.fitted(into: width, hidden: hidden).slots.map {
            (table.columns[$0.index].id, table.columns[$0.index].title)
        }
    }
}

extension Table {
    /// Which columns are shown in a width.
    func fitted(into width: Int, hidden: Set<String>) -> ColumnFit {
        ColumnFit(
            columns.map { .init($0.width, $0.grows, $0.priority) },
            hidden: Set(columns.indices.filter { hidden.contains(columns[$0].id) }),
            into: width
        )
    }
}
