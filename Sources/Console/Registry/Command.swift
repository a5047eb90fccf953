package import Screen

/// One thing the operator can do, as a value: keys, help, hints and palette are made from it.
package struct Command: Sendable {
    package let verb: Verb
    /// What it does, in a few words, for help and palette.
    package let title: String
    /// One or two words for the hint line.
    package let hint: String
    package let keys: [Key]
    package let risk: Risk
    package let scope: Scope
    package let group: Group
    /// What is typed after `:`; empty when it has no command word.
    package let words: [String]
    package let argument: Argument
    /// What takes it back, in words; empty for nothing.
    package let inverse: String
    /// The same on the command line; empty where only a screen makes sense.
    package let commandLine: String

    package init(
        _ verb: Verb,
        _ title: String,
        hint: String,
        keys: [Key] = [],
        risk: Risk = .none,
        scope: Scope = .everywhere,
        group: Group,
        words: [String] = [],
        argument: Argument = .none,
        inverse: String = "",
        commandLine: String = ""
    ) {
        self.verb = verb
        self.title = title
        self.hint = hint
        self.keys = keys
        self.risk = risk
        self.scope = scope
        self.group = group
        self.words = words
        self.argument = argument
        self.inverse = inverse
        self.commandLine = commandLine
    }

    /// What a mistake would cost.
    package enum Risk: String, Hashable, Sendable, CaseIterable {
        /// Changes the view only.
        case none
        /// Done at once; undo is offered.
        case low
        /// A dialog in which Back is the default.
        case medium
        /// The operator types the name of what is lost.
        case high
    }

    /// What must be selected for it to make sense.
    package enum Scope: Hashable, Sendable {
        case everywhere
        /// Any list.
        case lists
        case runsAndWorkflows
        /// Runs, workflows, routes and sources.
        case pausable
        case runs
        case routes
        case alerts
        /// The steps of one run.
        case steps
        /// Workflows, their runs and steps, routes and their models.
        case throttled
        /// Panes of lines: the log and the events.
        case lines
        /// Runs, and dead letters, which come in again.
        case retriable
        /// Runs that ask, and proposals to train a model anew.
        case answerable
        /// Alerts, and silences, which end.
        case alertsAndSilences
        /// What alerts are about, and alerts themselves.
        case alertable
        /// Whatever a note can be left on.
        case notable
    }

    /// The headings of help.
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case screens = "Screens"
        case panes = "Panes and moving"
        case find = "Find and mark"
        case act = "Act"
        case view = "See and copy"
        case session = "Time and session"
    }

    /// What a command word may be followed by.
    package enum Argument: String, Hashable, Sendable {
        case none = ""
        case run = "ID|FILTER"
        case workflow = "WORKFLOW"
        case model = "MODEL"
        case theme = "THEME"
        case filter = "FILTER"
        case format = "csv|json FILE"
        case file = "FILE"
        case route = "ROUTE"
        case moment = "TIME"
        case elevation = "15m REASON"
        case view = "NAME"
        case context = "NAME|A,B"
        case link = "LINK"
        case grouping = "none|object|rule|severity"
        case interval = "5s|now"
        case rating = "good|bad|none NOTE"
        case binding = "NAME = KEYS"
        case bell = "crit|all|off"
        case span = "1m|5m|15m|1h|24h"
        case screen = "SCREEN"
    }

    /// Whether it does something with the row that is selected.
    var isAboutRow: Bool {
        switch scope {
        case .everywhere, .lists, .lines:
            [.open, .describe, .copyName, .copyRow, .mark, .markRange].contains(verb)
        case .runsAndWorkflows, .pausable, .runs, .routes, .alerts, .steps, .throttled, .retriable,
            .answerable, .alertsAndSilences, .alertable, .notable:
            true
        }
    }

    /// The first key, as it is printed.
    package var keyName: String { keys.first.map(KeyName.text) ?? "" }
}
