/// Decides whether a message may go out: now, later, or not at all.
package enum Consent {
    /// A message about to be sent.
    package struct Message: Hashable, Sendable {
        package let scope: ConsentScope
        /// Where it goes, for example an e-mail address.
        package let address: String
        /// The moment of the decision; what happens later does not exist yet.
        package let at: Instant

        /// A message.
        package init(_ scope: ConsentScope, to address: String, at: Instant) {
            self.scope = scope
            self.address = address
            self.at = at
        }
    }

    /// What is known: events and sendings, in any order.
    package struct Ledger: Hashable, Sendable {
        package var events: [ConsentEvent]
        package var sendings: [Sending]

        /// A ledger of these.
        package init(events: [ConsentEvent] = [], sendings: [Sending] = []) {
            self.events = events
            self.sendings = sendings
        }
    }

    /// The answer.
    package enum Decision: Hashable, Sendable {
        case send(Permission)
        case block(Refusal)
        /// It is quiet where the person is until that moment; decide again then.
        case deferred(until: Instant)
    }

    /// Why a message may go.
    package enum Permission: String, Hashable, Sendable {
        /// Its purpose needs no consent.
        case transactional
        case ok
    }

    /// Why a message may not go.
    package enum Refusal: String, Hashable, Sendable {
        case suppressed, gpc, withdrawn, expired, unconfirmed, capped
        case noConsent = "no_consent"
    }

    /// The first rule that applies decides: suppression, purposes without consent, privacy control,
    /// consent, its confirmation, caps, quiet hours.
    ///
    /// - Parameters:
    ///   - message: What is to be sent, and when it is decided.
    ///   - ledger: All that may bear on it; events and sendings after the message are ignored.
    ///   - policy: The rules of the house.
    /// - Returns: The answer with its reason.
    package static func decide(
        _ message: Message,
        _ ledger: Ledger,
        _ policy: ConsentPolicy
    ) -> Decision {
        let known = Standing(of: message, in: ledger)
        let isEssential = policy.essential.contains(message.scope.purpose)
        if known.suppressions.contains(where: { $0.isTotal || !isEssential }) {
            return .block(.suppressed)
        }
        if isEssential { return .send(.transactional) }
        if message.scope.purpose == "ads_sharing", known.isPrivacyControlOn { return .block(.gpc) }
        if let refusal = known.consent.refusal(of: message, under: policy) {
            return .block(refusal)
        }
        if policy.caps.contains(where: { $0.isReached(by: known.sendings, for: message) }) {
            return .block(.capped)
        }
        let zone = known.zone.flatMap(Zone.init) ?? Zone(policy.defaultZone)
        if let end = policy.quiet?.end(at: message.at, in: zone ?? .fixed(seconds: 0)) {
            return .deferred(until: end)
        }
        return .send(.ok)
    }
}

extension ConsentPolicy.Cap {
    /// Whether the message would be one more than the cap allows.
    fileprivate func isReached(by sendings: [Sending], for message: Consent.Message) -> Bool {
        guard purpose == message.scope.purpose,
            channel == nil || channel == message.scope.channel
        else { return false }
        let start = message.at - window
        return sendings.count {
            $0.scope.purpose == purpose && (channel == nil || channel == $0.scope.channel)
                && $0.at > start
        } >= count
    }
}
