/// Which glyphs the chrome may use.
///
/// Chosen from locale and terminal; the user may override it.
package enum Glyphs: String, Hashable, Sendable, CaseIterable {
    case braille, blocks, ascii

    /// What is shown for a character: itself, or in ASCII the nearest thing there is.
    ///
    /// Applied when a grid is painted, so that no pane needs to care. One cell stays one cell.
    package func shown(_ character: Character) -> Character {
        guard self == .ascii, !character.isASCII else { return character }
        return Self.substitutes[character] ?? "?"
    }

    /// A line of a border as a double one; any other character as it is.
    package static func doubled(_ character: Character) -> Character {
        doubles[character] ?? character
    }

    private static let doubles: [Character: Character] = [
        "─": "═", "│": "║", "╭": "╔", "╮": "╗", "╰": "╚", "╯": "╝", "┌": "╔", "┐": "╗",
        "└": "╚", "┘": "╝",
    ]

    private static let substitutes: [Character: Character] = {
        var map: [Character: Character] = [:]
        for (to, from) in groups { for character in from { map[character] = to } }
        for (from, to) in zip(Sparkline.blocks, Sparkline.asciiBlocks) { map[from] = to }
        return map
    }()

    private static let groups: [(to: Character, from: String)] = [
        ("-", "─╌┄┈‐‑‒–—−╴╶"), ("|", "│┃║╎┆┊▏▕╵╷"), ("=", "═▬"), ("#", "━╸■▌▐▓▉▊▋▀"),
        ("+", "┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╞╡"), (".", "·░∙"), (":", "▒"), (">", "→›▶▸►»❯"),
        ("<", "←‹◀◂«❮"), ("^", "↑▲△▴"), ("v", "↓▼▽▾"), ("*", "•●◆★✱"), ("o", "○◇◦"),
        ("x", "✗✘×✕"), ("!", "⚠"), ("\"", "“”„"), ("'", "‘’‚"), ("u", "µ"), ("~", "≈…"),
    ]
}

extension Grid {
    /// The grid as a terminal with those glyphs shows it.
    package func shown(with glyphs: Glyphs) -> Grid {
        guard glyphs == .ascii else { return self }
        var grid = self
        for row in 0..<size.rows {
            for column in 0..<size.columns where !self[column, row].character.isASCII {
                var cell = self[column, row]
                cell.character = glyphs.shown(cell.character)
                let isWide = cell.width == 2
                grid.put(cell, column: column, row: row)
                if isWide { grid.put(cell, column: column + 1, row: row) }
            }
        }
        return grid
    }
}
