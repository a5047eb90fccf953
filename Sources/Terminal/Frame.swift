internal import Screen

/// The bytes of one frame as they grow, and what the terminal is in meanwhile.
struct Frame {
    private(set) var bytes: [UInt8] = []
    private let styles: StyleSheet
    private let capabilities: Capabilities
    /// The style in force; nil is normal.
    private var style: Int?
    /// Where the next cell would go; nil when only a placement can tell.
    private var place: (column: Int, row: Int)?

    init(styles: StyleSheet, capabilities: Capabilities) {
        self.styles = styles
        self.capabilities = capabilities
    }

    /// Empties the screen in the text's own background.
    mutating func clear() {
        begin()
        use(Cell.blank)
        add("\u{1B}[2J")
    }

    /// The column of the cursor when it is known and in that row.
    func column(in row: Int) -> Int? { place.flatMap { $0.row == row ? $0.column : nil } }

    /// Whether a cell needs no change of style.
    func isInForce(_ cell: Cell) -> Bool { style == StyleSheet.index(of: cell) }

    /// Sends one cell, placing the cursor and changing the style if need be.
    mutating func send(_ cell: Cell, column: Int, row: Int, isRare: Bool) {
        begin()
        move(column, row)
        use(cell)
        let shown = capabilities.glyphs.shown(character(of: cell))
        if isRare, shown == character(of: cell) {
            add(cell.width == 2 ? "  " : " ")
            place = nil
            move(column, row)
        }
        bytes.append(contentsOf: shown.utf8)
        // A wide cluster of which ASCII leaves one character still has two cells.
        if cell.width == 2, shown != cell.character { bytes.append(contentsOf: shown.utf8) }
        place = isRare ? nil : (column + Int(cell.width), row)
    }

    /// Where no colour tells which pane has the focus, its border is a double one.
    private func character(of cell: Cell) -> Character {
        cell.role == .borderFocused && capabilities.depth <= .mono
            ? Glyphs.doubled(cell.character) : cell.character
    }

    /// Erases from a place to the end of its row, in the style of a blank cell.
    mutating func erase(_ cell: Cell, column: Int, row: Int) {
        begin()
        move(column, row)
        use(cell)
        add("\u{1B}[K")
    }

    /// Ends the frame: normal attributes, the cursor where the operator is.
    mutating func finish(cursor: (column: Int, row: Int)?, isTyping: Bool) {
        begin()
        if style != nil { bytes.append(contentsOf: capabilities.reset) }
        if let cursor { move(cursor.column, cursor.row) }
        add(isTyping ? "\u{1B}[?25h" : "")
        if capabilities.hasSynchronisedOutput { add("\u{1B}[?2026l") }
    }

    /// The first bytes of a frame: shown at once, and no cursor that flickers about.
    private mutating func begin() {
        guard bytes.isEmpty else { return }
        if capabilities.hasSynchronisedOutput { add("\u{1B}[?2026h") }
        add("\u{1B}[?25l")
    }

    private mutating func move(_ column: Int, _ row: Int) {
        if let place, place.column == column, place.row == row { return }
        add("\u{1B}[")
        add(number: row + 1)
        bytes.append(UInt8(ascii: ";"))
        add(number: column + 1)
        bytes.append(UInt8(ascii: "H"))
        place = (column, row)
    }

    private mutating func use(_ cell: Cell) {
        let index = StyleSheet.index(of: cell)
        guard style != index else { return }
        let isNew = style.map { styles[$0] != styles[index] } ?? true
        if isNew { bytes.append(contentsOf: styles[index]) }
        style = index
    }

    private mutating func add(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func add(number: Int) {
        if number >= 10 { add(number: number / 10) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
