package import Orchestration

/// An engine that the console can be attached to, under the name operators call it by.
package struct Context: Hashable, Sendable {
    /// Without blanks and commas: it is typed behind `:ctx` and in filters.
    package let name: String
    /// Where its journal is.
    package let folder: String

    package init(name: String, folder: String) {
        self.name = name
        self.folder = folder
    }
}

/// What was last learned of a context that the console is not attached to.
package struct ContextReport: Hashable, Sendable {
    /// What it said; nil before it said anything.
    ///
    /// Stays when it falls silent, with its age.
    package var glance: Glance?
    /// Why it does not answer; empty while it does.
    package var silence: String

    package init(_ glance: Glance) { (self.glance, silence) = (glance, "") }

    package init(silence: String) { (glance, self.silence) = (nil, silence) }

    /// What is wrong with it by its own account; empty for nothing.
    var trouble: String { glance?.environment.trouble ?? "" }
}

/// As much of a moment of a system as a list of many systems shows.
package struct Glance: Hashable, Sendable {
    package let at: Instant
    package let environment: Snapshot.Environment
    package let totals: Snapshot.Totals
    package let watched: [RunRow]
    /// Those that somebody must still deal with.
    package let alerts: [AlertRow]

    package init(_ snapshot: Snapshot) {
        at = snapshot.at
        environment = snapshot.environment
        totals = snapshot.totals
        watched = snapshot.watched
        alerts = snapshot.alerts.filter(\.state.needsHuman)
    }
}

/// How a context can be reached, in a word.
enum ContextLink: String, Hashable, CaseIterable {
    case here = "HERE"
    case up = "UP"
    case lost = "LOST"
    /// Nobody was asked yet.
    case unknown = "ASK"
}
