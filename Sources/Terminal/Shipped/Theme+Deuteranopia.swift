extension Theme {
    /// The text of `Themes/deuteranopia.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let deuteranopiaFile = """
        # Safe when red and green look alike: blue is well, orange is not, and words say the rest.
        inherits = dark
        background = dark

        [palette]
        paper = #11151c
        raised = #181e28
        overlay = #1d2532
        select = #22304a
        line = #333f52
        faint = #94a1b5
        ink = #c9d2df
        bright = #f0f4fa
        accent = #8ab8ff
        blue = #9ec5ff
        cyan = #7fd3e6
        green = #66b5ff
        yellow = #f3dc6b
        orange = #f5a742
        red = #ff9440
        magenta = #d6b8e8
        danger = #a84f00
        series = #5c93e0

        [roles]
        failing = $red bold underline
        chart_second = $yellow

        """
}
