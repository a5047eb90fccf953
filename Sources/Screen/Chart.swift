/// Lines over time with gaps, axes and a threshold.
///
/// ```text
///  4.0s ┤            ⢀⡠⠤⠤⡀
///  2.0s ┤╌╌╌╌╌╌╌╌╌⡠⠊╌╌╌╌╌╌╌
///    0s ┤⠤⠤⠤⠤⠤⠤⠔⠁
///       └────────────────────
///        14:17          14:32
/// ```
package struct Chart: Sendable {
    /// One line.
    package struct Series: Hashable, Sendable {
        /// The oldest first, evenly spaced; nil where nothing was measured: the line breaks there.
        package let values: [Double?]
        package let role: Role
        /// Whether the space below the line is filled.
        package let isArea: Bool

        /// A line.
        package init(_ values: [Double?], role: Role = .chart, isArea: Bool = false) {
            self.values = values
            self.role = role
            self.isArea = isArea
        }
    }

    /// Drawn in this order: the last is on top.
    package var series: [Series]
    /// A limit, drawn as a broken line wherever no series is.
    package var threshold: Double?
    /// What the bottom and the top mean.
    package var scale: Sparkline.Scale
    /// Texts below the axis, spread evenly from its left to its right end.
    package var labels: [String]
    /// Where an upright line stands, from 0 at the left to 1 at the right; nil for none.
    package var cursor: Double?
    /// How a value is written at the axis.
    package var format: @Sendable (Double) -> String

    /// A chart.
    package init(
        _ series: [Series],
        threshold: Double? = nil,
        scale: Sparkline.Scale = .fromZero,
        labels: [String] = [],
        cursor: Double? = nil,
        format: @escaping @Sendable (Double) -> String
    ) {
        self.series = series
        self.threshold = threshold.flatMap { $0.isFinite ? $0 : nil }
        self.scale = scale
        self.labels = labels
        self.cursor = cursor.flatMap { $0.isFinite ? min(1, max(0, $0)) : nil }
        self.format = format
    }

    /// Draws the chart into a rectangle, without what there is no room for: axis, then labels.
    package func draw(in grid: inout Grid, _ rect: Rect, glyphs: Glyphs = .braille) {
        let rect = rect.clipped(to: grid.size)
        let bounds = bounds
        let marks = [bounds.high, bounds.high / 2 + bounds.low / 2, bounds.low].map(format)
        let margin = (marks.map(Text.width).max() ?? 0) + 2
        let isRoomy = rect.width >= margin + 8 && rect.height >= 4
        guard isRoomy else { return plot(in: &grid, rect, bounds, glyphs) }
        let below = labels.isEmpty ? 1 : 2
        let field = Rect(
            x: rect.x + margin,
            y: rect.y,
            width: rect.width - margin,
            height: rect.height - below
        )
        plot(in: &grid, field, bounds, glyphs)
        drawAxis(in: &grid, field, marks: marks, glyphs)
    }

    /// The values at the bottom and the top; never equal.
    private var bounds: (low: Double, high: Double) {
        var values = series.flatMap { $0.values.compactMap { $0 } }.filter(\.isFinite)
        if let threshold { values.append(threshold) }
        let (low, high) = scale.bounds(of: values)
        guard high > low else { return (low, low + 1) }
        // From zero on, the top is a number that can be read: 8 and not 6.01.
        return low == 0 ? (0, Ruler.ceiling(of: high)) : (low, high)
    }

    private func plot(
        in grid: inout Grid,
        _ field: Rect,
        _ bounds: (low: Double, high: Double),
        _ glyphs: Glyphs
    ) {
        var raster = DotRaster(field.size, glyphs: glyphs)
        guard raster.rows > 0, raster.columns > 0 else { return }
        func height(of value: Double) -> Int {
            let share = (value - bounds.low) / (bounds.high - bounds.low)
            guard share.isFinite else { return raster.rows - 1 }
            return raster.rows - 1
                - Int((min(1, max(0, share)) * Double(raster.rows - 1)).rounded())
        }
        if let threshold {
            let row = height(of: threshold) * field.height / raster.rows
            let dash = Cell(glyphs == .ascii ? "-" : "╌", role: .threshold)
            for column in field.columns { grid.put(dash, column: column, row: field.y + row) }
        }
        if let cursor {
            let column = field.x + Int((cursor * Double(field.width - 1)).rounded())
            let bar = Cell(glyphs == .ascii ? "|" : "│", role: .hintKey)
            for row in field.rows { grid.put(bar, column: column, row: row) }
        }
        for line in series {
            let values = line.values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
            let points = Sparkline.gathered(values, into: raster.columns)
            let step = Double(raster.columns - 1) / Double(max(1, points.count - 1))
            var previous: (x: Int, y: Int)?
            for (index, value) in points.enumerated() {
                let point = value.map { (x: Int(Double(index) * step), y: height(of: $0)) }
                if let point { raster.line(from: previous ?? point, to: point, line.role) }
                previous = point
            }
            if line.isArea { raster.fillBelow(line.role) }
        }
        raster.draw(in: &grid, column: field.x, row: field.y)
    }

    private func drawAxis(in grid: inout Grid, _ field: Rect, marks: [String], _ glyphs: Glyphs) {
        let isAscii = glyphs == .ascii
        let left = field.x - 1
        for row in field.rows {
            grid.put(Cell(isAscii ? "|" : "│", role: .axis), column: left, row: row)
        }
        for (mark, row) in zip(marks, [0, (field.height - 1) / 2, field.height - 1]) {
            let column = left - 1 - Text.width(mark)
            grid.write(mark, column: column, row: field.y + row, role: .axis)
            grid.put(Cell(isAscii ? "+" : "┤", role: .axis), column: left, row: field.y + row)
        }
        let bottom = field.y + field.height
        grid.put(Cell(isAscii ? "+" : "└", role: .axis), column: left, row: bottom)
        for column in field.columns {
            grid.put(Cell(isAscii ? "-" : "─", role: .axis), column: column, row: bottom)
        }
        drawLabels(in: &grid, field, row: bottom + 1)
    }

    /// Labels that would touch the one before them are left out.
    private func drawLabels(in grid: inout Grid, _ field: Rect, row: Int) {
        var free = field.x
        for (index, label) in labels.prefix(field.width).enumerated() {
            let width = Text.width(label)
            let room = field.width - width
            let offset = labels.count > 1 ? room * index / (labels.count - 1) : 0
            guard room >= 0, field.x + offset >= free else { continue }
            free = grid.write(label, column: field.x + offset, row: row, role: .axis) + 1
        }
    }
}

extension DotRaster {
    /// Sets every dot below the highest dot of each column.
    mutating func fillBelow(_ role: Role) {
        for x in 0..<columns {
            guard let top = (0..<rows).first(where: { isSet(x, $0) }) else { continue }
            for y in top..<rows { set(x, y, role) }
        }
    }
}
