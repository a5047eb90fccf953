extension Theme {
    /// The text of `Themes/light.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let lightFile = """
        # Podium light: paper and ink, for bright rooms.
        inherits = dark
        background = light

        [palette]
        paper = #fbfaf7
        raised = #f0eee8
        overlay = #f4f1ea
        select = #dbe7f8
        line = #cbc6bb
        faint = #5c636e
        ink = #2b313a
        bright = #0d1117
        accent = #0b5cad
        blue = #0a5cb8
        cyan = #0b6470
        green = #1d6b2f
        yellow = #7a5200
        orange = #98430a
        red = #b3261e
        magenta = #7d37ae
        danger = #b3261e
        series = #2f74c0

        [roles]
        header_badge = #ffffff on $accent bold
        match = $bright on #ffd75e bold
        simulated = #ffffff on $cyan bold
        past = #ffffff on $yellow bold | 16 black on yellow
        button_default = #ffffff on $accent bold
        unsafe = #ffffff on $magenta bold
        cursor = $paper on $bright

        """
}
