import Foundation
import Testing

/// What a shell has a right to expect of a program with a screen.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `The shell` {
    @Test func `gets its screen and its settings back when the operator quits`() throws {
        let stage = try Stage()
        try stage.terminal.press(":", "q", "Enter")
        try stage.terminal.see("^Stopped[.] The journal is in")
        try stage.seeShell()
        let (before, after) = (try Stage.untouched(), try stage.settings())
        #expect(after == before)
    }

    @Test func `is not given back by a slip of the finger while runs are open`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.see("WAIT outcome", within: 60)
        try terminal.press("q")
        try terminal.see("The engine ends with this")
        try terminal.see(#"> back"#)
        try terminal.pressUntilGone("Escape", "The engine ends with this")
        try terminal.see("LIVE")
        try terminal.press("q")
        try terminal.see(#"> back"#)
        try terminal.press("j", until: #"> quit"#)
        try terminal.press("Enter")
        try terminal.see("^Stopped[.] The journal is in")
        try stage.seeShell()
    }

    @Test func `has a console that bg continues stopped again, and nothing drawn over it`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("C-z")
        try terminal.see("Stopped +'?/")
        try terminal.enter("bg")
        try terminal.enter("sleep 1; echo the shell listens | tr a-z A-Z")
        let shown = try terminal.see("^THE SHELL LISTENS")
        #expect(!shown.contains("[1 O"), "nothing is drawn over the shell")
        try terminal.enter("fg")
        try terminal.see(#"\[1 ?O"#)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGSEGV])
    func `gets them back when a signal ends the console`(signal: Int32) throws {
        let stage = try Stage()
        try stage.terminal.see("LIVE")
        try Shell.send(signal, to: stage.process)
        try stage.seeShell()
        let (before, after) = (try Stage.untouched(), try stage.settings())
        #expect(after == before)
    }

    @Test func `has the console stopped by ctrl-z and painted again by fg`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        for _ in 1...3 {
            try terminal.press("C-z")
            try terminal.see("Stopped +'?/")
            try terminal.enter("echo the shell listens | tr a-z A-Z")
            try terminal.see("^THE SHELL LISTENS")
            try terminal.enter("fg")
            try terminal.see(#"\[1 ?O"#)
            try terminal.seeNo("THE SHELL LISTENS")
        }
        try terminal.press("2")
        try terminal.see(#"\[2 W"#)
        try terminal.press(":", "q", "Enter")
        try terminal.see("^Stopped[.] The journal is in")
    }

    @Test func `may be made as small as one cell and large again`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        let sizes = [
            (80, 24), (40, 12), (39, 11), (10, 3), (2, 2), (1, 1), (1, 40), (200, 1), (300, 90),
            (60, 20), (1, 1),
        ]
        for (columns, rows) in sizes + sizes.reversed() {
            try terminal.resize(columns: columns, rows: rows)
        }
        try terminal.resize(columns: 120, rows: 36)
        let screen = try terminal.see(#"\[1 Overview\](.|\n)*\? help"#)
        #expect(screen.contains("╭─ Runs to watch"))
        _ = try stage.process
    }

    @Test func `may kill the console, and the next one goes on with its journal`() throws {
        let stage = try Stage()
        let terminal = stage.terminal
        try terminal.press("3")
        // The newest are at the top, and on a busy machine the fifth may have gone by.
        try terminal.see(#" 1-([5-9a-v]|\w\w+) "#, within: 60)
        try Shell.send(SIGKILL, to: stage.process)
        try terminal.see("Killed")
        // A killed program cannot tidy up; the shell's own word for that is `reset`.
        try terminal.press("C-c")
        try terminal.enter("reset")
        try terminal.see(#"^shell> *$"#)

        try stage.start()
        try terminal.press("3")
        try terminal.see(#" 2-\w+ "#, within: 60)
        try stage.filter("1-5")
        try terminal.see(#" 1-5 "#)
    }

    @Test func `is told who holds a journal that is in use, and to try later`() throws {
        let stage = try Stage()
        let holder = try stage.process
        let second = try Tmux()
        try second.enter("\(try stage.command()); echo exit code $?")
        let screen = try second.see("^exit code 3")
        let text = screen.replacingOccurrences(of: "\n", with: "")
        #expect(text.contains("Process \(holder) is using it."))
        #expect(text.contains("Attach to that process, stop it, or choose another journal."))
    }
}

/// Signals, sent as a shell sends them.
enum Shell {
    static func send(_ signal: Int32, to process: pid_t) throws {
        try #require(kill(process, signal) == 0)
    }
}
