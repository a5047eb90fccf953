/// What came from the keyboard, the mouse or the terminal itself.
package enum Input: Hashable, Sendable {
    case key(Key)
    /// Bracketed paste: text that must never be read as keys.
    case pasted(String)
    case mouse(Mouse)
    case focus(gained: Bool)
    case resized(Size)
}

/// One key press.
package struct Key: Hashable, Sendable {
    package enum Code: Hashable, Sendable {
        case character(Character)
        case enter, escape, tab, backTab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        case function(Int)
    }
    package let code: Code
    package let control: Bool
    package let alt: Bool

    package init(_ code: Code, control: Bool = false, alt: Bool = false) {
        self.code = code
        self.control = control
        self.alt = alt
    }

    /// A plain character key.
    package init(_ character: Character) { self.init(.character(character)) }
}

/// One mouse event, 0-based cells.
package struct Mouse: Hashable, Sendable {
    package enum Button: Hashable, Sendable { case left, middle, right, wheelUp, wheelDown }
    package let button: Button
    package let column: Int
    package let row: Int

    package init(_ button: Button, column: Int, row: Int) {
        self.button = button
        self.column = column
        self.row = row
    }
}
