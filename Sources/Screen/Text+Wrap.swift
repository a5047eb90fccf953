extension Text {
    /// Breaks text into lines of at most so many cells: at blanks, else inside a long word.
    ///
    /// Line feeds end lines; every line is safe. Nothing is cut silently: when there are more
    /// than `linesMax` lines, the last of them ends in `…`.
    /// - Parameters:
    ///   - text: Any text, of any length.
    ///   - width: Cells in a line; below 1 there are no lines.
    ///   - linesMax: The greatest number of lines.
    /// - Returns: At least one line, unless there is room for none.
    package static func wrapped(
        _ text: String,
        to width: Int,
        linesMax: Int = .max
    ) -> [String] {
        guard width > 0, linesMax > 0 else { return [] }
        var lines = Lines(width: min(width, 10_000), linesMax: linesMax)
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
                guard !lines.areFull else { return lines.finished }
                lines.append(word: word)
            }
            lines.end()
        }
        return lines.finished
    }
}

/// Lines being filled word by word.
private struct Lines {
    let width: Int
    let linesMax: Int
    private var done: [String] = []
    private var line = ""
    private var used = 0
    private var isFresh = true

    init(width: Int, linesMax: Int) {
        self.width = width
        self.linesMax = linesMax
    }

    /// One line more than asked for exists, so the text is known to be too long.
    var areFull: Bool { done.count > linesMax }

    var finished: [String] {
        guard done.count > linesMax else { return done }
        let last = done[linesMax - 1]
        let hasRoom = Text.width(last) < width
        // One cell too many makes `clipped` cut at a cluster edge and say so.
        return done.prefix(linesMax - 1)
            + [hasRoom ? last + String(Cluster.ellipsis) : Text.clipped(last + " ", to: width)]
    }

    mutating func append(word: Substring) {
        let cells = Text.width(String(word.prefix(width + 1)))
        if !isFresh {
            if used + 1 + cells <= width {
                line += " "
                used += 1
            } else {
                end()
            }
        }
        isFresh = false
        for character in word where !areFull { append(character) }
    }

    private mutating func append(_ character: Character) {
        let cells = Text.width(of: character)
        if used + cells > width { end() }
        isFresh = false
        // A wide cluster in a line of one cell has nowhere to go.
        line.append(cells > width ? Cluster.ellipsis : Text.safe(character))
        used += min(cells, width)
    }

    mutating func end() {
        done.append(line)
        line = ""
        used = 0
        isFresh = true
    }
}

extension Text {
    /// The character, or the mark that stands for it.
    static func safe(_ character: Character) -> Character {
        Cluster(character) == .unsafe ? Cluster.mark : character
    }
}
