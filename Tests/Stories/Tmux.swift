import Foundation
import Testing

/// A terminal of its own, held by tmux: keys go in, and what is on the screen comes out.
///
/// Each has a server with a socket of its own, which ends with this value, however the story ends.
final class Tmux {
    /// What a story expected to see and did not, with what was there instead.
    struct NotSeen: Error, CustomStringConvertible {
        let pattern: String
        let seconds: Int
        let screen: String

        var description: String {
            "\(pattern) was not on the screen within \(seconds) s. The screen:\n\(screen)"
        }
    }

    private let socket: String
    private let scratch: Scratch

    /// A shell in a terminal of that size.
    ///
    /// - Parameters:
    ///   - columns: Cells in a row.
    ///   - rows: Rows.
    ///   - environment: Added to what the shell sees; the locale is UTF-8 unless it says otherwise.
    /// - Throws: Where tmux is missing, or the shell does not come up.
    init(columns: Int = 120, rows: Int = 36, environment: [String: String] = [:]) throws {
        scratch = try Scratch()
        socket = "podium-test-\(getpid())-\(UUID().uuidString.prefix(8))"
        // A shell without anybody's settings, and a prompt no screen of ours contains.
        // The test runner may have switched colours off for itself.
        var words = [
            "env", "-u", "NO_COLOR", "-u", "COLORTERM", "PS1=shell> ", "HISTFILE=",
            "LC_ALL=C.UTF-8", "TERM=screen-256color",
            // What one story is remembered by is nothing to the next.
            "XDG_STATE_HOME=\(scratch.folder)/state",
        ]
        words += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        words += ["bash", "--norc", "--noprofile", "-i"]
        _ = try tmux(
            ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", scratch.folder]
                + words
        )
        try see("^shell>")
    }

    deinit { _ = try? tmux(["kill-server"]) }

    /// A folder that lasts as long as this terminal.
    var folder: String { scratch.folder }

    // MARK: In

    /// Presses keys by their names in tmux, for example `j`, `Enter`, `C-z`.
    func press(_ keys: String...) throws { _ = try tmux(["send-keys"] + keys) }

    /// Presses a key again and again until the screen matches: dialogs drop the keys of their first
    /// moments, and nobody can see when those are over.
    func press(_ key: String, until pattern: String) throws {
        for _ in 0..<20 {
            try press(key)
            if (try? see(pattern, within: 1)) != nil { return }
        }
        try see(pattern, within: 1)
    }

    /// Presses a key again and again until nothing on the screen matches.
    func pressUntilGone(_ key: String, _ pattern: String) throws {
        for _ in 0..<20 {
            try press(key)
            if (try? seeNo(pattern, within: 1)) != nil { return }
        }
        try seeNo(pattern, within: 1)
    }

    /// Types text as it is.
    func type(_ text: String) throws { _ = try tmux(["send-keys", "-l", text]) }

    /// Types a line into the shell.
    func enter(_ line: String) throws {
        try type(line)
        try press("Enter")
    }

    /// Gives the terminal another size.
    func resize(columns: Int, rows: Int) throws {
        _ = try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    // MARK: Out

    /// What is on the screen; with `styles` also the sequences for colours.
    func screen(_ styles: Styles = .without) throws -> String {
        try tmux(["capture-pane", "-p"] + (styles == .with ? ["-e"] : []))
    }

    /// Whether colours and attributes are wanted.
    enum Styles { case with, without }

    /// Waits until the screen matches a pattern.
    ///
    /// - Parameters:
    ///   - pattern: A regular expression; `^` and `$` stand for line ends.
    ///   - seconds: How long to wait at most.
    /// - Returns: The screen that matched.
    /// - Throws: `NotSeen` with what was there instead.
    @discardableResult
    func see(_ pattern: String, within seconds: Int = 20) throws -> String {
        try wait(seconds, for: pattern) { Tmux.matches($0, pattern) }
    }

    /// Waits until nothing on the screen matches a pattern.
    @discardableResult
    func seeNo(_ pattern: String, within seconds: Int = 20) throws -> String {
        try wait(seconds, for: "no " + pattern) { !Tmux.matches($0, pattern) }
    }

    /// Whether a text matches, line by line.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
        let range = NSRange(text.startIndex..., in: text)
        return expression?.firstMatch(in: text, range: range) != nil
    }

    /// tmux tells nobody that the screen changed, so it is asked again and again.
    private func wait(_ seconds: Int, for what: String, until holds: (String) -> Bool) throws
        -> String
    {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var screen = ""
        repeat {
            screen = try self.screen()
            if holds(screen) { return screen }
            usleep(30_000)
        } while ContinuousClock.now < deadline
        throw NotSeen(pattern: what, seconds: seconds, screen: screen)
    }

    // MARK: The process in it

    /// The process in the foreground; 0 while there is none but the shell.
    func process(named name: String) throws -> pid_t {
        let pane = try tmux(["display-message", "-p", "#{pane_pid}"])
        let shell = pane.trimmingCharacters(in: .whitespacesAndNewlines)
        let children = try String(
            contentsOfFile: "/proc/\(shell)/task/\(shell)/children",
            encoding: .utf8
        )
        for child in children.split(separator: " ").compactMap({ pid_t($0) }) {
            let command = try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)
            if command?.trimmingCharacters(in: .newlines) == name { return child }
        }
        return 0
    }

    // MARK: tmux itself

    private func tmux(_ arguments: [String]) throws -> String {
        let output = scratch.folder + "/tmux-output"
        let process = try Spawned(
            try Self.program,
            ["-L", socket, "-f", "/dev/null"] + arguments,
            // Inside another tmux, ours must not think it is asked about that one.
            environment: ProcessInfo.processInfo.environment
                .merging(["TMUX": "", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]) { $1 },
            folder: scratch.folder,
            files: Spawned.Files(output: output)
        )
        _ = process.end()
        return try String(contentsOfFile: output, encoding: .utf8)
    }

    private static var program: String {
        get throws {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            let found = path.split(separator: ":").map { "\($0)/tmux" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
            let message: Comment = "tmux is missing; .ci/setup installs it (Debian: tmux)"
            return try #require(found, message)
        }
    }
}
