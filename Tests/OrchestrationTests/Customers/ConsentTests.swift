internal import Foundation
internal import Orchestration
internal import Testing

@Suite struct `Consent to a message` {
    static let cases: [String] =
        (try? Files.lines(
            Files.vectors.appending(path: "consent-public.jsonl")
        ).map(String.init)) ?? []

    @Test func `has its cases to answer`() { #expect(Self.cases.count == 210) }

    @Test(arguments: cases)
    func `is decided as the rules say`(line: String) throws {
        let example = try ConsentCase(Files.json(line))
        #expect(example.decision == example.expected, "\(example.id)")
    }

    @Test(arguments: cases)
    func `does not depend on the order in which events arrive`(line: String) throws {
        var example = try ConsentCase(Files.json(line))
        example.ledger.events.reverse()
        example.ledger.sendings.reverse()
        #expect(example.decision == example.expected, "\(example.id)")
    }

    @Test(arguments: cases)
    func `knows nothing of what comes after the message`(line: String) throws {
        var example = try ConsentCase(Files.json(line))
        let (scope, later) = (example.message.scope, example.message.at + .seconds(1))
        example.ledger.events += [
            ConsentEvent(.withdraw(scope), at: later),
            ConsentEvent(.grant(scope, expires: nil), at: later),
            ConsentEvent(.suppress(address: example.message.address, .erasure), at: later),
            ConsentEvent(.merge(from: scope.profile, into: "p1"), at: later),
            ConsentEvent(.zone(profile: scope.profile, name: "Asia/Tokyo"), at: later),
            ConsentEvent(.privacyControl(profile: scope.profile, isOn: true), at: later),
        ]
        example.ledger.sendings += Array(repeating: Sending(scope, at: later), count: 20)
        #expect(example.decision == example.expected, "\(example.id)")
    }

    private static let scope = ConsentScope(profile: "p", channel: "email", purpose: "marketing")
    private static let now = Instant(milliseconds: 1_776_000_000_000)

    private func decide(
        _ events: [ConsentEvent],
        sent: [Duration] = [],
        _ policy: ConsentPolicy = ConsentPolicy()
    ) -> Consent.Decision {
        Consent.decide(
            Consent.Message(Self.scope, to: "a@example.com", at: Self.now),
            Consent.Ledger(
                events: events,
                sendings: sent.map { Sending(Self.scope, at: Self.now - $0) }
            ),
            policy
        )
    }

    @Test func `lets the stricter of two words of one moment win`() {
        let then = Self.now - .seconds(60)
        let grant = ConsentEvent(.grant(Self.scope, expires: nil), at: then)
        let withdraw = ConsentEvent(.withdraw(Self.scope), at: then)
        #expect(decide([grant, withdraw]) == .block(.withdrawn))
        #expect(decide([withdraw, grant]) == .block(.withdrawn))
        let suppress = ConsentEvent(.suppress(address: "a@example.com", .unsubscribe), at: then)
        let free = ConsentEvent(.unsuppress(address: "a@example.com"), at: then)
        #expect(decide([grant, suppress, free]) == .block(.suppressed))
        #expect(decide([grant, free, suppress]) == .block(.suppressed))
    }

    @Test func `holds from its own moment and ends at its last`() {
        let scope = Self.scope
        #expect(decide([ConsentEvent(.grant(scope, expires: nil), at: Self.now)]) == .send(.ok))
        let then = Self.now - .seconds(60)
        let ending = ConsentEvent(.grant(scope, expires: Self.now), at: then)
        #expect(decide([ending]) == .block(.expired))
        let longer = ConsentEvent(.grant(scope, expires: Self.now + .milliseconds(1)), at: then)
        #expect(decide([longer]) == .send(.ok))
        var policy = ConsentPolicy()
        policy.doubleOptIn = ["email"]
        #expect(decide([longer], policy) == .block(.unconfirmed))
        let confirm = ConsentEvent(.confirm(scope), at: then)
        #expect(decide([longer, confirm], policy) == .send(.ok))
        let early = ConsentEvent(.confirm(scope), at: then - .milliseconds(1))
        #expect(decide([longer, early], policy) == .block(.unconfirmed))
    }

    @Test func `counts a cap back to the far end of its window, without it`() {
        let grant = ConsentEvent(.grant(Self.scope, expires: nil), at: .epoch)
        var policy = ConsentPolicy()
        policy.caps = [.init(channel: nil, purpose: "marketing", count: 2, window: .seconds(3600))]
        #expect(decide([grant], sent: [.zero, .seconds(3600)], policy) == .send(.ok))
        #expect(decide([grant], sent: [.zero, .seconds(3599)], policy) == .block(.capped))
        policy.caps = [.init(channel: "sms", purpose: "marketing", count: 0, window: .zero)]
        #expect(decide([grant], policy) == .send(.ok))
    }

    @Test func `reads merges as one person, in chains and in rings`() {
        func merge(_ from: String, _ into: String) -> ConsentEvent {
            ConsentEvent(.merge(from: from, into: into), at: .epoch)
        }
        let other = ConsentScope(profile: "z", channel: "email", purpose: "marketing")
        let grant = ConsentEvent(.grant(other, expires: nil), at: .epoch)
        #expect(decide([grant]) == .block(.noConsent))
        #expect(decide([grant, merge("z", "y"), merge("p", "y"), merge("y", "z")]) == .send(.ok))
    }

    @Test(
        arguments: [
            ["type": "grant"], ["type": "other", "at": "2026-04-16T13:40:25Z"],
            ["type": "suppress", "address": "a", "reason": "mood", "at": "2026-04-16T13:40:25Z"],
            ["type": "gpc", "profile": "p", "on": 1, "at": "2026-04-16T13:40:25Z"],
            ["type": "tz", "profile": "p", "tz": "", "at": "2026-04-16T13:40:25Z"],
            ["type": "merge", "from": "a", "at": "2026-04-16T13:40:25Z"], .null,
        ] as [Value]
    )
    func `refuses what is no event of its kind`(event: Value) {
        #expect(throws: EventError.self) { try ConsentEvent(event) }
    }
}
