internal import Orchestration
internal import Screen

/// Draws one list: border, header, and the rows that are visible, and only those.
struct TablePane: TableVisitor {
    let frame: Frame
    let state: ListState
    let title: String
    let note: String
    let isFocused: Bool
    /// Whether the selection shows: on the list that the focused pane is about.
    let isActive: Bool
    let moment: Moment
    /// What is said where there are no rows.
    let empty: String
    /// What is wrong with the filter; nil where nothing is.
    let complaint: String?
    /// Whether more rows may still match: then nothing is said to be absent.
    let isReadingOn: Bool
    /// What stands below the rows where they leave room.
    let footnotes: [TextLine]
    var grid: Grid

    /// The cursor's and the mark's cell.
    static let gutter = 2

    /// What is said where there are no rows.
    private var nothing: String {
        guard !state.filter.isEmpty else { return empty }
        if let complaint { return complaint }
        return isReadingOn
            ? "looking for \(state.filter); esc ends it"
            : "nothing matches \(state.filter); esc clears it"
    }

    mutating func visit<Row>(_ table: Table<Row>, _ rows: [Row]) {
        let inner = frame.rect.inside
        let fitted = table.fitted(into: inner.width - Self.gutter, hidden: state.hidden)
        drawBorder(table, fitted)
        drawHeader(table, fitted, inner)
        let height = inner.height - 1
        let first = state.window(of: height)
        for line in 0..<max(0, height) {
            let place = first + line
            guard state.order.indices.contains(place) else { break }
            let entry = state.order[place]
            guard rows.indices.contains(entry.index) else { continue }
            let row = inner.y + 1 + line
            for slot in fitted.slots {
                let column = table.columns[slot.index]
                draw(
                    column.content(rows[entry.index], moment),
                    at: inner.x + Self.gutter + slot.x,
                    row: row,
                    width: slot.width,
                    column.alignment
                )
            }
            drawGutter(entry.id, isFirst: place == 0, inner, row)
            if place == state.index { drawCell(table, fitted, inner, row) }
        }
        drawFootnotes(below: state.order.count, height, inner)
        grid.scrollbar(
            frame.rect,
            first: first,
            shown: max(0, height),
            total: state.order.count,
            glyphs: moment.glyphs
        )
        if state.order.isEmpty, height > 0 {
            grid.write(
                nothing,
                column: inner.x + Self.gutter,
                row: inner.y + 1,
                limit: inner.width - Self.gutter,
                role: .muted
            )
        }
    }

    /// The footnotes at the foot of the pane, a blank row above them; the last go first where there
    /// is no room for all.
    private mutating func drawFootnotes(below rows: Int, _ height: Int, _ inner: Rect) {
        let shown = footnotes.prefix(max(0, height - rows - 1))
        guard rows > 0 else { return }
        for (place, line) in shown.enumerated() {
            let row = inner.y + inner.height - shown.count + place
            grid.write(line, column: inner.x + Self.gutter, row: row, limit: inner.width - 3)
        }
    }

    private mutating func drawBorder<Row>(_ table: Table<Row>, _ fitted: ColumnFit) {
        let isHeld = state.newcomers > 0 && state.isHeld(at: moment.now)
        let said = isHeld ? "\(state.newcomers) new, . to re-sort" : note
        let shown = fitted.slots.count
        let isCut = shown < table.columns.count && (isFocused || frame.rect.width > 60)
        grid.box(
            frame.rect,
            title: title,
            titleRight: shortened(said, isCut ? "cols \(shown) of \(table.columns.count)" : ""),
            focused: isFocused,
            glyphs: moment.glyphs
        )
    }

    /// As much of a note as the border has room for: how it is sorted goes first, how many columns
    /// are shown never.
    private func shortened(_ note: String, _ columns: String) -> String {
        let room = frame.rect.width - Text.width(title) - 10
        var parts = note.split(separator: "  ").map(String.init)
        func joined() -> String {
            (parts + [columns]).filter { !$0.isEmpty }.joined(separator: "  ")
        }
        while !parts.isEmpty, Text.width(joined()) > room { parts.removeLast() }
        return joined()
    }

