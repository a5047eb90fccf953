/// A colour as a theme names it.
package enum Colour: Hashable, Sendable {
    /// Whatever the terminal has as its own.
    case standard
    /// One of the terminal's sixteen, 0...15; the user may have chosen what they look like.
    case ansi(UInt8)
    /// One of the 256 of xterm's palette.
    case indexed(UInt8)
    case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal shows: the ladder that themes come down.
package enum ColourDepth: String, Hashable, Sendable, CaseIterable, Comparable {
    /// No attributes at all.
    case plain
    /// Bold, underline and reverse only.
    case mono
    case sixteen = "16"
    case indexed = "256"
    case trueColour = "rgb"

    /// Fewer colours come first.
    package static func < (one: ColourDepth, other: ColourDepth) -> Bool {
        one.rank < other.rank
    }

    private var rank: Int {
        switch self {
        case .plain: 0
        case .mono: 1
        case .sixteen: 2
        case .indexed: 3
        case .trueColour: 4
        }
    }
}

extension Colour {
    /// The nearest colour that a terminal of that depth has.
    package func fitted(to depth: ColourDepth) -> Colour {
        switch (self, depth) {
        case (_, .plain), (_, .mono): .standard
        case (.rgb(let red, let green, let blue), .indexed): .indexed(Self.cube(red, green, blue))
        case (.rgb(let red, let green, let blue), .sixteen): Self.named(red, green, blue)
        case (.indexed, .sixteen):
            components.map { Self.named($0.red, $0.green, $0.blue) } ?? .standard
        default: self
        }
    }

    /// Red, green and blue; nil when only the terminal knows.
    package var components: (red: UInt8, green: UInt8, blue: UInt8)? {
        switch self {
        case .standard, .ansi: return nil
        case .rgb(let red, let green, let blue): return (red, green, blue)
        case .indexed(let index) where index < 16: return nil
        case .indexed(let index) where index >= 232:
            let grey = 8 + 10 * (index - 232)
            return (grey, grey, grey)
        case .indexed(let index):
            let cube = index - 16
            return (
                Self.steps[Int(cube / 36)], Self.steps[Int(cube / 6 % 6)], Self.steps[Int(cube % 6)]
            )
        }
    }

    /// A colour so far on the way to another, 0...1; itself when either is the terminal's own.
    package func blended(with other: Colour, _ share: Double) -> Colour {
        guard let one = components, let two = other.components else { return self }
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * min(1, max(0, share))).rounded())
        }
        return .rgb(mix(one.red, two.red), mix(one.green, two.green), mix(one.blue, two.blue))
    }

    /// How bright the colour is, 0...1; nil when only the terminal knows.
    ///
    /// Source: WCAG 2.1, "relative luminance".
    package var luminance: Double? {
        components.map { parts in
            0.2126 * Self.linear(parts.red) + 0.7152 * Self.linear(parts.green)
                + 0.0722 * Self.linear(parts.blue)
        }
    }

    /// How well two colours are told apart, 1...21; text needs 4.5.
    ///
    /// Source: WCAG 2.1, success criterion 1.4.3.
    package func contrast(with other: Colour) -> Double? {
        guard let one = luminance, let two = other.luminance else { return nil }
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

    private static func linear(_ part: UInt8) -> Double {
        let share = Double(part) / 255
        // x^2.4 without the C library: x² · ⁵√x², the root by Newton's method.
        guard share > 0.03928 else { return share / 12.92 }
        let base = (share + 0.055) / 1.055
        let square = base * base
        var root = 1.0
        for _ in 0..<30 { root -= (root - square / (root * root * root * root)) / 5 }
        return square * root
    }

    /// The nearest of the 240 fixed colours: a step of the cube or a grey.
    private static func cube(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        func distance(_ index: UInt8) -> Int {
            guard let parts = Colour.indexed(index).components else { return .max }
            let (r, g, b) = (
                Int(parts.red) - Int(red), Int(parts.green) - Int(green),
                Int(parts.blue) - Int(blue)
            )
            return 2 * r * r + 4 * g * g + 3 * b * b
        }
        // The parts of the cube are independent: the nearest step of each makes the nearest colour.
        func step(_ part: UInt8) -> UInt8 {
            UInt8(clamping: part < 48 ? 0 : part < 115 ? 1 : (Int(part) - 35) / 40)
        }
        let inCube = 16 + 36 * step(red) + 6 * step(green) + step(blue)
        let weighted = 2 * Int(red) + 4 * Int(green) + 3 * Int(blue)
        let middle = min(23, max(0, (weighted - 9 * 8 + 45) / 90))
        let greys = (max(0, middle - 1)...min(23, middle + 1)).map { UInt8(232 + $0) }
        return greys.reduce(inCube) { distance($1) < distance($0) ? $1 : $0 }
    }

    /// The nearest of sixteen by hue: the words of the colours matter more than their distance.
    private static func named(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Colour {
        let (r, g, b) = (Int(red), Int(green), Int(blue))
        let (high, low) = (max(r, g, b), min(r, g, b))
        guard high - low > 48 else {
            return high > 215 ? .ansi(15) : high > 170 ? .ansi(7) : high > 64 ? .ansi(8) : .ansi(0)
        }
        let middle = (high + low) / 2
        let bits = (r > middle ? 1 : 0) | (g > middle ? 2 : 0) | (b > middle ? 4 : 0)
        return .ansi(UInt8(bits) + (low > 110 ? 8 : 0))
    }
}
