extension Theme {
    /// The text of `Themes/dracula.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let draculaFile = """
        # Dracula: after dark. Colours of Zeno Rocha's Dracula.
        inherits = dark
        background = dark

        [palette]
        paper = #282a36
        raised = #303341
        overlay = #343746
        select = #44475a
        line = #4d5269
        faint = #b6bdd9
        ink = #f8f8f2
        bright = #ffffff
        accent = #bd93f9
        blue = #a9c7ff
        cyan = #8be9fd
        green = #50fa7b
        yellow = #f1fa8c
        orange = #ffb86c
        red = #ff9c9c
        magenta = #ff9fd6
        danger = #c4303a
        series = #a583e0

        [roles]
        border_focused = #bd93f9 | mono bold
        hint_key = #d0b3fb bold
        chip = #d0b3fb on $raised | 16 magenta | mono underline

        """
}
