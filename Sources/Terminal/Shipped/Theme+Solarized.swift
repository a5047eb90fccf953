extension Theme {
    /// The text of `Themes/solarized.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let solarizedFile = """
        # Solarized: precise. Colours of Ethan Schoonover's Solarized, dark, some lightened for contrast.
        inherits = dark
        background = dark

        [palette]
        paper = #002b36
        raised = #073642
        overlay = #0a3b48
        select = #104656
        line = #2b5b68
        faint = #9fb1b3
        ink = #b3c0c1
        bright = #eee8d5
        accent = #5cb8f2
        blue = #6cbcf0
        cyan = #5ac8bf
        green = #a9bd2c
        yellow = #d8ad3d
        orange = #f0995f
        red = #f79a93
        magenta = #ec9cc4
        danger = #b32d2b
        series = #3f97d3

        """
}
