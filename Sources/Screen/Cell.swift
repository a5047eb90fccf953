/// One cell of the screen.
///
/// A wide cluster occupies its own cell (`width` 2) and a `width` 0 cell after it.
package struct Cell: Hashable, Sendable {
    /// What is shown: one grapheme cluster, already safe to send to a terminal.
    package var character: Character
    /// 1, 2, or 0 for the right half of a wide cluster.
    package var width: UInt8
    /// What the cell means.
    package var role: Role
    /// Drawn over the role: a selected row keeps its words' roles.
    package var emphasis: Emphasis

    /// A cell; a grid measures and judges the character itself when the cell is put into it.
    package init(
        _ character: Character,
        role: Role = .text,
        emphasis: Emphasis = [],
        width: UInt8 = 1
    ) {
        self.character = character
        self.role = role
        self.emphasis = emphasis
        self.width = width
    }

    /// An empty cell.
    package static let blank = Cell(" ")

    /// Whether two cells look alike; the painter asks this of every cell of every frame.
    package static func == (one: Cell, other: Cell) -> Bool {
        // The raw values of roles are strings: their ordinals are compared instead.
        one.role.ordinal == other.role.ordinal && one.emphasis.rawValue == other.emphasis.rawValue
            && one.width == other.width && one.character == other.character
    }
}

/// Attributes on top of a role.
package struct Emphasis: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// None: said once, for the standard library's way is slow and cells are many.
    package init() { rawValue = 0 }
    package init(arrayLiteral elements: Emphasis...) {
        var bits: UInt8 = 0
        for element in elements { bits |= element.rawValue }
        rawValue = bits
    }

    package static let bold = Emphasis(rawValue: 1)
    package static let dim = Emphasis(rawValue: 2)
    package static let underline = Emphasis(rawValue: 4)
    package static let reverse = Emphasis(rawValue: 8)
    /// The cell lies on the selected row: its background is the selection's.
    package static let selected = Emphasis(rawValue: 16)
}
