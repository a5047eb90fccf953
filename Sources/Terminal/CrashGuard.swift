internal import CNcurses

/// What must be done once, at the very start of the program, for crashes to be brief and clean.
package enum CrashGuard {
    /// Starts the program again with Swift's backtracer told not to wait for a key.
    ///
    /// The backtracer reads its setting when the process starts; on a terminal it would hold a
    /// crash for 30 seconds. Returns when nothing needs to be done, or nothing can be.
    ///
    /// A console does without: its own handler takes the backtracer's input away, and a second
    /// start would cost as much time as everything else before the first frame.
    package static func startQuietly() {
        guard !consoles.contains(CommandLine.arguments.dropFirst().first ?? "") else { return }
        podium_quiet_backtraces(CommandLine.unsafeArgv)
    }

    /// The commands that show a console.
    private static let consoles = ["attach", "demo", "run"]
}

extension TerminalEnding {
    /// Ends the process as the ending demands, so that its parent sees the signal that asked.
    ///
    /// Returns for `quit`, and for `hangup`, after which there is nobody left to tell.
    package func endProcess() {
        if case .signal(let number) = self { podium_end_by(number) }
    }
}
