internal import Screen

/// The SGR sequence of every role with every emphasis, made once per theme and terminal.
struct StyleSheet: Sendable {
    /// Indexed by `StyleSheet.index`.
    private let sequences: [[UInt8]]

    init(_ theme: Theme, depth: ColourDepth) {
        sequences = Role.allCases.flatMap { role in
            (0..<Self.emphases).map { bits in
                let emphasis = Emphasis(rawValue: UInt8(bits))
                return theme.style(for: role, emphasis, depth: depth).sequence
            }
        }
    }

    /// The number of a cell's style; cells that look alike may still have different numbers.
    static func index(of cell: Cell) -> Int {
        cell.role.ordinal * emphases + Int(cell.emphasis.rawValue) % emphases
    }

    /// What sets a style, whatever was set before.
    subscript(index: Int) -> [UInt8] { sequences[index] }

    private static let emphases = 32
}
