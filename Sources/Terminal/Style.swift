/// How a cell looks on a terminal.
package struct Style: Hashable, Sendable {
    package var foreground: Colour
    package var background: Colour
    package var attributes: Attributes

    /// A style; without arguments the terminal's own look.
    package init(
        _ foreground: Colour = .standard,
        on background: Colour = .standard,
        _ attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// What every terminal can do to text besides colouring it.
    package struct Attributes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let italic = Attributes(rawValue: 4)
        package static let underline = Attributes(rawValue: 8)
        package static let reverse = Attributes(rawValue: 16)
    }
}

extension Style {
    /// The SGR sequence that sets this style, whatever was set before.
    package var sequence: [UInt8] {
        var codes = ["0"]
        let marks: [(Attributes, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
        ]
        for (attribute, code) in marks where attributes.contains(attribute) { codes.append(code) }
        if let code = foreground.code(30, 90, 38) { codes.append(code) }
        if let code = background.code(40, 100, 48) { codes.append(code) }
        return Array("\u{1B}[\(codes.joined(separator: ";"))m".utf8)
    }
}

extension Colour {
    /// The SGR parameters of the colour; nil for the terminal's own.
    fileprivate func code(_ normal: Int, _ bright: Int, _ extended: Int) -> String? {
        switch self {
        case .standard: nil
        case .ansi(let index) where index < 8: String(normal + Int(index))
        case .ansi(let index): String(bright + Int(index & 7))
        case .indexed(let index): "\(extended);5;\(index)"
        case .rgb(let red, let green, let blue): "\(extended);2;\(red);\(green);\(blue)"
        }
    }
}
