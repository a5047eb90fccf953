internal import Screen

extension Theme {
    /// Makes a theme of a file and the files it inherits from, itself first.
    ///
    /// - Parameters:
    ///   - name: What the theme is called.
    ///   - chain: The file, then what it inherits, and so on; the nearest one wins.
    /// - Throws: `ThemeError` for a colour, name or attribute that is none, or a missing role.
    init(name: String, chain: [ThemeFile]) throws(ThemeError) {
        var resolver = ThemeResolver(chain: chain)
        var looks: [Look] = []
        let text = try resolver.look(of: .text, ground: Style())
        for role in Role.allCases {
            looks.append(try resolver.look(of: role, ground: text.full))
        }
        self.init(name: name, background: try resolver.background(), looks: looks)
    }
}

/// Looks names up along the chain of inheritance.
private struct ThemeResolver {
    let chain: [ThemeFile]

    init(chain: [ThemeFile]) { self.chain = chain }

    mutating func background() throws(ThemeError) -> Theme.Background {
        for file in chain {
            guard let word = file.background else { continue }
            guard let background = Theme.Background(rawValue: word.text) else {
                throw file.error(word, "a background is `dark` or `light`")
            }
            return background
        }
        return .dark
    }

    mutating func look(of role: Role, ground: Style) throws(ThemeError) -> Theme.Look {
        guard let file = chain.first(where: { $0.roles[role] != nil }),
            let parts = file.roles[role], let first = parts.first
        else {
            if let older = role.standIn { return try look(of: older, ground: ground) }
            let message = "the role `\(role.rawValue)` is missing; add it or `inherits = dark`"
            throw ThemeError(file: chain.first?.file ?? "", line: 0, column: 0, message: message)
        }
        var look = Theme.Look()
        let (style, hasBackground) = try self.style(first, file, ground: ground)
        look.full = style
        look.hasBackground = hasBackground && role != .text
        for part in parts.dropFirst() { try addFallback(part, file, ground, to: &look) }
        return look
    }

    private func addFallback(
        _ words: [ThemeFile.Word],
        _ file: ThemeFile,
        _ ground: Style,
        to look: inout Theme.Look
    ) throws(ThemeError) {
        guard let depth = words.first else { return }
        // With 256 colours a theme paints its ground; with fewer the terminal's own shows.
        let below = depth.text == "256" ? ground : Style()
        let style = try style(Array(words.dropFirst()), file, ground: below).style
        switch depth.text {
        case "256": look.indexed = style.fitted(to: .indexed)
        case "16": look.sixteen = style.fitted(to: .sixteen)
        case "mono": look.mono = style.fitted(to: .mono)
        default: throw file.error(depth, "after `|` stands 256, 16 or mono, not `\(depth.text)`")
        }
    }

    /// `[colour] [on colour] [attributes]`.
    private func style(
        _ words: [ThemeFile.Word],
        _ file: ThemeFile,
        ground: Style
    ) throws(ThemeError) -> (style: Style, hasBackground: Bool) {
        var style = Style(ground.foreground, on: ground.background)
        var hasBackground = false
        var isAfterOn = false
        for word in words {
            if let attribute = Self.attributes[word.text], !isAfterOn {
                style.attributes.insert(attribute)
            } else if word.text == "on", !isAfterOn {
                isAfterOn = true
            } else {
                let colour = try colour(word, file)
                if isAfterOn { style.background = colour } else { style.foreground = colour }
                hasBackground = hasBackground || isAfterOn
                isAfterOn = false
            }
        }
        if isAfterOn, let last = words.last { throw file.error(last, "a colour follows `on`") }
        return (style, hasBackground)
    }

    private func colour(_ word: ThemeFile.Word, _ file: ThemeFile) throws(ThemeError) -> Colour {
        guard word.text.hasPrefix("$") else {
            guard let colour = Colour(word.text) else {
                let words = "#rrggbb, $name of the palette, 0…255, default, red or bright-red"
                throw file.error(word, "`\(word.text)` is no colour; write \(words)")
            }
            return colour
        }
        let name = String(word.text.dropFirst())
        for other in chain {
            guard let entry = other.palette[name] else { continue }
            guard let colour = Colour(entry.text) else {
                throw other.error(entry, "`\(entry.text)` is no colour")
            }
            return colour
        }
        throw file.error(word, "the palette has no `\(name)`")
    }

    private static let attributes: [String: Style.Attributes] = [
        "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline,
        "reverse": .reverse,
    ]
}

extension Colour {
    /// A colour as a theme file writes it.
    init?(_ text: String) {
        if text == "default" {
            self = .standard
        } else if text.hasPrefix("#") {
            let digits = text.dropFirst()
            guard digits.count == 6, digits.allSatisfy(\.isHexDigit),
                let value = UInt32(digits, radix: 16)
            else { return nil }
            self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255))
        } else if let index = UInt8(text) {
            self = .indexed(index)
        } else if let index = Self.names.firstIndex(of: text) {
            self = .ansi(UInt8(index))
        } else {
            return nil
        }
    }

    private static let names: [String] = {
        let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        return names + names.map { "bright-" + $0 }
    }()
}
