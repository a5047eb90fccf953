import Foundation
import Testing

/// Terminals differ; every one shows the console, or is told why it cannot.
@Suite(.serialized, .timeLimit(.minutes(10))) struct `The console on` {
    @Test func `a terminal without colours has none`() throws {
        let stage = try Stage(environment: ["NO_COLOR": "1"])
        let screen = try stage.terminal.screen(.with)
        #expect(screen.contains("\u{1B}["), "bold and reverse remain")
        #expect(!Tmux.matches(screen, "\u{1B}\\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]"))
    }

    @Test func `a colour terminal has colours`() throws {
        let stage = try Stage()
        let screen = try stage.terminal.screen(.with)
        #expect(Tmux.matches(screen, "\u{1B}\\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]"))
    }

    @Test func `a terminal of the C locale is ASCII`() throws {
        let stage = try Stage(environment: ["LC_ALL": "C", "LANG": "C"])
        try stage.terminal.see("[+][-=] Runs to watch")
        for key in ["2", "3", "4", "5", "6", "7", "8", "1"] {
            try stage.terminal.press(key)
            let screen = try stage.terminal.see(#"\[\#(key) "#)
            let isPlain = screen.allSatisfy { $0.isASCII }
            #expect(isPlain)
        }
    }

    @Test func `a light terminal has the light theme`() throws {
        let dark = try Stage(options: "--theme dark").terminal.screen(.with)
        let light = try Stage(options: "--theme light").terminal.screen(.with)
        #expect(light.contains("Overview"))
        #expect(Self.colours(in: light) != Self.colours(in: dark))
    }

    private static func colours(in screen: String) -> Set<String> {
        let expression = try? NSRegularExpression(pattern: "[34]8;[25];[0-9;]*[0-9]")
        let range = NSRange(screen.startIndex..., in: screen)
        let matches = expression?.matches(in: screen, range: range) ?? []
        return Set(matches.compactMap { Range($0.range, in: screen).map { String(screen[$0]) } })
    }

    @Test func `a dumb terminal says that it cannot be, with exit code 2`() throws {
        let terminal = try Tmux(environment: ["TERM": "dumb"])
        let command =
            "'\(try Program.path)' demo --project '\(Program.sample)' --data '\(terminal.folder)/d'"
        try terminal.enter("\(command); echo exit code $?")
        let screen = try terminal.see("^exit code 2", within: 60)
        #expect(screen.contains("the terminal type `dumb` cannot place a cursor"))
    }

    /// Of 1978, with waits in its sequences; and one that is newer than the machine.
    @Test(arguments: ["vt100", "vt102", "xterm-of-next-year"])
    func `a terminal that terminfo pads, or does not know, has a console`(term: String) throws {
        let terminal = try Tmux(environment: ["TERM": term])
        let command =
            "'\(try Program.path)' demo --project '\(Program.sample)' --data '\(terminal.folder)/d'"
        try terminal.enter(command)
        _ = try terminal.see("Runs to watch", within: 60)
        try terminal.press("3")
        let screen = try terminal.see("newest first", within: 20)
        #expect(!screen.contains("$<"))
        try terminal.press("q")
    }

    @Test func `a terminal that nobody knows is named, with what to do`() throws {
        let terminal = try Tmux(environment: ["TERM": "frobnicate"])
        let command =
            "'\(try Program.path)' demo --project '\(Program.sample)' --data '\(terminal.folder)/d'"
        try terminal.enter("\(command); echo exit code $?")
        let screen = try terminal.see("^exit code 2", within: 60)
        #expect(screen.contains("no terminfo entry for `frobnicate`"))
    }
}
