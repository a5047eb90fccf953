/// The newest moment of the whole system, as one immutable value.
package struct Snapshot: Sendable, Codable {
    /// When it was taken: the age of everything in it counts from here.
    package var at: Instant = .epoch
    /// Ascending; equal numbers mean equal snapshots.
    package var sequence: UInt64 = 0
    package var environment = Environment()
    package var totals = Totals()
    package var workflows: [WorkflowRow] = []
    package var models: [ModelRow] = []
    package var routes: [RouteRow] = []
    /// Targets that are out of rotation, the newest first, then those that were in the last hour.
    package var cooldowns: [Cooldown] = []
    package var alerts: [AlertRow] = []
    package var sources: [SourceRow] = []
    /// Models that should be trained anew: open proposals first, then the newest decided ones.
    package var proposals: [RetrainProposal] = []
    /// What operators let begin no faster than a rate, by object.
    package var throttles: [Throttle] = []
    /// Alerts that nobody is told of now.
    package var silences: [Silence] = []
    /// What operators have switched off.
    package var kills: [KillSwitch] = []
    /// The newest notes, newest first.
    package var notes: [Note] = []
    /// At most 64 runs most in need of eyes: failed, retrying, paused, then oldest.
    package var watched: [RunRow] = []
    /// At most 256 of the newest events, newest last.
    package var events: [EventLine] = []
    /// Who paused everything, since when and why; empty while nobody has.
    package var paused = ""
    /// What it does not tell, in words, where it was put together afterwards; empty for a moment
    /// that was seen as it was.
    package var caveat = ""
    /// When the journal begins, where that is later than `at`: nothing is known of then; nil elsewhere.
    package var begins: Instant?

    package init() {}

    /// Whether an operator has paused everything.
    package var isPaused: Bool { !paused.isEmpty }

    /// Which system this is.
    package struct Environment: Hashable, Sendable, Codable {
        /// For example `demo` or `prod-eu`.
        package var name = "local"
        /// The project's name.
        package var project = ""
        /// What is simulated, in words for the header; empty when nothing is.
        package var simulated = ""
        /// Why nothing new becomes durable, in a few words; empty while all is well.
        package var trouble = ""
        /// Whether what is done here is done to the real thing: its console only looks at first.
        package var isProduction: Bool { name.lowercased().contains("prod") }
        package init() {}
    }

    /// How many events were turned away for one reason.
    package struct RejectionCount: Hashable, Sendable, Codable {
        /// Short and stable, for example `too_large` or `missing:customer`.
        package var reason: String
        package var count: Int
        package init(reason: String, count: Int) {
            self.reason = reason
            self.count = count
        }
    }

    /// Counts that need a human, and the pulse of the rest.
    package struct Totals: Hashable, Sendable, Codable {
        package var running = 0
        package var waiting = 0
        package var retrying = 0
        package var paused = 0
        /// Runs that failed and that nobody has retried or cancelled yet.
        package var failed = 0
        package var completed = 0
        package var eventsPerSecond: Double?
        package var stepsPerSecond: Double?
        /// Events that could not be used and are kept in the dead-letter list.
        package var deadLetters = 0
        /// Unusable events by the code of their reason, greatest first: those since the engine
        /// started, and the newest 10,000 from before.
        package var rejections: [RejectionCount] = []
        /// Events that had been accepted before and came again.
        package var duplicates = 0
        /// Messages whose answer was lost and that are being asked about.
        package var unknownSends = 0
        /// Notices of alerts that nobody has taken yet.
        package var untoldNotices = 0
        package init() {}
    }
}

/// The state words of the console: four letters that carry meaning without colour.
package enum StateWord: String, Hashable, Sendable, Codable, CaseIterable {
    case noData = "NODATA"
    case fail = "FAIL"
    case crit = "CRIT"
    case late = "LATE"
    case drift = "DRFT"
    case retry = "RTRY"
    case warn = "WARN"
    case cool = "COOL"
    case paused = "PAUS"
    case held = "HELD"
    case wait = "WAIT"
    case run = "RUN"
    case skip = "SKIP"
    case cancelled = "CANC"
    case idle = "IDLE"
    case ok = "OK"
}
