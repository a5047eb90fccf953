import Foundation
import Testing

/// Each plays on a demo of its own, one after the other: two cores are few.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `An operator at the demo` {
    @Test func `sees live runs, and every number key leads to its screen`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.see(#"OK +(retention|reengagement)"#, within: 60)
        let names = [
            "Overview", "Workflows", "Runs", "Models", "Routing", "Alerts", "Sources", "Audit",
        ]
        for (index, name) in names.enumerated().reversed() {
            try terminal.press("\(index + 1)")
            try terminal.see(#"\[\#(index + 1) \#(name)"#)
        }
        try terminal.press("?")
        try terminal.see("back; never quits")
    }

    @Test func `filters the runs, opens one and comes back to the same place`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("3")
        try terminal.see(#"retention +c\d+ +OK"#, within: 60)
        try terminal.see(#"retention +c\d+ +WAIT"#, within: 60)
        try stage.filter("st=wait")
        let list = try terminal.seeNo(#"retention +c\d+ +OK"#)
        #expect(list.contains("st=wait"))

        try terminal.press("Enter")
        try terminal.see("churn(.|\n)*outcome")
        try terminal.press("Escape")
        // The tab is the same on the screen of one run: the filter is what only the list shows.
        try terminal.see("st=wait")
    }

    @Test func `pauses a run at once, resumes it, and can take it back`() throws {
        let stage = try Stage(options: "--rate 10")
        let terminal = stage.terminal
        try terminal.press("3")
        try stage.filter("st=wait")
        try terminal.see(#"^│> .* WAIT outcome"#, within: 90)
        try stage.filter(try name(of: terminal.screen()))
        try terminal.press("p", until: #"^│> .* PAUS "#)
        try terminal.see(#"done: .* u undo"#)
        try terminal.press("u")
        // What it waits for may have come meanwhile, and then it ends.
        try terminal.see(#"^│> .* (WAIT outcome|OK )"#)
    }

    /// The id of the run under the cursor.
    private func name(of screen: String) throws -> String {
        let line = screen.split(separator: "\n").first { $0.hasPrefix("│> ") }
        return String(try #require(line?.split(separator: " ").dropFirst().first))
    }

    @Test func `copies a cell, looks for a command to bind, and reads what was said`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("4")
        try terminal.see(#"\[4 Models"#)
        try terminal.see("churn-risk")
        try terminal.press("l")
        try terminal.see("MODEL: y copies this cell")
        try terminal.press("y")
        try terminal.see("copied model: ")
        try terminal.press(":")
        try terminal.type("keys")
        try terminal.press("Enter")
        try terminal.see("─ Keymap ─")
        try terminal.type("act.pause")
        try terminal.see("> act.pause ")
        try terminal.press("Enter")
        try terminal.see("press the key for act.pause")
        try terminal.press("r")
        try terminal.see("r is act.retry's")
        try terminal.pressUntilGone("Escape", "─ Keymap ─")
        try terminal.press(":")
        try terminal.type("log")
        try terminal.press("Enter")
        try terminal.see("─ What was said ─")
        try terminal.see("done +copied model: ")
    }

    @Test func `is asked before a workflow is paused, and Back is where enter leads`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("2")
        try stage.filter("retention")
        try terminal.see(#"^│> retention +(RUN|IDLE|WAIT|OK)"#)
        try terminal.press("p", "Enter", "Enter", "Enter")
        try terminal.see("╭─ Pause retention")
        try terminal.pressUntilGone("Escape", "╭─ Pause retention")

        try terminal.press("p")
        try terminal.see("╭─ Pause retention")
        try terminal.press("x", until: #"reason +x"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"^│> retention +PAUS"#)
        try terminal.press("p")
        try terminal.see(#"^│> retention +(RUN|IDLE|WAIT|OK)"#)
    }

    @Test func `reroutes the copywriter to another scribe and finds it in the audit`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("5")
        try stage.filter("copywriter")
        try terminal.see(#"^│> copywriter +pinned"#)
        try terminal.press("R")
        try terminal.see("╭─ Reroute copywriter")
        // Which of the two leads the list depends on how they do at this moment.
        let opened = try terminal.see(#"\(•\) scribe-[ab]"#)
        let leads = Tmux.matches(opened, #"\(•\) scribe-b"#)
        if leads { try terminal.press("2", until: #"\(•\) scribe-a"#) }
        try terminal.press(leads ? "1" : "2", until: #"\(•\) scribe-b"#)
        // Past how long it lasts and its guard to the reason.
        try terminal.press("Enter", "Tab", "Tab")
        try terminal.type("scribe-a is slow")
        try terminal.press("Tab")
        try terminal.see(#"open runs +\(•\) [0-9,]* ?keep their route +\( \) [0-9,]* ?move"#)
        try terminal.press("Tab", "Tab", "Enter")
        try terminal.see(#"override +scribe-b by .*: scribe-a is slow"#)
        try terminal.press("8")
        try terminal.see(#"reroute +route copywriter +policy -> scribe-b.*ok"#)
        try terminal.press("5", "u")
        try terminal.see("override +none: the policy decides")
    }

    @Test func `acknowledges the alert that the failing provider raises`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("6")
        try terminal.see(#"(CRIT|WARN) FIRE .*scribe-a"#, within: 150)
        try terminal.press("g")
        try terminal.see(#"^│> (CRIT|WARN) FIRE"#)
        try terminal.press("a")
        try terminal.see("╭─ Acknowledge or snooze scribe-a")
        try terminal.press("1", until: #"\(•\) ack until it resolves"#)
        try terminal.press("Enter")
        try terminal.type("seen")
        try terminal.see(#"comment +seen"#)
        try terminal.see("--for resolved --if-version")
        // Back past the first field: the last is the button.
        try terminal.press("BTab", "BTab", "Enter")
        try terminal.see(#"(CRIT|WARN) ACK .*till it ends"#)
        try terminal.press("8")
        try terminal.see(#" ack +alert "#)
    }
}
