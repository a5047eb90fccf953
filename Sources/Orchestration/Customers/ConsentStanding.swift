/// What a ledger says about one message at its moment: everything later is left out.
struct Standing {
    /// The last word on the address: reasons given at that same moment; empty where it is free.
    private(set) var suppressions: [Suppression] = []
    private(set) var isPrivacyControlOn = false
    /// The zone the person last gave.
    private(set) var zone: String?
    private(set) var consent = GivenConsent()
    /// What the person got, under any of their profiles.
    private(set) var sendings: [Sending] = []

    private var suppressionAt = Instant(milliseconds: .min)
    private var privacyAt = Instant(milliseconds: .min)
    private var zoneAt = Instant(milliseconds: .min)

    init(of message: Consent.Message, in ledger: Consent.Ledger) {
        let past = ledger.events.filter { $0.at <= message.at }
        let person = Person(of: message.scope.profile, merges: past)
        for event in past { take(event, about: message, of: person) }
        sendings = ledger.sendings.filter { $0.at <= message.at && person.has($0.scope.profile) }
    }

    private mutating func take(
        _ event: ConsentEvent,
        about message: Consent.Message,
        of person: Person
    ) {
        switch event.kind {
        case .grant(let scope, let expires) where person.gave(scope, for: message):
            consent.grant(at: event.at, expires: expires)
        case .withdraw(let scope) where person.gave(scope, for: message):
            consent.withdraw(at: event.at)
        case .confirm(let scope) where person.gave(scope, for: message):
            consent.confirm(at: event.at)
        case .suppress(message.address, let reason): suppress(reason, at: event.at)
        case .unsuppress(message.address): free(at: event.at)
        case .privacyControl(let profile, let isOn) where person.has(profile):
            setPrivacyControl(isOn, at: event.at)
        case .zone(let profile, let name) where person.has(profile) && event.at >= zoneAt:
            (zone, zoneAt) = (name, event.at)
        case .grant, .withdraw, .confirm, .merge, .suppress, .unsuppress, .privacyControl, .zone:
            break
        }
    }

    /// At equal moments suppression wins, and each of its reasons stands.
    private mutating func suppress(_ reason: Suppression, at moment: Instant) {
        guard moment >= suppressionAt else { return }
        suppressions = moment == suppressionAt ? suppressions + [reason] : [reason]
        suppressionAt = moment
    }

    private mutating func free(at moment: Instant) {
        guard moment > suppressionAt else { return }
        (suppressions, suppressionAt) = ([], moment)
    }

    /// At equal moments the wish for privacy wins.
    private mutating func setPrivacyControl(_ isOn: Bool, at moment: Instant) {
        guard moment >= privacyAt else { return }
        isPrivacyControlOn = isOn || moment == privacyAt && isPrivacyControlOn
        privacyAt = moment
    }
}

/// What a person said about one channel and purpose.
struct GivenConsent {
    private var last: (at: Instant, word: Word)?
    private var confirmedAt: Instant?

    private enum Word {
        case granted(expires: Instant?)
        case withdrawn
    }

    mutating func grant(at moment: Instant, expires: Instant?) {
        if let last, last.at > moment { return }
        // At equal moments the withdrawal wins.
        if let last, last.at == moment, case .withdrawn = last.word { return }
        last = (moment, .granted(expires: expires))
    }

    mutating func withdraw(at moment: Instant) {
        if let last, last.at > moment { return }
        last = (moment, .withdrawn)
    }

    mutating func confirm(at moment: Instant) {
        confirmedAt = max(confirmedAt ?? moment, moment)
    }

    /// Why it does not cover the message, nil where it does.
    func refusal(
        of message: Consent.Message,
        under policy: ConsentPolicy
    ) -> Consent.Refusal? {
        guard let last else { return .noConsent }
        guard case .granted(let expires) = last.word else { return .withdrawn }
        if let expires, expires <= message.at { return .expired }
        guard policy.doubleOptIn.contains(message.scope.channel) else { return nil }
        guard let confirmedAt, confirmedAt >= last.at else { return .unconfirmed }
        return nil
    }
}

/// A profile with all that merged with it, directly or by way of others.
struct Person {
    private var profiles: Set<String>

    /// The person that `profile` belongs to, by the merges among `events`.
    init(of profile: String, merges events: [ConsentEvent]) {
        var neighbours: [String: [String]] = [:]
        for case .merge(let from, let into) in events.map(\.kind) {
            neighbours[from, default: []].append(into)
            neighbours[into, default: []].append(from)
        }
        profiles = [profile]
        var open = [profile]
        while let next = open.popLast() {
            for other in neighbours[next] ?? [] where profiles.insert(other).inserted {
                open.append(other)
            }
        }
    }

    func has(_ profile: String) -> Bool { profiles.contains(profile) }

    /// Whether a word given in `scope` is about the channel and purpose of `message`.
    func gave(_ scope: ConsentScope, for message: Consent.Message) -> Bool {
        has(scope.profile) && scope.channel == message.scope.channel
            && scope.purpose == message.scope.purpose
    }
}
