extension Theme {
    /// The text of `Themes/high-contrast.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let highContrastFile = """
        # Black, white and pure hues: every text at 7 to 1 or better.
        inherits = dark
        background = dark

        [palette]
        paper = #000000
        raised = #000000
        overlay = #000000
        select = #00304f
        line = #9a9a9a
        faint = #d6d6d6
        ink = #ffffff
        bright = #ffffff
        accent = #5cd6ff
        blue = #8fc7ff
        cyan = #4df0f0
        green = #5dff7f
        yellow = #ffe14d
        orange = #ffb057
        red = #ff9f9f
        magenta = #f0aaff
        danger = #a80010
        series = #5cd6ff

        [roles]
        border_focused = $accent bold
        tab_selected = #000000 on #ffffff bold | 16 default reverse bold | mono reverse bold

        """
}
