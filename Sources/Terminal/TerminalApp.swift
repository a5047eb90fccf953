package import Screen

/// What is shown and steered: a value that the loop owns, and a pure view of it.
///
/// Every call is made on the user interface's thread, one after the other; none may block.
package protocol TerminalApp: Sendable {
    /// What the rest of the program tells it: news of the engine, results of effects.
    associatedtype Message: Sendable

    /// Takes a key, a paste, a resize.
    mutating func receive(
        _ input: Input,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<Message>]

    /// Takes a message from the rest of the program.
    mutating func receive(
        _ message: Message,
        at now: ContinuousClock.Instant
    ) -> [TerminalRequest<Message>]

    /// Is called at `deadline`: clocks tick, notices fade.
    mutating func tick(at now: ContinuousClock.Instant) -> [TerminalRequest<Message>]

    /// When `tick` is wanted next; nil for never, and then an idle screen costs nothing.
    var deadline: ContinuousClock.Instant? { get }

    /// Draws everything; the painter finds out what changed.
    mutating func view(in size: Size, at now: ContinuousClock.Instant) -> Grid
}

/// What an app asks of the loop.
package enum TerminalRequest<Message: Sendable>: Sendable {
    /// Ends the loop; the terminal is restored first.
    case quit
    /// Stops the process group, as Ctrl-Z does in a shell.
    case suspend
    /// Draws everything anew: what another program wrote over the screen is gone.
    case redraw
    /// Rings the bell, once.
    case bell
    /// Nil wears the one that suits the terminal.
    case theme(Theme?)
    /// Turns mouse reports on or off.
    case mouse(Bool)
    /// Puts text on the operator's clipboard, over ssh and through tmux too.
    case copy(String)
    /// Runs off the thread; the message it ends with comes back to the app.
    case perform(@Sendable () async -> Message?)
}

/// How a loop ended.
package enum TerminalEnding: Hashable, Sendable {
    case quit
    /// The terminal went away: an ssh that dropped, a window that was closed.
    case hangup
    /// Asked to end by a signal: SIGTERM, SIGHUP or SIGINT.
    case signal(Int32)
}
