extension Theme {
    /// The text of `Themes/tritanopia.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let tritanopiaFile = """
        # Safe when blue and yellow look alike: teal is well, red is not, and words say the rest.
        inherits = dark
        background = dark

        [palette]
        paper = #14151a
        raised = #1c1d24
        overlay = #22232c
        select = #2b3240
        line = #3d404c
        faint = #a0a2ad
        ink = #d2d2d8
        bright = #f5f5f7
        accent = #4fd6d0
        blue = #6ecbd6
        cyan = #5fe0da
        green = #4fd6c4
        yellow = #ffb3b8
        orange = #ff9d9d
        red = #ff7f87
        magenta = #e6a3d0
        danger = #c62a3a
        series = #35a9a4

        [roles]
        failing = $red bold underline
        chart_second = $magenta

        """
}
