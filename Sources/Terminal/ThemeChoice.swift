/// Which theme is worn: one chosen by the operator, or one that suits the terminal's background.
package struct ThemeChoice: Sendable {
    private let dark: Theme
    private let light: Theme
    private var background = Theme.Background.dark
    private var chosen: Theme?

    /// Follows the background of the terminal until a theme is chosen.
    package init(dark: Theme, light: Theme) {
        self.dark = dark
        self.light = light
    }

    /// One theme, whatever the terminal.
    package init(_ theme: Theme) {
        self.init(dark: theme, light: theme)
    }

    /// The theme to wear now.
    package var theme: Theme { chosen ?? (background == .light ? light : dark) }

    /// Wears a theme from now on; nil follows the terminal again.
    mutating func choose(_ theme: Theme?) { chosen = theme }

    /// Notes the terminal's background.
    mutating func learn(_ background: Theme.Background) { self.background = background }
}
