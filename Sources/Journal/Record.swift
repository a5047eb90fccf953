package import Orchestration

/// Something durable that is no fact of a run.
package enum Record: Hashable, Sendable {
    /// An event that starts no run: a wait's end, a profile's change.
    case event(Event)
    /// An event that could not be used, as it came.
    case deadLetter(raw: [UInt8], reason: String, at: Instant)
    /// A dead letter that was taken in after all; the list forgets it.
    case deadLetterResolved(Int64)
    /// The whole profile as it is from now on.
    case profile(id: String, bytes: [UInt8], at: Instant)
    /// A message about to be sent. The first intent of a key stays; later ones change nothing.
    case outboxIntended(Message)
    /// What became of a message. `sent` and `refused` are final.
    case outboxSettled(key: String, as: Settlement, reference: String, at: Instant)
    /// What an operator or the engine did; the same request is kept once.
    case audit(AuditDraft)
    /// A small control value that must survive a restart; nil forgets it.
    case state(kind: String, id: String, value: [UInt8]?)
    /// How an attempt's target was chosen and what the call cost.
    case choice(run: RunID, key: StepKey, bytes: [UInt8])
    /// A rolled-up metric window; the same window again replaces it.
    case window(name: String, start: Instant, bytes: [UInt8])
    /// A large payload; see `Artifact`.
    case artifact(Artifact, at: Instant)
}

/// A message to a customer, kept before it is sent.
package struct Message: Hashable, Sendable {
    /// Its idempotency key, also given to the provider.
    package var key: String
    package var run: RunID
    /// Index into the workflow's steps.
    package var step: Int
    package var channel: String
    package var address: String
    package var body: [UInt8]
    /// When it was intended.
    package var at: Instant

    package init(
        key: String,
        run: RunID,
        step: Int,
        channel: String,
        address: String,
        body: [UInt8],
        at: Instant
    ) {
        self.key = key
        self.run = run
        self.step = step
        self.channel = channel
        self.address = address
        self.body = body
        self.at = at
    }
}

/// What is known of a message that was tried.
package enum Settlement: String, Hashable, Sendable, CaseIterable {
    case sent
    /// The answer was lost: to be asked about, never to be sent again.
    case unknown
    case refused
}

/// A message with what became of it.
package struct Dispatch: Hashable, Sendable {
    package let message: Message
    /// Nil while nobody knows that it was even tried.
    package let settlement: Settlement?
    /// The provider's own id for it, or its reason.
    package let reference: String
    package let settledAt: Instant?
}

/// An audit entry before it has its number and its place in the chain.
package struct AuditDraft: Hashable, Sendable {
    package var at: Instant
    package var actor: String
    /// Where it came from: `console`, `cli`, `engine`.
    package var via: String
    package var action: String
    package var object: String
    package var change: String
    package var reason: String
    package var result: String
    /// Unique: a repeated one is not written again.
    ///
    /// Empty is never a repetition.
    package var requestID: String
    /// The order as a command line; empty for what the engine did by itself.
    package var commandLine: String
    /// The version of the object that the order had to find; nil where it was not checked.
    package var versionSeen: Int64?

    package init(
        at: Instant,
        actor: String,
        via: String,
        action: String,
        object: String,
        change: String = "",
        reason: String = "",
        result: String = "",
        requestID: String = "",
        commandLine: String = "",
        versionSeen: Int64? = nil
    ) {
        self.at = at
        self.actor = actor
        self.via = via
        self.action = action
        self.object = object
        self.change = change
        self.reason = reason
        self.result = result
        self.requestID = requestID
        self.commandLine = commandLine
        self.versionSeen = versionSeen
    }
}
