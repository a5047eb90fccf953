internal import Orchestration
internal import Screen

/// Reads a table as text and as values.
struct RowReader: TableVisitor {
    let order: [ListState.Entry]
    let moment: Moment
    var titles: [String] = []
    /// As the screen has them.
    var cells: [[String]] = []
    /// In base units: numbers, seconds, shares from 0 to 1, instants.
    var values: [[Value]] = []

    init(order: [ListState.Entry], moment: Moment) {
        self.order = order
        self.moment = moment
    }

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        let columns = table.columns + table.more
        titles = columns.map(\.id)
        let shown = order.compactMap { rows.indices.contains($0.index) ? rows[$0.index] : nil }
        cells = shown.map { row in columns.map { text($0.content(row, moment)) } }
        values = shown.map { row in columns.map { value($0, row) } }
    }

    /// The list, under the name that it has on the command line.
    func text(named name: String, ids: [ObjectID]) -> ListText {
        ListText(name: name, columns: titles, rows: cells, values: values, ids: ids)
    }

    /// A trend is drawn: its newest value alone says nothing.
    private func text(_ piece: Piece) -> String {
        guard case .trend(let values, _) = piece else { return piece.plain }
        // A blank would begin another column where a script reads them.
        let bars = Sparkline.text(values.suffix(12), width: min(12, values.count))
        return bars.isEmpty ? Figures.missing : String(bars.map { $0 == " " ? "·" : $0 })
    }

    /// What a column compares its rows by is the value behind the words; where that is a place in an
    /// order, the word is the value.
    private func value<Row>(_ column: Column<Row>, _ row: Row) -> Value {
        switch column.order?(row) {
        case .number(let number): return Self.value(number)
        case .duration(let duration): return Self.value(duration?.inSeconds)
        case .span(let from, let to): return Self.value(((to ?? moment.now) - from).inSeconds)
        case .instant(let instant): return instant.map { .string($0.text) } ?? .null
        case .text(let text): return Self.value(text)
        case .rank, nil:
            let piece = column.content(row, moment)
            guard case .trend(let values, _) = piece else { return Self.value(piece.plain) }
            return .list(values.map(Self.value))
        }
    }

    private static func value(_ number: Double?) -> Value {
        guard let number, number.isFinite else { return .null }
        return Int64(exactly: number).map { .int($0) } ?? .double(number)
    }

    private static func value(_ text: String) -> Value {
        text.isEmpty || text == Figures.missing ? .null : .string(text)
    }
}
