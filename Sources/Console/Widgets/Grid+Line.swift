package import Screen

extension Grid {
    /// Writes a line of spans, clipped at `limit` cells.
    ///
    /// - Returns: The column after the last cell written.
    @discardableResult
    package mutating func write(_ line: TextLine, column: Int, row: Int, limit: Int) -> Int {
        var at = column
        let end = column + max(0, limit)
        for (index, span) in line.spans.enumerated() where at < end {
            // The cell after a clipped span is an ellipsis only where something follows.
            let rest =
                Text.width(span.text) == end - at
                && line.spans[(index + 1)...].contains { !$0.text.isEmpty }
            at = write(
                rest ? span.text + " " : span.text,
                column: at,
                row: row,
                limit: end - at,
                role: span.role,
                emphasis: span.emphasis
            )
        }
        return at
    }

    /// Writes a line so that it ends before `end`.
    package mutating func write(_ line: TextLine, endingAt end: Int, row: Int) {
        write(line, column: end - Text.width(line.plain), row: row, limit: .max / 4)
    }
}
