extension Theme {
    /// The text of `Themes/nord.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let nordFile = """
        # Nord: arctic and quiet. Colours of Sven Greb's Nord, some lightened for contrast.
        inherits = dark
        background = dark

        [palette]
        paper = #2e3440
        raised = #353c4a
        overlay = #3b4252
        select = #3b4557
        line = #4c566a
        faint = #b4bfd0
        ink = #d8dee9
        bright = #eceff4
        accent = #88c0d0
        blue = #9dbbdb
        cyan = #99c7c6
        green = #b1cb9c
        yellow = #ebcb8b
        orange = #e7ab96
        red = #eda7ad
        magenta = #d3b3cd
        danger = #a4434d
        series = #7fa5cc

        """
}
