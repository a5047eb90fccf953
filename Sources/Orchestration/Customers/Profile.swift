/// What is known of a customer: a fold of their events, of bounded size.
///
/// Applying an event twice changes nothing. Baskets of the last 88 days are kept one by one (the 60
/// a feature looks at, and the 28 in which a prediction comes true); older ones live on in totals.
package struct Profile: Hashable, Sendable {
    /// What a profile holds at most, whatever comes in.
    package enum Limits {
        package static let baskets = 512
        package static let attributes = 64
        package static let identities = 32
        /// UTF-8 bytes of one text.
        package static let text = 512
    }

    /// The last 88 days of purchases, in order of time, then of id.
    package internal(set) var baskets: [Basket] = []
    /// Baskets before this moment are closed: counted where they had come, ignored ever after.
    ///
    /// Their ids are forgotten, so one that comes late cannot be told from one that comes twice.
    package internal(set) var closedBefore = Instant(milliseconds: .min)
    package internal(set) var totals = Totals()
    /// By name; the latest event decides, whatever order they come in.
    package internal(set) var attributes: [String: Dated<Value>] = [:]
    /// Each with the latest event that carried it.
    package internal(set) var identities: [Identity: Instant] = [:]
    /// Times of the earliest and the latest event; nil for nobody.
    package internal(set) var seen: ClosedRange<Instant>?

    /// Of a customer nothing is known of yet.
    package init() {}

    /// All purchases ever counted.
    package struct Totals: Hashable, Sendable {
        package internal(set) var baskets = 0
        package internal(set) var spend = 0.0
        /// Times of the first and the last purchase; nil before there was one.
        package internal(set) var span: ClosedRange<Instant>?
    }

    /// A value with the time of the event that gave it.
    package struct Dated<Content: Hashable & Sendable>: Hashable, Sendable {
        package let content: Content
        package let at: Instant
    }
}
