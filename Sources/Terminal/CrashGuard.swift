internal import CNcurses

/// What must be done once, at the very start of the program, for crashes to be brief and clean.
package enum CrashGuard {
    /// Starts the program again with Swift's backtracer told not to wait for a key.
    ///
    /// The backtracer reads its setting when the process starts; on a terminal it would hold a
    /// crash for 30 seconds. Returns when nothing needs to be done, or nothing can be.
    package static func startQuietly() {
        podium_quiet_backtraces(CommandLine.unsafeArgv)
    }
}

extension TerminalEnding {
    /// Ends the process as the ending demands, so that its parent sees the signal that asked.
    ///
    /// Returns for `quit`, and for `hangup`, after which there is nobody left to tell.
    package func endProcess() {
        if case .signal(let number) = self { podium_end_by(number) }
    }
}
