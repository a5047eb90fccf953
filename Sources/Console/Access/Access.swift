package import Orchestration

/// Whether this console may change anything.
package enum Access: Hashable, Sendable {
    /// As the operator's rights allow.
    case full
    /// It only looks; `:rw` lifts that for a while.
    case readOnly
    /// Lifted until a moment, for a reason that goes into the audit with every order.
    case lifted(until: Instant, reason: String)

    /// How long it is lifted where nobody says, and at most.
    package static let usual = Duration.seconds(900)
    package static let longest = Duration.seconds(8 * 3600)
}
