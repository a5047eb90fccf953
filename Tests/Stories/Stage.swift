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

    /// Starts it, again perhaps.
    func start(_ options: String = "") throws {
        try terminal.enter("clear; '\(try Program.path)' demo --data '\(data)' \(options)")
        try terminal.see(#"\[1 ?O"#, within: 60)
    }

    /// Quits and waits for the shell.
    func quit() throws {
        try terminal.press("q")
        try terminal.see(#"^shell> $"#)
    }

    /// The process of the console.
    var process: pid_t {
        get throws {
            let id = try terminal.process(named: "podium")
            try #require(id > 0, "podium is not running")
            return id
        }
    }

    /// What `stty -a` says, without the size.
    func settings() throws -> String {
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
