/// Columns and rows; never negative.
package struct Size: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// A rectangle of cells; `x` and `y` count from the top left corner, 0-based.
package struct Rect: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = max(0, width)
        self.height = max(0, height)
    }

    /// The whole of a grid of that size.
    package init(_ size: Size) { self.init(x: 0, y: 0, width: size.columns, height: size.rows) }

    /// The rectangle without its outermost ring: the inside of a border.
    package var inside: Rect { Rect(x: x + 1, y: y + 1, width: width - 2, height: height - 2) }
}

extension Rect {
    /// The part of the rectangle that lies within a grid of that size.
    package func clipped(to size: Size) -> Rect {
        let left = min(max(0, x), size.columns)
        let top = min(max(0, y), size.rows)
        let right = min(max(left, Self.sum(x, width)), size.columns)
        let bottom = min(max(top, Self.sum(y, height)), size.rows)
        return Rect(x: left, y: top, width: right - left, height: bottom - top)
    }

    /// The columns from left to right.
    package var columns: Range<Int> { x..<(x + width) }

    /// The rows from top to bottom.
    package var rows: Range<Int> { y..<(y + height) }

    /// The size without the place.
    package var size: Size { Size(columns: width, rows: height) }

    private static func sum(_ place: Int, _ length: Int) -> Int {
        let (sum, overflow) = place.addingReportingOverflow(length)
        return overflow ? .max : sum
    }
}
