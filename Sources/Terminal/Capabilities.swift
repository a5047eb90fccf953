package import Screen

/// What the terminal can do, as far as the painter needs to know.
package struct Capabilities: Hashable, Sendable {
    package var depth: ColourDepth = .trueColour
    package var glyphs: Glyphs = .braille
    /// Mode 2026: a frame appears at once or not at all.
    package var hasSynchronisedOutput = false
    /// Erased cells take the background in force, so that blank ends of lines cost 3 bytes.
    package var erasesWithBackground = false
    /// What puts attributes back to normal.
    package var reset: [UInt8] = Array("\u{1B}[0m".utf8)

    /// A modern terminal.
    package init() {}

    /// What environment and terminfo promise.
    ///
    /// - Parameters:
    ///   - environment: `NO_COLOR`, `COLORTERM`, `TERM` and the locale are read.
    ///   - colours: terminfo's `colors`; negative when it has none.
    ///   - isUTF8: Whether the locale writes UTF-8.
    package init(environment: [String: String], colours: Int, isUTF8: Bool) {
        depth = Self.depth(environment, colours: colours)
        let term = environment["TERM"] ?? ""
        // The Linux console's font has neither braille nor round corners.
        glyphs = !isUTF8 ? .ascii : term == "linux" ? .blocks : .braille
    }

    private static func depth(_ environment: [String: String], colours: Int) -> ColourDepth {
        if let wish = environment["NO_COLOR"], !wish.isEmpty { return .mono }
        let isTrue = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
        if isTrue || environment["TERM"]?.hasSuffix("-direct") == true { return .trueColour }
        return switch colours {
        case 256...: .indexed
        case 8...: .sixteen
        default: .mono
        }
    }
}
