extension Theme {
    /// The text of `Themes/mono.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let monoFile = """
        # No colour at all: words, bold, underline and reverse.
        inherits = terminal-16
        background = dark

        [palette]
        line = default
        accent = default
        blue = default
        cyan = default
        green = default
        yellow = default
        orange = default
        red = default
        magenta = default
        danger = default
        series = default

        [roles]
        border_focused = default bold
        header_badge = default reverse bold
        chip = default underline
        match = default reverse bold
        critical = default reverse bold
        simulated = default reverse bold
        past = default reverse bold
        production = default reverse bold
        production_frame = default bold
        button_default = default reverse bold
        unsafe = default reverse
        muted = default

        """
}
