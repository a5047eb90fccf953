extension Theme {
    /// The text of `Themes/terminal-16.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let terminal16File = """
        # Your terminal's own sixteen colours and its own background, dark or light.
        inherits = dark
        background = dark

        [palette]
        paper = default
        raised = default
        overlay = default
        select = default
        line = bright-black
        faint = default
        ink = default
        bright = default
        accent = cyan
        blue = blue
        cyan = cyan
        green = green
        yellow = yellow
        orange = yellow
        red = red
        magenta = magenta
        danger = red
        series = blue

        [roles]
        header = default
        header_badge = cyan reverse bold
        tab = default
        tab_selected = default reverse bold
        chip = cyan
        selection = default reverse
        cursor = default reverse
        match = yellow reverse bold
        critical = red reverse bold
        simulated = cyan reverse bold
        past = yellow reverse bold
        read_only = default reverse
        production = red reverse bold
        production_frame = red
        dialog = default
        dialog_title = default bold
        button_default = cyan reverse bold
        button = default
        input = default underline
        placeholder = default dim
        unsafe = magenta reverse bold

        """
}
