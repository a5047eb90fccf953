/// A field of dots smaller than cells, in which charts draw their lines.
///
/// ```text
/// braille: 2×4 dots a cell    blocks: 2×2 (quadrants)    ASCII: 1×1
/// ```
struct DotRaster {
    let columns: Int
    let rows: Int
    private let glyphs: Glyphs
    /// The dots set in each cell, as bits: row by row, left before right.
    private var bits: [UInt8]
    /// Who drew last in each cell.
    private var owners: [Role?]

    init(_ size: Size, glyphs: Glyphs) {
        self.glyphs = glyphs
        columns = size.columns * Self.dots(glyphs).wide
        rows = size.rows * Self.dots(glyphs).high
        bits = [UInt8](repeating: 0, count: size.columns * size.rows)
        owners = [Role?](repeating: nil, count: size.columns * size.rows)
    }

    /// Sets a dot, counted from the top left; outside nothing happens.
    mutating func set(_ x: Int, _ y: Int, _ role: Role) {
        guard x >= 0, x < columns, y >= 0, y < rows else { return }
        let (wide, high) = Self.dots(glyphs)
        let cell = y / high * (columns / wide) + x / wide
        bits[cell] |= 1 << UInt8(y % high * wide + x % wide)
        owners[cell] = role
    }

    /// Whether a dot is set; it must lie inside.
    func isSet(_ x: Int, _ y: Int) -> Bool {
        let (wide, high) = Self.dots(glyphs)
        return bits[y / high * (columns / wide) + x / wide] >> UInt8(y % high * wide + x % wide) & 1
            == 1
    }

    /// Sets the dots from one point to another.
    ///
    /// Source: J. E. Bresenham, "Algorithm for computer control of a digital plotter", 1965.
    mutating func line(from: (x: Int, y: Int), to: (x: Int, y: Int), _ role: Role) {
        let (dx, dy) = (abs(to.x - from.x), -abs(to.y - from.y))
        let (stepX, stepY) = (from.x < to.x ? 1 : -1, from.y < to.y ? 1 : -1)
        var (x, y, error) = (from.x, from.y, dx + dy)
        while true {
            set(x, y, role)
            if x == to.x, y == to.y { return }
            let doubled = 2 * error
            if doubled >= dy {
                error += dy
                x += stepX
            }
            if doubled <= dx {
                error += dx
                y += stepY
            }
        }
    }

    /// Draws the cells that have dots, and leaves the others as they are.
    func draw(in grid: inout Grid, column: Int, row: Int) {
        let width = columns / Self.dots(glyphs).wide
        for (index, bits) in bits.enumerated() where bits != 0 {
            let cell = Cell(glyph(bits), role: owners[index] ?? .chart)
            grid.put(cell, column: column + index % width, row: row + index / width)
        }
    }

    private static func dots(_ glyphs: Glyphs) -> (wide: Int, high: Int) {
        switch glyphs {
        case .braille: (2, 4)
        case .blocks: (2, 2)
        case .ascii: (1, 1)
        }
    }

    private func glyph(_ bits: UInt8) -> Character {
        switch glyphs {
        case .braille: Self.braille[Int(bits)]
        case .blocks: Self.quadrants[Int(bits & 15)]
        case .ascii: "*"
        }
    }

    /// Upper left, upper right, lower left, lower right are bits 0 to 3.
    private static let quadrants = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

    /// Unicode numbers braille dots by columns, with the fourth row added later: 1237 and 4568.
    private static let braille: [Character] = (0..<256).map { bits in
        let dots: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
        let code = dots.enumerated().reduce(UInt32(0x2800)) { sum, dot in
            bits >> dot.offset & 1 == 1 ? sum | dot.element : sum
        }
        return Unicode.Scalar(code).map(Character.init) ?? " "
    }
}
