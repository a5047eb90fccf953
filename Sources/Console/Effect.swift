package import Orchestration

/// Something the console wants done; performed by the shell, never here.
package enum Effect: Hashable, Sendable {
    /// Answered with `Message.runs`.
    case fetchRuns(RunQuery)
    /// Answered with `Message.detail`.
    case fetchRun(RunID)
    /// The newest entries, at most so many; answered with `Message.audit`.
    case fetchAudit(limit: Int)
    /// What was out of the ordinary between two moments; answered with `Message.incident`.
    case fetchIncident(from: Instant, until: Instant)
    /// The figures of a model part by part; answered with `Message.series`.
    case fetchSeries(model: String, MetricSpan)
    /// The runs as they were at a moment; answered with `Message.pastRuns`.
    case fetchPastRuns(RunQuery, Instant)
    /// A run as it was at a moment; answered with `Message.pastDetail`.
    case fetchPastRun(RunID, Instant)
    /// The system as it was at a moment; answered with `Message.moment`.
    case fetchMoment(Instant)
    /// The run of the same workflow before this one; answered with `Message.previous`.
    case fetchPrevious(RunRow)
    /// Answered with `Message.preview`.
    case preview(Control.Action)
    /// What a reroute would have meant for recent traffic; answered with `Message.forecast`.
    case forecast(route: String, target: String?)
    /// The same of shares in percent.
    case forecastShares(route: String, [String: Int])
    /// Why calls of a run, or of one of its steps, went where they went; answered with
    /// `Message.why`.
    case fetchWhy(RunID, step: String?)
    /// Unusable events older than a number, newest first; answered with `Message.deadLetters`.
    case fetchDeadLetters(before: Int64?)
    /// How another context is; answered with `Message.context`.
    case fetchContext(String)
    /// Go to another context; answered with `Message.arrived` or `Message.turnedAway`.
    case attach(String)
    /// Answered with `Message.receipt`.
    case perform(OrderDraft)
    /// Put text on the clipboard (OSC 52).
    case copy(String)
    /// Write text to a file of that name, or at that path from the working folder; answered with `Message.told`.
    case write(name: String, text: String)
    /// Write the screen as it is to a file of that name; answered with `Message.told`.
    case dump(name: String)
    /// Nil goes back to the one that suits the terminal.
    case setTheme(String?)
    /// Keep the views for the next console.
    case keepViews(String)
    /// Keep the operator's keys for the next console.
    case keepKeymap(String)
    /// How quick the console is; answered with `Message.report`.
    case measure
    case captureMouse(Capture)
    /// Ring the terminal's bell.
    case bell
    /// Forget what the terminal shows and paint it anew.
    case redraw
    case suspend
    case quit

    /// Whether the terminal sends mouse events to us or keeps them for selecting text.
    package enum Capture: Hashable, Sendable { case on, off }
}

/// An order but for its request id, which the shell adds.
package struct OrderDraft: Hashable, Sendable {
    package let action: Control.Action
    package let actor: String
    package let reason: String
    /// The version of the object that was on the screen when the operator decided.
    package let versionSeen: Int64?
    /// Ascending in one console: a session's name and this number make a good request id.
    package let serial: Int
    /// The same order as a command line.
    package let commandLine: String
    /// When a reroute ends by itself; nil for never.
    package let expires: Instant?
    /// What must stay true for a reroute to stand; nil for nothing.
    package let guardText: String?

    /// The order itself.
    package func order(requestID: String) -> Control.Order {
        Control.Order(
            action,
            actor: actor,
            reason: reason,
            versionSeen: versionSeen,
            requestID: requestID,
            expires: expires,
            guardText: guardText
        )
    }
}
