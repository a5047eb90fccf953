internal import Journal
internal import Orchestration

/// What the policy that learns believes of targets, kept over restarts.
extension Engine {
    private static let banditKind = "bandit"

    /// Writes down what was learned since the last time: once a tick, however many calls there were.
    func keepBandits() {
        for (route, bandit) in switchboard.takeLearned() {
            outgoing.batch.records.append(
                .state(kind: Self.banditKind, id: route, value: bandit.value.jsonBytes)
            )
        }
    }

    func restoreBandits() async throws {
        for (route, bytes) in try await journal.states(of: Self.banditKind) {
            guard let value = try? Value(json: bytes) else { continue }
            switchboard.with { $0.health.bandits[route] = Bandit(value: value) }
        }
    }
}

extension Switchboard {
    /// What was learned of routes since this was last asked.
    fileprivate func takeLearned() -> [(route: String, bandit: Bandit)] {
        with { state in
            defer { state.learned = [] }
            return state.learned.sorted().compactMap { route in
                state.health.bandits[route].map { (route, $0) }
            }
        }
    }
}
