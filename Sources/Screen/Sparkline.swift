/// A row of small bars: the recent past of one number in a few cells.
package enum Sparkline {
    /// What the lowest and the highest bar stand for.
    package enum Scale: Hashable, Sendable {
        /// From 0 to the greatest value shown.
        case fromZero
        /// From the least to the greatest value shown: shape matters more than size.
        case fitted
        /// From one given value to another; what lies outside is drawn at the edge.
        case fixed(Double, Double)
    }

    static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    static let asciiBlocks: [Character] = ["_", ".", ":", "-", "=", "+", "*", "#"]

    /// The bars as text of exactly `width` cells, the newest value at the right.
    ///
    /// Many values are gathered into few cells by their greatest, so that no spike is lost; few
    /// values stand at the right. A missing or not finite value is a blank, never a low bar.
    /// - Parameters:
    ///   - values: The oldest first; nil where nothing was measured.
    ///   - width: Cells to fill.
    ///   - scale: What the bars mean.
    ///   - glyphs: Blocks or ASCII.
    /// - Returns: Text of that width.
    package static func text(
        _ values: [Double?],
        width: Int,
        scale: Scale = .fromZero,
        glyphs: Glyphs = .braille
    ) -> String {
        guard width > 0 else { return "" }
        let cells = gathered(values.map { $0.flatMap { $0.isFinite ? $0 : nil } }, into: width)
        let (low, high) = scale.bounds(of: cells.compactMap { $0 })
        let bars = glyphs == .ascii ? asciiBlocks : blocks
        let shown = cells.map { value in
            value.map { bars[level(of: $0, low, high)] } ?? " "
        }
        return Text.blanks(width - shown.count) + String(shown)
    }

    /// At most `count` values, each the greatest of its stretch of time; nil where all are missing.
    static func gathered(_ values: [Double?], into count: Int) -> [Double?] {
        guard values.count > count else { return values }
        return (0..<count).map { index in
            let from = index * values.count / count
            let to = (index + 1) * values.count / count
            return values[from..<to].compactMap { $0 }.max()
        }
    }

    private static func level(of value: Double, _ low: Double, _ high: Double) -> Int {
        guard high > low else { return value > 0 ? 3 : 0 }
        let share = (value - low) / (high - low)
        // The difference of two huge numbers may be infinite, and their ratio no number.
        return share.isFinite ? min(7, max(0, Int((min(1, max(0, share)) * 7).rounded()))) : 0
    }
}

extension Sparkline.Scale {
    /// The values of the lowest and the highest bar.
    func bounds(of values: [Double]) -> (Double, Double) {
        switch self {
        case .fromZero: (min(0, values.min() ?? 0), max(0, values.max() ?? 0))
        case .fitted: (values.min() ?? 0, values.max() ?? 0)
        case .fixed(let low, let high):
            low.isFinite && high.isFinite ? (min(low, high), max(low, high)) : (0, 0)
        }
    }
}

extension Grid {
    /// Writes a sparkline; see `Sparkline.text`.
    ///
    /// - Returns: The column after it.
    @discardableResult
    package mutating func sparkline(
        _ values: [Double?],
        column: Int,
        row: Int,
        width: Int,
        scale: Sparkline.Scale = .fromZero,
        role: Role = .chart,
        glyphs: Glyphs = .braille
    ) -> Int {
        let text = Sparkline.text(values, width: width, scale: scale, glyphs: glyphs)
        return write(text, column: column, row: row, role: role)
    }
}
