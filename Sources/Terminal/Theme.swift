package import Screen

/// A look for every role, at every depth of colour.
package struct Theme: Hashable, Sendable {
    /// What `:theme` calls it.
    package let name: String
    /// The kind of terminal it is made for.
    package let background: Background
    /// By role ordinal.
    private let looks: [Look]

    /// Dark text on light, or the other way.
    package enum Background: String, Hashable, Sendable { case dark, light }

    /// The styles of one role; a missing one is derived from the fuller one above it.
    struct Look: Hashable, Sendable {
        var full = Style()
        /// Whether the theme gave the role a background of its own: a badge, a dialog.
        var hasBackground = false
        var indexed: Style?
        var sixteen: Style?
        var mono: Style?
    }

    /// A theme from one look per role, in the order of `Role.allCases`.
    init(name: String, background: Background, looks: [Look]) {
        self.name = name
        self.background = background
        self.looks = looks
    }

    /// The look of a role with an emphasis, on a terminal of that depth.
    package func style(
        for role: Role,
        _ emphasis: Emphasis = [],
        depth: ColourDepth = .trueColour
    ) -> Style {
        guard depth > .plain else { return Style() }
        var style = plain(role, depth)
        if emphasis.contains(.selected) { select(&style, role, depth) }
        if emphasis.contains(.dim) { dim(&style, depth) }
        if emphasis.contains(.bold) { style.attributes.insert(.bold) }
        if emphasis.contains(.underline) { style.attributes.insert(.underline) }
        if emphasis.contains(.reverse) { style.attributes.formSymmetricDifference(.reverse) }
        return style
    }

    private func look(_ role: Role) -> Look {
        looks.indices.contains(role.ordinal) ? looks[role.ordinal] : Look()
    }

    private func plain(_ role: Role, _ depth: ColourDepth) -> Style {
        let look = look(role)
        switch depth {
        case .plain: return Style()
        case .trueColour: return look.full
        case .indexed: return look.indexed ?? look.full.fitted(to: .indexed)
        case .sixteen: return look.sixteen ?? look.reduced(to: .sixteen)
        case .mono: return look.mono ?? look.reduced(to: .mono)
        }
    }

    /// A selected row has the selection's background; badges on it keep their own.
    private func select(_ style: inout Style, _ role: Role, _ depth: ColourDepth) {
        guard !look(role).hasBackground || role == .selection else {
            return
        }
        let selection = plain(.selection, depth)
        guard depth >= .sixteen, selection.background != .standard else {
            style.attributes.insert(.reverse)
            return
        }
        style.background = selection.background
    }

    /// Old or inactive: half way to the background where colours can be mixed.
    private func dim(_ style: inout Style, _ depth: ColourDepth) {
        style.attributes.remove(.bold)
        if depth >= .indexed, style.foreground.components != nil,
            style.background.components != nil
        {
            style.foreground = style.foreground
                .blended(with: style.background, 0.4).fitted(to: depth)
        } else {
            style.attributes.insert(.dim)
        }
    }
}

extension Theme.Look {
    /// What is left of a look when colours are few.
    ///
    /// The screen's own background is left to the terminal; a badge becomes reverse video.
    func reduced(to depth: ColourDepth) -> Style {
        guard hasBackground else {
            let foreground = full.foreground.fitted(to: depth)
            // Shades of grey are the terminal's own text colour: it knows its background.
            let isGrey = [.ansi(0), .ansi(7), .ansi(15)].contains(foreground)
            return Style(isGrey ? .standard : foreground, on: .standard, full.attributes)
        }
        let accent = full.background.fitted(to: depth)
        let isGrey = [.ansi(0), .ansi(7), .ansi(8), .ansi(15)].contains(accent)
        return Style(isGrey ? .standard : accent, on: .standard, full.attributes.union(.reverse))
    }
}

extension Style {
    /// The style in the nearest colours of a depth.
    func fitted(to depth: ColourDepth) -> Style {
        Style(foreground.fitted(to: depth), on: background.fitted(to: depth), attributes)
    }
}
