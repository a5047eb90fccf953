/// Something that bears on whether a person may be written to.
package struct ConsentEvent: Hashable, Sendable {
    /// When it happened; a late event counts from then.
    package let at: Instant
    package let kind: Kind

    /// An event at that moment.
    package init(_ kind: Kind, at: Instant) {
        self.kind = kind
        self.at = at
    }

    /// What happened.
    package enum Kind: Hashable, Sendable {
        /// Consent was given, until `expires` where it has an end.
        case grant(ConsentScope, expires: Instant?)
        case withdraw(ConsentScope)
        /// The second step of a double opt-in.
        case confirm(ConsentScope)
        /// From then on both profiles are one person.
        case merge(from: String, into: String)
        /// Belongs to the address, whoever owns it.
        case suppress(address: String, Suppression)
        case unsuppress(address: String)
        /// Global Privacy Control: the person's wish not to be sold or shared.
        case privacyControl(profile: String, isOn: Bool)
        /// The person's time zone, by IANA name.
        case zone(profile: String, name: String)
    }
}

/// What a consent covers: exactly this channel and purpose of this profile.
package struct ConsentScope: Hashable, Sendable {
    package let profile: String
    package let channel: String
    package let purpose: String

    /// A scope.
    package init(profile: String, channel: String, purpose: String) {
        self.profile = profile
        self.channel = channel
        self.purpose = purpose
    }
}

/// Why an address may not be used.
package enum Suppression: String, Hashable, Sendable, CaseIterable {
    case hardBounce = "hard_bounce"
    case erasure
    case complaint
    case unsubscribe

    /// Whether even messages that need no consent stay away.
    var isTotal: Bool {
        switch self {
        case .hardBounce, .erasure: true
        case .complaint, .unsubscribe: false
        }
    }
}

/// A message that went out.
package struct Sending: Hashable, Sendable {
    package let scope: ConsentScope
    package let at: Instant
    /// The message's key, so that it counts once; empty where nobody kept it.
    package var key = ""

    /// A message of that scope, sent at that moment.
    package init(_ scope: ConsentScope, at: Instant) {
        self.scope = scope
        self.at = at
    }
}
