/// Why there can be no screen.
package enum TerminalError: Error, Hashable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// terminfo has an entry that cannot place the cursor.
    case unusable(term: String)
    /// terminfo has no entry of that name on this machine.
    case unknown(term: String)
    /// The system gives no more descriptors or threads.
    case outOfResources

    /// What, why, and what next.
    package var description: String {
        switch self {
        case .notATerminal:
            "no screen: input and output are not both a terminal; run it in a terminal, or use podium runs and podium run --headless"
        case .unusable(let term):
            "no screen: the terminal type `\(term)` cannot place a cursor; "
                + "set TERM to what your terminal is, for example xterm-256color"
        case .unknown(let term):
            "no screen: this machine has no terminfo entry for `\(term)`; "
                + "install ncurses-term, or set TERM to xterm-256color"
        case .outOfResources:
            "no screen: the system gives no more descriptors or threads; close something, try again"
        }
    }
}