    private mutating func drawHeader<Row>(_ table: Table<Row>, _ fitted: ColumnFit, _ inner: Rect) {
        for slot in fitted.slots {
            let column = table.columns[slot.index]
            var title = column.title
            if let sort = state.sort, sort.column == column.id, title.count < slot.width {
                title += sort.descending ? "↓" : "↑"
            }
            grid.write(
                Text.padded(
                    title,
                    to: slot.width,
                    column.alignment == .right ? .trailing : .leading
                ),
                column: inner.x + Self.gutter + slot.x,
                row: inner.y,
                role: isActive && column.id == state.column ? .title : .muted,
                emphasis: isActive && column.id == state.column ? [.bold, .underline] : []
            )
        }
    }

    /// The cell under the cursor, in the column that was chosen.
    private mutating func drawCell<Row>(
        _ table: Table<Row>,
        _ fitted: ColumnFit,
        _ inner: Rect,
        _ row: Int
    ) {
        guard isActive,
            let slot = fitted.slots.first(where: {
                table.columns[$0.index].id == state.column
            })
        else { return }
        let x = inner.x + Self.gutter + slot.x
        grid.emphasize(Rect(x: x, y: row, width: slot.width, height: 1), [.bold, .underline])
        if isFocused { grid.cursor = (x, row) }
    }

    private mutating func draw(
        _ piece: Piece,
        at column: Int,
        row: Int,
        width: Int,
        _ alignment: Alignment
    ) {
        switch piece {
        case .text(let text, let role):
            let at = alignment == .right ? column + max(0, width - Text.width(text)) : column
            grid.write(text, column: at, row: row, limit: width, role: role)
        case .line(let line):
            grid.write(line, column: column, row: row, limit: width)
        case .trend(let values, let role):
            guard values.contains(where: { $0 != nil }) else {
                grid.write(Figures.missing, column: column, row: row, role: .muted)
                return
            }
            grid.sparkline(
                values,
                column: column,
                row: row,
                width: width,
                scale: Trend.scale(values),
                role: role,
                glyphs: moment.glyphs
            )
        }
    }

    private mutating func drawGutter(_ id: ObjectID, isFirst: Bool, _ inner: Rect, _ row: Int) {
        if state.marks.contains(id) {
            grid.write("*", column: inner.x + 1, row: row, role: .marked, emphasis: .bold)
        }
        guard isActive else { return }
        if isFirst, state.isUntouched {
            grid.write(">", column: inner.x, row: row, role: .muted)
            if isFocused { grid.cursor = (inner.x, row) }
        }
        guard state.index != nil, id == state.selection else { return }
        grid.write(">", column: inner.x, row: row, role: .hintKey, emphasis: .bold)
        grid.emphasize(Rect(x: inner.x, y: row, width: inner.width, height: 1), .selected)
        if isFocused { grid.cursor = (inner.x, row) }
    }
}

/// Which columns fit, where they stand and how wide they are.
struct ColumnFit {
    struct Wish {
        let width: Int
        let grows: Int
        let priority: Int
        init(_ width: Int, _ grows: Int, _ priority: Int) {
            self.width = width
            self.grows = grows
            self.priority = priority
        }
    }
    struct Slot {
        let index: Int
        let x: Int
        let width: Int
    }
    private(set) var slots: [Slot] = []

    /// Cells between columns.
    static let gap = 1

    /// Drops the column of the greatest priority, the rightmost among equals, until all fit.
    init(_ wishes: [Wish], hidden: Set<Int>, into width: Int) {
        var kept = wishes.indices.filter { !hidden.contains($0) }
        func needed() -> Int {
            kept.reduce(0) { $0 + wishes[$1].width } + max(0, kept.count - 1) * Self.gap
        }
        while needed() > width, kept.count > 1,
            let last = kept.max(by: { (wishes[$0].priority, $0) < (wishes[$1].priority, $1) })
        {
            kept.removeAll { $0 == last }
        }
        var spare = max(0, width - needed())
        var weight = kept.reduce(0) { $0 + wishes[$1].grows }
        var x = 0
        for index in kept {
            let share = weight > 0 ? spare * wishes[index].grows / weight : 0
            spare -= share
            weight -= wishes[index].grows
            let cells = min(wishes[index].width + share, max(0, width - x))
            slots.append(Slot(index: index, x: x, width: cells))
            x += cells + Self.gap
        }
    }
}
