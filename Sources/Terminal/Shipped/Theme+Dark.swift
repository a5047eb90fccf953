extension Theme {
    /// The text of `Themes/dark.theme`, so that it is there wherever the program goes.
    ///
    /// A test holds the two alike; `UPDATE_THEMES=1` has it write this from the file.
    package static let darkFile = """
        # Podium dark: slate and ice. The ground that other themes stand on: most give only a palette.
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
        accent = #6cb6ff
        blue = #79b8ff
        cyan = #5fd0d6
        green = #7fd28b
        yellow = #e8c468
        orange = #f5a262
        red = #ff8a80
        magenta = #d2a1f5
        danger = #c93d45
        series = #4f93d8

        [roles]
        text = $ink on $paper
        muted = $faint
        strong = $bright bold
        title = $bright
        border = $line | 16 bright-black
        border_focused = $accent | mono bold
        header = $ink on $raised | 16 default | mono default
        header_badge = $paper on $accent bold
        tab = $faint on $raised | 16 default | mono default
        tab_selected = $bright on $select bold | 16 default reverse bold | mono reverse bold
        hint = $faint
        hint_key = $accent bold
        breadcrumb = $faint
        chip = $accent on $raised | 16 cyan | mono underline
        selection = $bright on $select | 16 default reverse | mono reverse
        marked = $yellow bold
        cursor = $paper on $bright
        match = $paper on $yellow bold
        ok = $green
        running = $blue
        waiting = $cyan
        retrying = $orange bold | 16 yellow bold
        failing = $red bold
        critical = #ffffff on $danger bold | 16 bright-white on red bold | mono reverse bold
        warning = $yellow | 16 yellow
        paused = $magenta
        skipped = $faint
        cooling = $cyan bold
        drifting = $orange | 16 yellow
        late = $yellow bold | 16 yellow bold
        no_data = $magenta bold
        idle = $faint
        info = $blue
        simulated = $paper on $cyan bold
        past = $paper on $yellow bold | 16 black on yellow
        read_only = $bright on $select bold | 16 default reverse | mono reverse
        production = #ffffff on $danger bold | 16 bright-white on red bold | mono reverse bold
        production_frame = $red | 16 red | mono bold
        dialog = $ink on $overlay | 16 default | mono default
        dialog_title = $bright on $overlay bold | 16 default bold | mono bold
        button_default = $paper on $accent bold
        button = $ink on $select | 16 default | mono default
        chart = $series
        chart_second = $green
        chart_third = $orange | 16 yellow
        threshold = $red
        axis = $faint
        graph_edge = $faint
        input = $bright on $raised | 16 default underline | mono underline
        placeholder = $faint on $raised | 16 default dim | mono dim
        unsafe = $paper on $magenta bold

        """
}
