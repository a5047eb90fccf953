internal import Orchestration

extension Project {
    /// Sources whose age decides who may be called, by route; only routes that have some.
    var staleGates: [String: [String]] {
        let cards = Dictionary(
            models.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let gates = routes.map { route in
            let needs = route.targets.compactMap { cards[$0.model] }
                .filter { $0.whenStale == .fallBack }
                .flatMap { $0.needs.keys }
            return (route.name, Set(needs).sorted())
        }
        return Dictionary(gates.filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
    }

    /// What the purposes say, as the consent rule reads it.
    var consentPolicy: ConsentPolicy {
        var policy = ConsentPolicy()
        policy.essential = Set(purposes.filter { !$0.needsConsent }.map(\.name))
        policy.caps = purposes.compactMap { purpose in
            purpose.cap.map {
                .init(channel: nil, purpose: purpose.name, count: $0, window: purpose.window)
            }
        }
        return policy
    }
}
