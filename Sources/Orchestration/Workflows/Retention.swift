/// How long the journal keeps what is over; nil keeps it for good.
///
/// Open runs, profiles and the audit are always kept.
package struct Retention: Hashable, Sendable {
    /// Runs that have ended, with their history, and messages that were sent or refused.
    package var runs: Duration?
    /// The names of accepted events: one that comes again after that is taken for new.
    package var events: Duration?
    /// Unusable events.
    package var deadLetters: Duration?

    package init(runs: Duration? = nil, events: Duration? = nil, deadLetters: Duration? = nil) {
        self.runs = runs
        self.events = events
        self.deadLetters = deadLetters
    }

    /// Everything alike.
    package init(everything: Duration) {
        self.init(runs: everything, events: everything, deadLetters: everything)
    }

    /// Whether there is anything it would ever let go of.
    package var isLimited: Bool { self != Retention() }
}
