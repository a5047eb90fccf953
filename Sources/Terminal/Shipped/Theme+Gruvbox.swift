extension Theme {
    /// The text of `Themes/gruvbox.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let gruvboxFile = """
        # Gruvbox: warm retro. Colours of Pavel Pertsev's gruvbox, dark.
        inherits = dark
        background = dark

        [palette]
        paper = #282828
        raised = #32302f
        overlay = #3c3836
        select = #45403b
        line = #504945
        faint = #bdae93
        ink = #ebdbb2
        bright = #fbf1c7
        accent = #fabd2f
        blue = #9dbdb0
        cyan = #8ec07c
        green = #b8bb26
        yellow = #fabd2f
        orange = #fe9a4b
        red = #ff8f80
        magenta = #e1a3b5
        danger = #b3241c
        series = #83a598

        """
}
