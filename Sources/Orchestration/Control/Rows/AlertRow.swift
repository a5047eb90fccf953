/// An alert as screens and commands show it.
package struct AlertRow: Hashable, Sendable, Codable {
    /// Stable while the alert lives, for example `model.errors/scribe-a`.
    package var id = ""
    package var severity = Severity.warning
    package var state = AlertState.firing
    package var object = ""
    /// What the object is: `model`, `source`.
    package var kind = ""
    package var summary = ""
    package var rule = ""
    package var since = Instant.epoch
    package var count = 1
    package var owner = ""
    /// When it comes back: the end of a snooze or of an acknowledgement's timer.
    package var returns: Instant?
    package var value = ""
    /// Alerts that are taken for its consequences, at most 20, as `source.late orders: 19m old`.
    package var hides: [String] = []
    /// Who has been told since it last fired.
    package var told: [String] = []
    /// Who is told next while nobody has it, and when; nil where nobody is.
    package var tells: Instant?
    package var tellsWhom = ""
    /// What depends on the object: routes, workflows, runs.
    package var blast: [String] = []
    /// The routes among it, by name.
    package var routes: [String] = []
    /// What can be done now, each with its key, for example `R  reroute copywriter to scribe-b`.
    package var suggestions: [String] = []
    /// The same suggestions as actions, in the same order, where they can be performed.
    package var actions: [Control.Action] = []
    /// Until when and by whom nobody is told of it; empty where it is not silenced.
    package var silenced = ""
    /// The silences that keep it from everybody, by id.
    package var silencedBy: [String] = []
    /// A link or file for whoever is woken; empty for none.
    package var runbook = ""
    /// What happened to it, oldest first: the alert's own lines, so that the many snapshots a console
    /// keeps share them.
    package var history: [Alert.Line] = []
    /// Calls, runs or events that showed it when it fired.
    package var samples: [AlertSample] = []
    package var versionSeen: Int64 = 0
    package init() {}
}

/// How bad an alert is.
package enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    case critical = "CRIT"
    case warning = "WARN"
    case info = "INFO"
}

/// Where an alert stands.
package enum AlertState: String, Hashable, Sendable, Codable, CaseIterable {
    case pending = "PEND"
    case firing = "FIRE"
    case acknowledged = "ACK"
    case snoozed = "SNOOZ"
    /// It fires, and a silence keeps it from everybody.
    case muted = "MUTE"
    case resolved = "OK"
    case noData = "NODATA"
}

extension AlertState {
    /// Whether somebody must still do something about it.
    package var needsHuman: Bool { self == .firing || self == .noData }
}
