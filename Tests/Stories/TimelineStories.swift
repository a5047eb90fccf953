import Testing

/// What came last to the console: a past on its timeline, shares that are run dry, two screens.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `An operator who looks back and around` {
    @Test func `finds on the timeline what was done before the console opened`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("2")
        try stage.filter("retention")
        try terminal.see(#"^│> retention +(RUN|IDLE|WAIT|OK|FAIL)"#)
        try terminal.press("n")
        try terminal.see("╭─ Note on")
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see("done: ")
        try terminal.pressUntilGone("q", "2 Workflows")
        try stage.start()

        try terminal.press("9")
        try terminal.see(#"Timeline .* since "#)
        try stage.filter("word=OPER")
        try terminal.see(#"^│> .*OPER .*note workflow retention"#)
        try terminal.press("Enter")
        try terminal.see(#"\[2 Workflows"#)
        try terminal.see(#"^│> retention"#)
    }

    @Test func `runs shares dry while they are moved`() throws {
        let stage = try Stage(options: "--rate 10")
        let terminal = stage.terminal
        try terminal.press("5")
        try stage.filter("copywriter")
        try terminal.see("^│> copywriter")
        try terminal.press("%")
        try terminal.see("DRY RUN")
        try terminal.press("l", until: "DRAFT(.|\n)*95%|DRAFT(.|\n)* 5%")
        try terminal.see(#"calls, 30 min"#, within: 60)
        try terminal.pressUntilGone("Escape", "DRY RUN")
        try terminal.see("DRAFT")
    }

    @Test func `sees two screens side by side, and goes from one to the other`() throws {
        let stage = try Stage(columns: 200, rows: 50)
        let terminal = stage.terminal
        try terminal.press(":")
        try terminal.type("beside routing")
        try terminal.press("Enter")
        try terminal.see(#"Runs to watch(.|\n)*Cooldowns \d+ and decisions"#)
        try terminal.press("5")
        try terminal.see(#"\[5 Routing"#)
        try terminal.see(#"Runs to watch(.|\n)*Cooldowns"#)
        try terminal.press("|")
        try terminal.see("one screen again")
    }

    @Test func `runs a command from the help`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("3", "?")
        try terminal.see("Keys and commands")
        try stage.filter("sort by a column")
        try terminal.see(#"^│> O "#)
        try terminal.press("Enter")
        try terminal.see(#"\[3 Runs"#)
        try terminal.see("ELAPSED")
    }
}
