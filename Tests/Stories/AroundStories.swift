import Testing

/// What came last to the console: two screens, and a help that runs what is chosen.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `An operator who looks around` {
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
