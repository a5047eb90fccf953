import Foundation
import Testing

/// The demo in a terminal, as the stories play on it.
struct Stage {
    let terminal: Tmux
    let data: String

    /// Starts the demo and waits for its first screen.
    init(
        columns: Int = 120,
        rows: Int = 36,
        options: String = "",
        environment: [String: String] = [:]
    ) throws {
        terminal = try Tmux(columns: columns, rows: rows, environment: environment)
        data = terminal.folder + "/data"
        try start(options)
    }

    /// The line that starts it.
    func command(_ options: String = "") throws -> String {
        "'\(try Program.path)' demo --project '\(Program.sample)' --data '\(data)' \(options)"
    }

    /// Starts it, again perhaps.
    func start(_ options: String = "") throws {
        try terminal.enter("clear; echo before the curtain")
        try terminal.see("^before the curtain")
        try terminal.enter(try command(options))
        try terminal.see(#"\[1 ?O"#, within: 60)
    }

    /// Filters the list on the screen.
    func filter(_ text: String) throws {
        try terminal.press("/", "C-u")
        try terminal.type(text)
        try terminal.press("Enter")
    }

    /// Waits for the shell, with all on its screen that was there before.
    @discardableResult
    func seeShell() throws -> String {
        let screen = try terminal.see(#"^shell> *$"#)
        #expect(screen.contains("\nbefore the curtain") || screen.hasPrefix("before the curtain"))
        #expect(!screen.contains("Overview"))
        return screen
    }

    /// The process of the console.
    var process: pid_t {
        get throws {
            let id = try terminal.process(named: "podium")
            try #require(id > 0, "podium is not running")
            return id
        }
    }

    /// The settings of a terminal on which nothing ever ran.
    static func untouched() throws -> String { try settings(of: Tmux()) }

    /// The settings of this one.
    func settings() throws -> String { try Self.settings(of: terminal) }

    /// What `stty -a` says, without the size.
    private static func settings(of terminal: Tmux) throws -> String {
        let file = terminal.folder + "/settings-\(UUID().uuidString)"
        try terminal.enter("stty -a > '\(file)'; echo settings are saved; clear")
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            if let text = try? String(contentsOfFile: file, encoding: .utf8), text.contains("echo")
            {
                return text.split(separator: "\n").dropFirst().joined(separator: "\n")
            }
            usleep(20_000)
        }
        throw Tmux.NotSeen(pattern: "stty -a", seconds: 10, screen: try terminal.screen())
    }
}
