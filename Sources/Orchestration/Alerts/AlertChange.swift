/// Something that happened to an alert, with the alert as it was afterwards.
///
/// The journal keeps changes; the newest of each alert restore the book.
package struct AlertChange: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Holds, but not for long enough yet.
        case pending
        case fired
        /// The time of its acknowledgement or snooze is over, and it still holds.
        case returned
        case resolved
        /// Cleared while pending, or resolved long ago: no longer in the book.
        case forgotten
        case acknowledged
        case snoozed
        /// An operator had it told to everybody who would have been told later.
        case escalated
        /// An operator took an acknowledgement or snooze back.
        case reopened
        /// Nothing is measured any more.
        case wentBlind = "went_blind"
        case seesAgain = "sees_again"
        case beganFlapping = "began_flapping"
        case calmedDown = "calmed_down"
        /// Another alert is taken for its cause.
        case hidden
        case shown
    }

    package let kind: Kind
    package let at: Instant
    package let alert: Alert
    /// Who did it; empty for the engine.
    package let actor: String
    package let reason: String

    init(_ kind: Kind, _ alert: Alert, at now: Instant, actor: String = "", reason: String = "") {
        self.kind = kind
        self.at = now
        self.alert = alert
        self.actor = actor
        self.reason = reason
    }

    /// What happened, in a few words for a list of events.
    package var words: String {
        switch kind {
        case .resolved: "\(alert.rule) ended, \(alert.lines.last?.text ?? alert.value)"
        case .returned: "\(alert.rule) came back: \(alert.value)"
        case .shown: "\(alert.rule) is no longer put down to another: \(alert.value)"
        default: "\(alert.rule) \(kind.rawValue): \(alert.value)"
        }
    }

    /// Whether somebody should be told now.
    package var isNews: Bool {
        switch kind {
        case .fired, .returned, .resolved: alert.hiddenBy == nil && !alert.flapping.isFlapping
        case .beganFlapping, .shown: alert.hiddenBy == nil
        case .pending, .forgotten, .acknowledged, .snoozed, .escalated, .reopened, .wentBlind,
            .seesAgain,
            .calmedDown, .hidden:
            false
        }
    }
}
