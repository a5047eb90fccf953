package import Orchestration

/// A way to a customer.
///
/// A customer notices a message exactly once because its key is chosen by the caller, and because
/// an answer that was lost is resolved by asking, never by sending again:
///
///     deliver ──► sent / repeated          the customer has it
///             ──► refused                  the customer does not have it
///             ──► unknown ──► lookUp ──► sent      the customer has it
///                                   ──► never      deliver again, with the same key
///                                   ──► unknown    ask again later
package protocol Channel: Sendable {
    /// Sends a message, unless its key was sent before.
    func deliver(_ message: OutboundMessage) async -> Delivery

    /// What became of the message with that key.
    func lookUp(_ key: MessageKey) async -> Known
}

/// Names one message to one customer, stable under retries, restarts and lost answers.
///
/// Derived by the caller from run, step and item; never from an attempt or a clock.
package struct MessageKey: Hashable, Sendable {
    package let text: String
    package init(_ text: String) { self.text = text }
}

/// A message on its way to a customer.
package struct OutboundMessage: Hashable, Sendable {
    package let key: MessageKey
    /// An address the channel understands.
    package let to: String
    /// The subject line; empty where the channel has none.
    package let subject: String
    /// Whose message it is: the customer's profile.
    package let profile: String
    package let text: String
    /// Why it is sent, for example `marketing`.
    package let purpose: String
    /// When it was decided.
    package let time: Instant
    /// The `traceparent` of the attempt that sends it; nil where nothing is traced.
    package var traceparent: String?

    package init(
        key: MessageKey,
        to: String,
        subject: String = "",
        profile: String,
        text: String,
        purpose: String,
        time: Instant
    ) {
        self.key = key
        self.to = to
        self.subject = subject
        self.profile = profile
        self.text = text
        self.purpose = purpose
        self.time = time
    }
}

/// What came of an attempt to deliver.
package enum Delivery: Hashable, Sendable {
    /// The customer has it; the reference is the channel's own name for it.
    case sent(reference: String)
    /// It was sent before under this key; nothing was sent now. The reference is the first one's.
    case repeated(reference: String)
    /// The customer does not have it.
    case refused(Failure)
    /// Nobody knows: ask with `lookUp`, do not send again.
    case unknown(String)
}

/// What a channel knows of a key.
package enum Known: Hashable, Sendable {
    case sent(reference: String)
    /// It was never sent: delivering it again is safe.
    case never
    case unknown
}
