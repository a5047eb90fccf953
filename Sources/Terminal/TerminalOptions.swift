package import Screen

/// Where the screen is and what the operator wants of it.
package struct TerminalOptions: Sendable {
    package var input: Int32
    package var output: Int32
    /// `TERM`, `COLORTERM`, `NO_COLOR` and the locale are read from here.
    package var environment: [String: String]
    /// Overrides what locale and terminal suggest.
    package var glyphs: Glyphs?
    /// Overrides what terminfo and `COLORTERM` suggest.
    package var depth: ColourDepth?
    /// Mouse reports from the start; off lets the terminal select text.
    package var mouse: Bool

    /// Standard input and output.
    package init(
        environment: [String: String],
        input: Int32 = 0,
        output: Int32 = 1,
        glyphs: Glyphs? = nil,
        depth: ColourDepth? = nil,
        mouse: Bool = false
    ) {
        self.environment = environment
        self.input = input
        self.output = output
        self.glyphs = glyphs
        self.depth = depth
        self.mouse = mouse
    }
}
